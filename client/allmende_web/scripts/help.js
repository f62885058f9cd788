// Help in sections that fold: what this phase is, the words of the game, who sits where, the rules in force.

const unfolded = new Set(["phase", "handling"]);

function helpPage() {
  const { welcome } = table;
  return [
    folded("phase", phaseTitle(), phaseWords()),
    folded("handling", say("handling"), [
      say("handling_cards"),
      say("handling_send"),
      say("handling_standing"),
      say("handling_share"),
      say("handling_leave"),
    ]),
    folded("system", welcome.system_name, [welcome.system_summary, ...presetLines()]),
    folded("story", say("story_title"), storyParts().flat()),
    folded("words", say("words_title"), [pairs(glossaryWords())]),
    folded("methods", say("methods_title"), [pairs(Object.values(METHODS))]),
    folded("phases", say("phases_title"), [
      pairs(welcome.phases.map((phase) => [phase.title, phase.help])),
    ]),
    folded("seats", say("seats_title"), [pairs(table.seats.map((seat) => seatWords(seat)))]),
    folded("rules", say("rules_title"), [pairs(ruleWords())]),
    folded("laws", say("laws_title"), [pairs(lawWords())]),
  ];
}

/** A section that opens and closes; which are open is kept here, since the page is drawn again and again. */
function folded(name, title, lines) {
  const kept = lines.filter(Boolean);
  if (!kept.length) return null;
  const turn = (event) => {
    event.preventDefault();
    if (!unfolded.delete(name)) unfolded.add(name);
    changed();
  };
  return h(
    "details",
    { class: "block fold", open: unfolded.has(name) },
    h("summary", { id: `fold-${name}`, onclick: turn }, h("h2", null, title)),
    kept.map((line) => paragraph(line)),
  );
}

/** Words with their meanings; nothing where there are none. */
function pairs(list) {
  if (!list.length) return null;
  return h(
    "dl",
    null,
    list.map(([word, meaning]) => [h("dt", null, word), h("dd", null, meaning)]),
  );
}

function phaseTitle() {
  return table.opened ? say("this_phase", { title: table.opened.title }) : "";
}

/** What the open phase is, and its questions. */
function phaseWords() {
  if (!table.opened || isOver()) return [];
  const asked = questions().map((each) => [each.title, questionWords(each)]);
  return [table.opened.help || say("phase_help"), pairs(asked)];
}

function questionWords(question) {
  const bounds = BOUNDS[question.kind](question);
  return `${question.help} ${say("may_answer", { bounds })} ${movesText(question)}`;
}

function seatWords(seat) {
  return [`${nameOf(seat.seat)}, ${seat.role}`, mandateOf(seat.seat).text];
}

/** Each stand-in law once, with the seats that it holds for. */
function lawWords() {
  const laws = [...new Set(table.seats.map((seat) => seat.law))].filter(Boolean);
  const holds = (law) =>
    table.seats.filter((seat) => seat.law === law).map((seat) => nameOf(seat.seat));
  return laws.map((law) => [holds(law).join(", "), law]);
}

/** Each rule with what it may be, its value, and who may change it. */
function ruleWords() {
  return allRules().map(([rule, who]) => [
    rule.label,
    `${ruleReach(rule)}; ${say(`amended_by_${who}`)}`,
  ]);
}
