// What this page knows, made from what the server says: one fold for each of its messages.

/** What is sent about the questions of a phase. */
const DECISIONS = ["submit", "undo"];

/** What each message of the server changes, by its tag. */
const FOLDS = {
  welcome: (m) => ({ welcome: m, seats: m.seats }),
  offered: (m) => ({ offer: m }),
  seated: (m) => seatedNow(m),
  state: (m) => ({ state: m, arriving: false }),
  governed: (m) => ({ welcome: { ...table.welcome, ...m }, ahead: {}, looking: "" }),
  changed: (m) => changedNow(m),
  own: (m) => ownNow(m),
  opened: (m) => openedNow(m),
  clock: (m) => ({ clock: m, clockAt: Date.now() }),
  happened: (m) => happenedNow(m),
  went_back: (m) => wentBackNow(m),
  because: (m) => becauseNow(m),
  missed: () => ({ missed: true }),
  presence: (m) => ({ seats: m.seats, watching: m.watching }),
  heard: (m) => ({ chat: [...table.chat.filter((each) => each.id !== m.id), m] }),
  taken: (m) => takenNow(m),
  foreseen: (m) => ({ foreseen: m.lines }),
  ahead: (m) => aheadNow(m.foresight),
  planned: (m) => ({ board: m.board, planTrouble: null }),
  refused: (m) => (DECISIONS.includes(waiting.kind(m.nonce)) ? { refusal: m.refusal } : {}),
  ended: (m) => ({ ended: m, arriving: false }),
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

/** What changed of the public facts; what is no longer there is dropped.

    It comes first of what a close reports: the seat's own and where the game stands are still to come. */
function changedNow(message) {
  const known = { ...table.state.public, ...message.public };
  for (const name of message.gone) delete known[name];
  return { arriving: true, state: { ...table.state, public: known } };
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
  return { opened: message, arriving: false, refusal: null, ...past };
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
    phase: message.phase,
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
    ...ordered(message, news),
  };
}

/** What the host orders in the midst of a phase stands above the questions until it is put away. */
function ordered(message, news) {
  const now = message.phase === "decree" && table.opened?.round === message.round;
  return now && news.length ? { ruling: news[0].text } : {};
}

/** What was told of later rounds is dropped; that the table went back is news of the round that begins. */
function wentBackNow(message) {
  const kept = (list) => list.filter((each) => each.round <= message.round);
  const text = fill(message.text, message.facts);
  const mark = `${message.seq} back`;
  const said = { mark, round: message.round + 1, text, own: false, verdict: true };
  return {
    arriving: true,
    news: [...kept(table.news), said],
    movements: kept(table.movements),
    ahead: {},
    looking: "",
    board: null,
    refusal: null,
    ended: null,
    ruling: text,
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
