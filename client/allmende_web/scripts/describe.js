// Questions and answers in words: between which bounds, what an answer reads like, what it moves.

/** How an option reads; options are pairs of value and label. */
function labelOf(options, value) {
  const found = options.find(([each]) => each === value);
  return found ? found[1] : value;
}

function rangeText(low, high, unit) {
  return say("from_to", { low: number(low), high: quantity(high, unit) });
}

function listed(options) {
  return options.map(([, label]) => label).join(", ");
}

/** What may be answered, in a few words, by the kind of the question. */
const BOUNDS = {
  amount: (q) => rangeText(q.low, q.high, q.unit),
  estimate: (q) => rangeText(q.low, q.high, q.unit),
  flag: () => say("yes_or_no"),
  choice: (q) => listed(q.options),
  split: (q) =>
    say("over_parts", { total: withUnit(String(q.total), q.unit), parts: listed(q.parts) }),
  bid: (q) =>
    say("bid_bounds", {
      most: quantity(q.most, q.unit),
      highest: number(q.highest),
      budget: number(q.budget),
    }),
  ballot: (q) => ballotBounds(q),
  ranking: (q) => say("in_order", { options: listed(q.options) }),
  motion: () => say("nothing_or_rule"),
  text: (q) => say("up_to_characters", { longest: q.longest }),
};

/** An answer in words, by the kind of the question. */
const SHOWN = {
  amount: (q, value) => quantity(value, q.unit),
  estimate: (q, value) => quantity(value, q.unit),
  flag: (q, value) => say(value ? "yes" : "no"),
  choice: (q, value) => labelOf(q.options, value),
  split: (q, value) => q.parts.map(([id, label]) => `${label} ${value[id] || 0}`).join(", "),
  bid: (q, value) => bidText(q, value),
  ballot: (q, value) => ballotText(q, value),
  ranking: (q, value) => value.map((id) => labelOf(q.options, id)).join(", "),
  motion: (q, value) => motionText(q, value),
  text: (q, value) => value || say("nothing_said"),
};

function bidText(q, value) {
  if (!value.quantity) return say("no_bid");
  return say("bid_text", {
    quantity: quantity(value.quantity, q.unit),
    limit: number(value.limit),
  });
}

function motionText(q, value) {
  if (value === null) return nothingMoved(q);
  const dial = q.dials.find((each) => each.dial === value.dial);
  return say("motion_text", { label: dial.label, value: dialShown(dial, value.value) });
}

/** How an indicator reads: `price.timber` is the price of timber. */
function indicatorName(indicator) {
  const [kind, ...rest] = indicator.split(".");
  const about = rest.join(".");
  if (about) {
    const template = INDICATORS[kind] || `${kind.replace(/_/g, " ")} · {name}`;
    return fill(template, { name: nameOf(about) });
  }
  return fill(ALONE[kind] || INDICATORS[kind] || kind.replace(/_/g, " "), { name: "" }).trim();
}

/** What a higher answer, or more in a part, moves; empty where nothing is claimed. */
function movesText(question) {
  const effects = (wanted) => question.effects.filter(([, , about]) => Boolean(about) === wanted);
  const text = (each) =>
    each.map(([name, sign]) => `${sign > 0 ? UP : DOWN} ${indicatorName(name)}`).join(", ");
  const whole = text(effects(false));
  const parts = text(effects(true));
  return [
    whole && say("more_moves", { effects: whole }),
    parts && (question.kind === "ballot" ? optionMoves(question) : say("part_moves", { effects: parts })),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What each option of a ballot moves. */
function optionMoves(question) {
  const moves = question.effects.filter(([, , part]) => part);
  const lines = moves.map(
    ([name, sign, part]) =>
      `${labelOf(question.options, part)}: ${sign > 0 ? UP : DOWN} ${indicatorName(name)}`,
  );
  return `${lines.join("; ")}.`;
}
