// The rules of the system in force: what a motion may change, between which bounds, and who may.

/** What a motion may change: as this seat is asked now, else every rule that is the assembly's. */
function matters() {
  const asked = questions().find((each) => each.kind === "motion" && each.topic === "motion");
  if (asked) return asked.dials;
  const { dials } = table.welcome;
  return dials.filter((dial) => dial.amended_by === "assembly").map((dial) => rangeOf(dial));
}

/** A rule with the bounds that are lawful for motions, and the value in force, in micro-units. */
function rangeOf(dial) {
  const [low, high] = dial.lawful || [dial.low, dial.high];
  const micro = (value) => Math.round(value * MICRO);
  const { id, label, unit, whole, names } = dial;
  const now = micro(fact("dials", id, dial.low));
  return { dial: id, label, unit, whole, names, low: micro(low), high: micro(high), now };
}

/** A value of the rule with this id; a bare number where the system has no such rule. */
function matterReads(dial, value) {
  const rule = allRules().map(([each]) => each).find((each) => each.dial === dial);
  return rule ? dialShown(rule, value) : number(value);
}

/** Each rule with who may change it; offices among them as they are asked for. */
function allRules() {
  const { dials } = table.welcome;
  const known = dials.map((dial) => [rangeOf(dial), dial.amended_by]);
  const others = matters().filter((rule) => !dials.some((dial) => dial.id === rule.dial));
  return [...known, ...others.map((rule) => [rule, "assembly"])];
}

/** Each rule in a sentence: the value in force, what it may be, and who may change it. */
function ruleLines() {
  return allRules().map(([rule, who]) =>
    say("rule_line", { label: rule.label, reach: ruleReach(rule), amender: say(`amended_by_${who}`) }),
  );
}

/** What a rule may be set to and what is in force, with a word where that does nothing. */
function ruleReach(rule) {
  const names = dialNames(rule).map(([, name]) => name);
  const facts = { names: names.join("; "), now: dialShown(rule, rule.now) };
  const reach = rule.names.length ? say("one_of_now", facts) : dialRange(rule);
  const dial = table.welcome.dials.find((each) => each.id === rule.dial);
  const off = dial && dial.off !== null && Math.round(dial.off * MICRO) === rule.now;
  return off ? say("rule_off", { reach }) : reach;
}

/** What set the rules together when the system began. */
function presetLines() {
  return table.welcome.presets.map(({ name, summary }) => say("preset_line", { name, summary }));
}

/** The voting method that decides motions, as its name and account; nothing where there is none. */
function methodInForce() {
  const dial = table.welcome.dials.find((each) => each.id === "method");
  const named = dial && dial.names[fact("dials", "method", -1)];
  return Object.values(METHODS).find(([name]) => name === named);
}

/** How many must second a motion beside its mover: all other members, where those are fewer. */
function secondsNeeded() {
  const roles = Object.values(table.state.public).map((facts) => facts.role);
  const others = roles.filter((role) => role === "member").length - 1;
  return Math.max(0, Math.min(fact("dials", "seconds", 0), others));
}
