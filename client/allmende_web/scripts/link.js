// The connection to the server: it opens again by itself, with growing pauses, and says how it is.

const PAUSES = [0.5, 1, 2, 4, 8];
const OPENING_SECONDS = 6;
const REPLY_SECONDS = 8;

const link = {
  socket: null,
  state: "closed",
  tries: 0,
  timer: 0,
  silence: 0,
  heardAt: 0,
  wanted: false,
  listener: null,
};

/** Connect and stay connected; `listener` has opened(), received(message) and changed(). */
function connect(listener) {
  link.listener = listener;
  link.wanted = true;
  link.tries = 0;
  openSocket();
}

/** End the connection, and do not open it again. */
function disconnect() {
  link.wanted = false;
  dropSocket();
  turn("closed");
}

/** Try again at once. */
function tryNow() {
  if (!link.wanted) return;
  dropSocket();
  openSocket();
}

/** The server's address: the page's own host and port. */
function address() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/`;
}

function openSocket() {
  clearTimeout(link.timer);
  turn(link.tries ? link.state : "connecting");
  const socket = new WebSocket(address());
  link.socket = socket;
  socket.onopen = () => {
    turn("open");
    link.listener.opened();
  };
  socket.onmessage = (event) => receiveFrame(event.data);
  socket.onclose = () => lose("lost");
  link.timer = setTimeout(() => lose("silent"), OPENING_SECONDS * 1000);
}

function receiveFrame(data) {
  heardSomething();
  link.tries = 0;
  for (const message of [JSON.parse(data)].flat()) link.listener.received(message);
}

function heardSomething() {
  clearTimeout(link.silence);
  link.silence = 0;
  link.heardAt = Date.now();
}

/** Whether the connection seems open and yet nothing has come for this long. */
function quietFor(seconds) {
  return link.state === "open" && !link.silence && Date.now() - link.heardAt > seconds * 1000;
}

/** Send a message if there is a connection; whether it went out. A `reply` must come in time. */
function transmit(message, reply, seconds = REPLY_SECONDS) {
  if (link.state !== "open" || !link.socket || link.socket.readyState !== WebSocket.OPEN)
    return false;
  link.socket.send(JSON.stringify(message));
  if (reply && !link.silence) link.silence = setTimeout(() => lose("silent"), seconds * 1000);
  return true;
}

/** The connection is gone: say so, and try again after a pause that grows. */
function lose(how) {
  dropSocket();
  if (!link.wanted) return;
  const pause = PAUSES[Math.min(link.tries, PAUSES.length - 1)] * (0.8 + 0.4 * Math.random());
  link.tries += 1;
  turn(how === "silent" || link.tries > 2 ? "silent" : "lost");
  link.timer = setTimeout(openSocket, pause * 1000);
}

function dropSocket() {
  clearTimeout(link.timer);
  heardSomething();
  const socket = link.socket;
  link.socket = null;
  if (!socket) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
}

function turn(state) {
  if (state === "open") clearTimeout(link.timer);
  link.state = state;
  if (link.listener) link.listener.changed();
}
