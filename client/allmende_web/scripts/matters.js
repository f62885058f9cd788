// The rules of the system in force: what a motion may change, between which bounds, and who may.

/** What a motion may change: as this seat is asked now, else what everybody sees to be so. */
function matters() {
  const asked = motionAsked();
  if (asked) return asked.dials;
  const moved = table.welcome.dials.filter((dial) => dial.amended_by === "assembly");
  const others = methodInForce() ? [...officeChoices(), ...systemChoices()] : [];
  return [...moved.map((dial) => rangeOf(dial)), ...others];
}

/** Each office as a choice between all who can hold it; none if there is nobody to choose between. */
function officeChoices() {
  const elected = (seat) => ["planner", "member"].includes(fact(seat, "role", ""));
  const seats = fact("table", "seats", []).filter(elected);
  const held = Object.entries(table.state.public.offices || {}).filter(([, seat]) => seats.includes(seat));
  const names = seats.map((seat) => nameOf(seat));
  if (seats.length < 2) return [];
  return held.map(([office, seat]) => {
    const { role } = table.seats.find((each) => each.seat === seat);
    const label = held.length > 1 ? say("office_now", { title: role, name: nameOf(seat) }) : role;
    return choiceOf(office, label, names, seats.indexOf(seat));
  });
}

/** The system as a choice; none where the constitution is not to be moved. */
function systemChoices() {
  const found = fact("table", "systems", []);
  if (!found.length || fact("dials", "supermajority", 1) >= 1) return [];
  const now = found.findIndex((each) => each.act.system === fact("table", "system", ""));
  return [choiceOf("system", say("economic_system"), found.map((each) => each.name), now)];
}

function choiceOf(dial, label, names, now) {
  const high = (names.length - 1) * MICRO;
  return { dial, label, names, low: 0, high, now: now * MICRO, unit: "choice", whole: true };
}

/** A rule with the bounds that are lawful for motions, and the value in force, in micro-units. */
function rangeOf(dial) {
  const [low, high] = dial.lawful || [dial.low, dial.high];
  const micro = (value) => Math.round(value * MICRO);
  const { id, label, unit, whole, names, off_word } = dial;
  const now = micro(fact("dials", id, dial.low));
  const off = dial.off === null ? null : micro(dial.off);
  return { dial: id, label, unit, whole, names, low: micro(low), high: micro(high), now, off, off_word };
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

/** What a rule may be set to and what is in force: by name, or in words where it does nothing. */
function ruleReach(rule) {
  if (!rule.names.length) return dialRange(rule);
  const names = dialNames(rule).map(([, name]) => name);
  return say("one_of_now", { names: names.join("; "), now: dialShown(rule, rule.now) });
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
