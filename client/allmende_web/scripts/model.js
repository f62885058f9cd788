// What this page knows, and what can be read from it; every part of the page is drawn from it.

const table = fresh();

/** Knowing nothing. */
function fresh() {
  return {
    welcome: null,
    seat: "",
    state: null,
    opened: null,
    clock: null,
    clockAt: 0,
    arriving: false,
    seats: [],
    watching: 0,
    chat: [],
    news: [],
    movements: [],
    foreseen: [],
    ahead: {},
    looking: "",
    lookTrouble: null,
    board: null,
    planTrouble: null,
    refusal: null,
    ended: null,
    ruling: "",
    offer: null,
    heldBack: false,
    taughtBy: "",
    missed: false,
  };
}

/** A public fact. */
function fact(entity, name, otherwise) {
  const facts = table.state && table.state.public[entity];
  return facts && facts[name] !== undefined ? facts[name] : otherwise;
}

/** A private fact of this seat. */
function secret(entity, name) {
  const facts = table.state && table.state.own[entity];
  return facts ? facts[name] : undefined;
}

/** Whether the game is over, in whatever way. */
function isOver() {
  return Boolean(table.ended) || fact("table", "finished", false);
}

/** Whether the host has yet to start the game. */
function inLobby() {
  return Boolean(table.clock) && !table.clock.begun && !isOver();
}

/** The seats that people hold. */
function persons() {
  return table.seats.filter((seat) => seat.who === "person");
}

/** What a seat's people do; before the game has begun and after its end they are just here, or away. */
function stateOf(seat) {
  return (inLobby() || isOver()) && seat.state !== "away" ? "here" : seat.state;
}

/** This seat's open questions. */
function questions() {
  return table.opened && !isOver() ? table.opened.questions : [];
}

/** Whether this seat's answers to the open phase stand. */
function isDecided() {
  return Boolean(table.opened) && Object.keys(table.opened.answers).length > 0;
}

/** The round being played. */
function roundNow() {
  return table.opened ? table.opened.round : fact("table", "round", 0);
}

/** This seat, or another, as everybody sees it. */
function seatInfo(seat) {
  return table.seats.find((each) => each.seat === seat);
}

/** The land's record of a seat: its mandate, household and enterprises. */
function seatSpec(seat) {
  return table.welcome && table.welcome.land.seats.find((each) => each.id === seat);
}

/** What a seat is asked to care about under the system in force. */
function mandateOf(seat) {
  const spec = seatSpec(seat);
  if (!spec) return { text: "", goals: [] };
  const system = fact("table", "system", table.welcome.system);
  return (spec.under && spec.under[system]) || spec.mandate;
}

/** What things of the land and dials are called, by id. */
function namesOf(welcome) {
  const land = welcome.land;
  const names = {};
  for (const dial of welcome.dials) names[dial.id] = dial.label;
  for (const shelf of [land.goods, land.resources, land.households, land.enterprises, land.seats]) {
    for (const each of shelf) names[each.id] = each.name;
  }
  return names;
}

/** What a good, stock, household, enterprise, seat or dial is called. */
function nameOf(thing) {
  const names = table.welcome ? namesOf(table.welcome) : {};
  return names[thing] || thing.replace(/_/g, " ");
}

/** The unit that a question is about, if it has a name which the title does not say. */
function aboutOf(question) {
  const name = (table.welcome && namesOf(table.welcome)[question.about]) || "";
  return question.title.toLowerCase().includes(name.toLowerCase()) ? "" : name;
}

/** The answer that holds now: given, else what silence means, else the default. */
function standing(question) {
  for (const kept of [table.opened.answers, table.opened.silence]) {
    if (kept[question.id] !== undefined) return kept[question.id];
  }
  return question.default;
}

/** The name under which a preview is kept: its rule, and the value in micro-units. */
function lookKey(dial, value) {
  return `${dial} ${value}`;
}

/** Seconds left for the open phase, null without a limit. */
function secondsLeft() {
  if (!table.clock || table.clock.remaining === null) return null;
  const passed = table.clock.running ? (Date.now() - table.clockAt) / 1000 : 0;
  return Math.max(0, table.clock.remaining - passed);
}
