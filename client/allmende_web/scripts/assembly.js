// The assembly: motions on the floor with a look ahead, laws in force, rules, and how votes were counted.

const lookForm = { made: "", field: null };

/** The page. The form to look ahead at a rule is kept while it reads the same, with what is typed in it. */
function drawAssembly() {
  const side = part("side");
  if (!part("assembly")) {
    side.replaceChildren(
      h("h1", null, say("title_laws")),
      h("div", { id: "assembly" }),
      h("div", { id: "look" }),
      h("div", { id: "look-found", "aria-live": "polite" }),
      h("div", { id: "assembly-past" }),
    );
    lookForm.made = "";
  }
  paint(part("assembly"), methodLine(), floorSection(), lawsSection());
  drawLookForm();
  paint(part("look-found"), lookTroubleLine(), ownPreviews());
  paint(part("assembly-past"), pastSection(), section(say("rules_open_title"), [...presetLines(), ...ruleLines()]));
}

function methodLine() {
  const found = methodInForce();
  if (!found) return h("p", null, say("no_motions"));
  return h("p", { class: "account" }, say("decided_by", { name: found[0], account: found[1] }));
}

/** How many laws are in force, for the line of where and when; nothing if there are none. */
function lawsBadge() {
  const count = fact("laws", "in_force", []).length;
  return count ? ` · ${say(count === 1 ? "law_badge" : "laws_badge", { count })}` : "";
}

function floorSection() {
  if (!methodInForce()) return null;
  const motions = fact("motions", "floor", []);
  const shown = motions.map((motion) => motionBlock(motion));
  const floor = motions.length ? shown : [say("floor_empty")];
  return section(say("floor_title"), [...floor, ...tablingLines()]);
}

function motionBlock(motion) {
  const values = [[motion.value, motion.text], ...motion.amendments.map((one) => [one.value, one.text])];
  return h(
    "div",
    { class: "motion" },
    h("h3", null, changeOf(motion)),
    h("p", null, supporters(motion)),
    motion.amendments.map((one) =>
      h("p", null, say("amendment_line", { value: one.text, names: seatNames(one.by) })),
    ),
    values.map(([value, text]) => lookPart(motion.dial, value, say("look_at", { value: text }))),
  );
}

function changeOf(motion) {
  return say("motion_change", { label: motion.label, now: motion.now_text, value: motion.text });
}

function supporters(motion) {
  const seconds = motion.seconds.length
    ? say("seconded_by", { names: seatNames(motion.seconds) })
    : say("not_seconded");
  const needs = say("seconds_needed", { count: secondsNeeded() });
  return `${say("moved_by", { name: nameOf(motion.by) })} ${seconds} ${needs}`;
}

function seatNames(seats) {
  return seats.map((seat) => nameOf(seat)).join(", ");
}

/** A button that asks for a preview, or the preview once it is there. */
function lookPart(dial, value, label) {
  const found = foresightParts(dial, value);
  if (found) return found;
  return table.seat ? button(`look-${dial}-${value}`, label, () => lookAhead(dial, value)) : null;
}

function lawsSection() {
  if (!methodInForce()) return null;
  const laws = fact("laws", "in_force", []);
  return section(
    say("in_force_title"),
    laws.length ? laws.map((law) => lawBlock(law)) : [say("no_law")],
  );
}

function lawBlock(law) {
  const repeal = say("look_repeal", { value: matterReads(law.dial, law.before) });
  return h(
    "div",
    { class: "motion" },
    h("h3", null, `${law.label}: ${law.text}`),
    h("p", null, say("law_since", { round: law.round, name: nameOf(law.by) })),
    lookPart(law.dial, law.before, repeal),
  );
}

/** What became of motions, the newest first; how each was counted unfolds. */
function pastSection() {
  const pasts = [...fact("laws", "history", [])].reverse();
  return pasts.length
    ? h("section", { class: "block" }, h("h2", null, say("past_title")), pasts.map(pastBlock))
    : null;
}

function pastBlock(past) {
  const fate = say(`fate_${past.fate}`, { adopted: past.text, until: past.until });
  const line = past.round < fact("table", "since", 1) ? "past_line_former" : "past_line";
  const title = say(line, { round: past.round, motion: changeOf(past.motion), fate });
  const name = nameOf(past.motion.by);
  const names = seatNames(past.motion.seconds);
  const lines = [
    names ? say("moved_and_seconded", { name, names }) : say("moved_by", { name }),
    ...(past.agenda ? [say("of_agenda"), ...countLines(past.agenda)] : []),
    ...(past.vote ? [say("of_vote"), ...countLines(past.vote)] : []),
  ];
  return folded(`past-${past.id}`, title, lines);
}

/** A rule and a value of one's own to look ahead at; made again only when the rules change. */
function drawLookForm() {
  const rules = matters();
  const made = JSON.stringify([table.seat, rules]);
  if (lookForm.made === made) return;
  lookForm.made = made;
  lookForm.field = null;
  part("look").replaceChildren();
  if (!rules.length || !table.seat) return;
  const title = freshId("look-title");
  lookForm.field = motionField({ dials: rules, nothing: say("choose_rule") }, null, title);
  part("look").append(
    h(
      "form",
      { class: "block", id: "look-form", novalidate: true, onsubmit: lookSubmitted },
      h("h2", { id: title }, say("look_title")),
      h("p", { class: "help" }, say("look_text")),
      lookForm.field.element,
      h("p", { id: "look-note", role: "alert" }),
      h("button", { class: "main", id: "look-go" }, say("look")),
    ),
  );
}

function lookSubmitted(event) {
  event.preventDefault();
  paint(part("look-note"), "");
  try {
    const said = lookForm.field.value();
    if (said) lookAhead(said.dial, said.value);
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    paint(part("look-note"), `! ${mistake.message}`);
    lookForm.field.focus();
  }
}

function lookTroubleLine() {
  const refusal = table.lookTrouble;
  return refusal ? h("p", { class: "trouble", role: "alert" }, `! ${refusalLine(refusal)}`) : null;
}

/** The previews that belong to no motion on the floor and no law, the newest first. */
function ownPreviews() {
  const listed = listedPreviews();
  const waits = table.looking && !listed.has(table.looking);
  const own = freshPreviews().filter(([key]) => !listed.has(key));
  return [
    waits ? h("p", { role: "status" }, say("looking_ahead")) : null,
    own.reverse().map(([, seen]) => h("section", { class: "block" }, foresightTable(seen))),
  ];
}

/** The names of the previews that stand with a motion on the floor, or with a law. */
function listedPreviews() {
  const onFloor = fact("motions", "floor", []).flatMap((motion) =>
    [motion, ...motion.amendments].map((one) => lookKey(motion.dial, one.value)),
  );
  const repeals = fact("laws", "in_force", []).map((law) => lookKey(law.dial, law.before));
  return new Set([...onFloor, ...repeals]);
}
