// What is foreseen of a motion: for each indicator its range as things are, with the motion, and the change.

const VISIBLE = 0.0005;

/** The preview of a motion, or that it is being worked out; nothing if nobody has asked for it. */
function foresightParts(dial, value) {
  const key = lookKey(dial, value);
  if (table.looking === key) return h("p", { role: "status" }, say("looking_ahead"));
  const found = freshPreviews().find(([each]) => each === key);
  return found ? foresightTable(found[1]) : null;
}

/** The previews by name, the oldest first; those of earlier rounds say nothing any more. */
function freshPreviews() {
  return Object.entries(table.ahead).filter(([, seen]) => seen.begins >= roundNow());
}

function foresightTable(seen) {
  const told = FORESEEN_KINDS.flatMap((kind) =>
    seen.outlooks.filter((one) => kindOf(one.indicator) === kind && !repeats(one, seen)),
  ).sort((a, b) => isMine(b.indicator) - isMine(a.indicator));
  const moved = told.filter((one) => spanSize(one.change) >= VISIBLE);
  const still = told.filter((one) => !moved.includes(one));
  const { seeds, begins, ends } = seen;
  const [now, value] = [seen.now, seen.value].map((each) => matterReads(seen.dial, each));
  return h(
    "div",
    { class: "foresight" },
    h("p", null, say("look_heading", { rule: nameOf(seen.dial), now, value, begins, ends, seeds })),
    moved.length ? rangesTable(moved) : null,
    still.length ? h("p", { class: "help" }, unmovedText(still)) : null,
  );
}

/** Whether the outlook of one need reads like that of all basics together. */
function repeats(one, seen) {
  const whole = seen.outlooks.find((each) => each.indicator === "basics");
  const same = (a, b) => levelsText("basics", a) === levelsText("basics", b);
  return (
    whole !== undefined &&
    one.indicator.startsWith("basics.") &&
    same(one.without, whole.without) &&
    same(one.with_motion, whole.with_motion)
  );
}

/** Whether a goal of this seat's own mandate is about this indicator of the whole land. */
function isMine(indicator) {
  const { goals } = mandateOf(table.seat);
  return goals.some((goal) => goal.indicator.replace(/^valley\./, "") === indicator);
}

function rangesTable(moved) {
  const heads = ["", say("as_it_is"), say("with_it"), say("its_change")];
  const head = heads.map((each) => h("th", { scope: "col" }, each));
  const rows = moved.map((one) => foresightRow(one));
  return h("table", null, h("thead", null, h("tr", null, head)), h("tbody", null, rows));
}

function unmovedText(still) {
  return say("unmoved", { names: still.map((one) => indicatorName(one.indicator)).join(", ") });
}

function foresightRow({ indicator, without, with_motion: withIt, change }) {
  const title = indicatorName(indicator);
  const levels = [without, withIt].map((span) => levelsText(indicator, span));
  const cells = [...levels, changeText(indicator, change)];
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, (isMine(indicator) ? "▸ " : "") + title[0].toUpperCase() + title.slice(1)),
    cells.map((cell) => h("td", null, cell)),
  );
}

function levelsText(name, [low, high]) {
  return spanText(indicatorValue(name, low), indicatorValue(name, high));
}

/** What a motion changes, signed, with the decimals that show two digits of the larger end. */
function changeText(name, span) {
  const share = PERCENTAGES.includes(kindOf(name));
  const ends = share ? span.map((end) => 100 * end) : span;
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(spanSize(ends) || 1)));
  const range = spanText(...ends.map((end) => withSign(end.toFixed(Math.min(decimals, 20)))));
  return share ? say("points_of", { range }) : range;
}

function withSign(text) {
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  if (short === "0" || short === "-0") return "0";
  return short.startsWith("-") ? short.replace("-", "−") : `+${short}`;
}

function spanText(low, high) {
  return low === high ? low : say("span", { low, high });
}

function spanSize(span) {
  return Math.max(...span.map((end) => Math.abs(end)));
}
