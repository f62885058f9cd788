// One person's conversation with the server: what is sent when, and what became of it.

const VERSION = 4;
const FORESEE_MILLISECONDS = 250;
const PROBE_SECONDS = 4;

const session = { code: "", name: "", token: null, elsewhere: false, left: false, greeting: false };
/** Answers on their way: `state` is sending, unsent, late or done. */
let outgoing = null;
/** A line of chat on its way: its text, and why it is not said yet. */
let speech = { text: "", nonce: 0, trouble: "" };
/** What the door asked for last, and why it was not given. */
let trouble = null;
/** The number of the last Happened that this page has. */
let lastSeen = 0;
const preview = { nonce: 0, next: null, timer: 0 };

/** The messages that wait for a reply, by their nonce. */
const waiting = {
  last: 0,
  kinds: new Map(),
  note(kind) {
    this.last += 1;
    this.kinds.set(this.last, kind);
    return this.last;
  },
  kind(nonce) {
    return this.kinds.get(nonce);
  },
};

/** Come to a table by its code and under a name; a token takes a seat up again. */
function comeIn(code, name, token) {
  Object.assign(session, {
    code: code.trim().toUpperCase(),
    name: name.trim(),
    token,
    elsewhere: false,
    left: false,
  });
  trouble = null;
  remember("name", session.name);
  if (link.state === "open") hello();
  else connect({ opened: () => hello(), received, changed });
}

/** Say who comes. While the seat is used elsewhere its token stays unsaid, so that it is not taken back. */
function hello(name = session.name) {
  const token = session.elsewhere ? null : session.token;
  const { code } = session;
  waiting.kinds.clear();
  table.looking = "";
  preview.nonce = 0;
  session.greeting = true;
  transmit({ is: "hello", version: VERSION, name, table: code, token, seen: lastSeen }, true);
}

/** Take in a message of the server, and do what it calls for. */
function received(message) {
  if (waiting.kind(message.nonce) === "probe") return;
  if (["happened", "went_back"].includes(message.is)) lastSeen = message.seq;
  fold(message);
  const act = REACTIONS[message.is];
  if (act) act(message);
  waiting.kinds.delete(message.nonce);
  changed();
}

/** What a message calls for beyond being known. */
const REACTIONS = {
  welcome: (m) => welcomed(m),
  seated: (m) => seatGiven(m),
  opened: (m) => phaseOpened(m),
  taken: (m) => acknowledged(m),
  foreseen: () => previewCame(),
  refused: (m) => refused(m),
};

function welcomed(message) {
  Object.assign(session, { code: message.table, greeting: false });
  trouble = null;
  const here = new URL(location.href);
  here.searchParams.set("table", message.table);
  history.replaceState(null, "", here);
}

function seatGiven(message) {
  session.token = message.token;
  session.elsewhere = false;
  remember(tableKey(session.code), { name: session.name, token: message.token });
}

function phaseOpened(message) {
  Object.assign(preview, { nonce: 0, next: null });
  if (!outgoing || outgoing.state === "done") return;
  if (outgoing.key === message.key) sendOutgoing();
  else outgoing.state = "late";
}

/** Ask what a motion would bring; some seconds later it is in `table.ahead`, or refused. */
function lookAhead(dial, value) {
  Object.assign(table, { looking: lookKey(dial, value), lookTrouble: null });
  const nonce = waiting.note("look_ahead");
  // Working it out takes longer than a host may be silent, so no reply is waited for.
  if (!transmit({ is: "look_ahead", dial, value, nonce }, false)) table.looking = "";
  changed();
}

/** As planner: ask what a plan of the basics would bring; soon it is `table.board`, or refused. */
function askPlan(targets, rounds) {
  const nonce = waiting.note("ask_plan");
  transmit({ is: "ask_plan", targets, rounds, nonce }, true);
}

/** Hand in the answers of the open phase. */
function submit(answers) {
  outgoing = { key: table.opened.key, answers, nonce: 0, state: "sending" };
  sendOutgoing();
}

function sendOutgoing() {
  const { key, answers } = outgoing;
  outgoing.nonce = waiting.note("submit");
  const sent = transmit({ is: "submit", key, answers, nonce: outgoing.nonce }, true);
  outgoing.state = sent ? "sending" : "unsent";
  changed();
}

/** Take the seat's own answers back. */
function undo() {
  outgoing = null;
  transmit({ is: "undo", key: table.opened.key, nonce: waiting.note("undo") }, true);
}

/** Ask what answers would mean, one preview at a time; what a person has changed is kept too. */
function foresee(answers) {
  preview.next = answers;
  clearTimeout(preview.timer);
  preview.timer = setTimeout(foreseeNow, FORESEE_MILLISECONDS);
}

function foreseeNow() {
  if (preview.nonce || !preview.next || !questions().length || link.state !== "open") return;
  const key = table.opened.key;
  preview.nonce = waiting.note("foresee");
  if (cards.changed && !isDecided() && !table.heldBack)
    transmit({ is: "draft", key, answers: preview.next });
  transmit({ is: "foresee", key, answers: preview.next, nonce: preview.nonce }, true);
  preview.next = null;
}

function previewCame() {
  preview.nonce = 0;
  if (preview.next) foresee(preview.next);
}

function acknowledged(message) {
  if (waiting.kind(message.nonce) === "undo" && cards.changed) foresee(readAnswers());
  if (outgoing && message.nonce === outgoing.nonce) {
    outgoing.state = "done";
    if (!cards.changed) forget("draft");
  }
  if (message.nonce && message.nonce === speech.nonce) speech = { text: "", nonce: 0, trouble: "" };
}

/** Say something to the table, or to those of one's role. */
function speak(text, channel) {
  speech = { text, nonce: waiting.note("say"), trouble: "" };
  if (!transmit({ is: "say", text, channel, nonce: speech.nonce }, true)) speechLost();
  changed();
}

function speechLost() {
  if (speech.nonce) speech = { text: speech.text, nonce: 0, trouble: say("not_said") };
}

/** Ask what a seat is; the reply shows it. */
function askSeat(seat) {
  trouble = null;
  transmit({ is: "ask_seat", seat, nonce: waiting.note("ask_seat") }, true);
}

/** Confirm the seat that was offered. */
function takeSeat(offer) {
  transmit(
    { is: "take_seat", seat: offer.seat, offer: offer.offer, nonce: waiting.note("take_seat") },
    true,
  );
}

/** Go away. For good gives the seat up; else the token brings it back. */
function leave(forGood) {
  transmit({ is: "leave", for_good: forGood });
  if (forGood) forget(tableKey(session.code));
  session.left = true;
  disconnect();
  Object.assign(table, fresh());
  Object.assign(paper, { seen: null, announced: 0 });
  Object.assign(announced, { key: "", news: 0 });
  Object.assign(pages, { tab: "decide", heard: 0 });
  door.watching = false;
  outgoing = null;
  lastSeen = 0;
}

/** Use the seat on this device again after another one has taken it up. */
function useHere() {
  session.elsewhere = false;
  lastSeen = 0;
  tryNow();
}

/** Ask something small to learn whether the host is still there. */
function probe() {
  const seat = table.seat || (table.seats[0] && table.seats[0].seat);
  if (seat) transmit({ is: "ask_seat", seat, nonce: waiting.note("probe") }, true, PROBE_SECONDS);
}
