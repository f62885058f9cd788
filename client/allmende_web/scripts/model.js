// What this page knows, folded from what the server says; every part of the page is drawn from it.

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
    offer: null,
    heldBack: false,
    taughtBy: "",
    missed: false,
  };
}

/** What is sent about the questions of a phase. */
const DECISIONS = ["submit", "undo"];

/** What each message of the server changes, by its tag. */
const FOLDS = {
  welcome: (m) => ({ welcome: m, seats: m.seats }),
  offered: (m) => ({ offer: m }),
  seated: (m) => seatedNow(m),
  state: (m) => ({ state: m }),
  governed: (m) => ({ welcome: { ...table.welcome, ...m }, ahead: {}, looking: "" }),
  changed: (m) => changedNow(m),
  own: (m) => ownNow(m),
  opened: (m) => openedNow(m),
  clock: (m) => ({ clock: m, clockAt: Date.now() }),
  happened: (m) => happenedNow(m),
  because: (m) => becauseNow(m),
  missed: () => ({ missed: true }),
  presence: (m) => ({ seats: m.seats, watching: m.watching }),
  heard: (m) => ({ chat: [...table.chat.filter((each) => each.id !== m.id), m] }),
  taken: (m) => takenNow(m),
  foreseen: (m) => ({ foreseen: m.lines }),
  ahead: (m) => aheadNow(m.foresight),
  planned: (m) => ({ board: m.board, planTrouble: null }),
  refused: (m) => (DECISIONS.includes(waiting.kind(m.nonce)) ? { refusal: m.refusal } : {}),
  ended: (m) => ({ ended: m }),
};

/** Take one message in. */
function fold(message) {
  const change = FOLDS[message.is];
  if (change) Object.assign(table, change(message));
}

function seatedNow(message) {
  const change = { seat: message.seat, offer: null, heldBack: message.next_phase };
  if (message.seat === table.seat) return change;
  return { ...change, ...withoutOwn(), opened: null };
}

/** What changed of the public facts; what is no longer there is dropped. */
function changedNow(message) {
  const known = { ...table.state.public, ...message.public };
  for (const name of message.gone) delete known[name];
  return { state: { ...table.state, public: known } };
}

/** What changed of the seat's own facts and books; what it sees no more is dropped. */
function ownNow(message) {
  const own = { ...table.state.own, ...message.own };
  const books = { ...table.state.books, ...message.books };
  for (const name of message.gone) delete own[name];
  for (const name of message.closed) delete books[name];
  return { state: { ...table.state, seq: message.seq, own, books } };
}

/** What was told to one seat is not shown to the next. */
function withoutOwn() {
  return { news: table.news.filter((each) => !each.own), movements: [], foreseen: [], board: null };
}

/** Only another phase ends what was said about this one. */
function openedNow(message) {
  const another = table.opened && table.opened.key !== message.key;
  const past = another ? { taughtBy: "", heldBack: false, foreseen: [] } : {};
  return { opened: message, refusal: null, ...past };
}

/** The name under which a preview is kept: its rule, and the value in micro-units. */
function lookKey(dial, value) {
  return `${dial} ${value}`;
}

/** A preview joins those that begin in the same round; older ones say nothing any more. */
function aheadNow(seen) {
  const kept = Object.entries(table.ahead).filter(([, one]) => one.begins === seen.begins);
  const ahead = { ...Object.fromEntries(kept), [lookKey(seen.dial, seen.value)]: seen };
  return { ahead, looking: "", lookTrouble: null };
}

/** A message with nonce 0 tells what a team mate on the same seat has answered. */
function takenNow(message) {
  const change = { refusal: null, taughtBy: message.nonce ? "" : message.by };
  if (message.nonce && !DECISIONS.includes(waiting.kind(message.nonce))) return {};
  if (!table.opened) return change;
  return { ...change, opened: { ...table.opened, answers: message.answers } };
}

/** News and movements of a phase count once, also when a reconnection brings them again. */
function happenedNow(message) {
  const mark = `${message.seq} ${message.round} ${message.phase}`;
  const others = (list) => list.filter((each) => each.mark !== mark);
  const of = (event) => message.events.filter((each) => each.event === event);
  const news = of("told").map((each) => ({
    mark,
    round: message.round,
    text: fill(each.text, each.facts),
    own: each.to !== "all",
    verdict: VERDICTS.some((words) => each.text.includes(words)),
  }));
  const movements = of("posted").map((each) => ({
    mark,
    round: message.round,
    cause: each.cause,
    moves: each.moves,
  }));
  return {
    news: [...others(table.news), ...news],
    movements: [...others(table.movements), ...movements],
  };
}

/** The causes of a round: each change of this seat's numbers, with its causes beneath it. */
function becauseNow(message) {
  const mark = `because ${message.round}`;
  const line = (why) => (one) => ({
    mark,
    round: message.round,
    text: fill(one.text, one.facts),
    own: true,
    why,
  });
  const lines = message.changes.flatMap((change) => [
    line("change")(change),
    ...change.reasons.map(line("cause")),
  ]);
  return { news: [...table.news.filter((each) => each.mark !== mark), ...lines] };
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

/** What a seat's people do; before the game has begun they are just here, or away. */
function stateOf(seat) {
  return inLobby() && seat.state !== "away" ? "here" : seat.state;
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

/** Seconds left for the open phase, null without a limit. */
function secondsLeft() {
  if (!table.clock || table.clock.remaining === null) return null;
  const passed = table.clock.running ? (Date.now() - table.clockAt) / 1000 : 0;
  return Math.max(0, table.clock.remaining - passed);
}
