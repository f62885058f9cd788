// The table: where and when, how the commons are, what just happened, who is still deciding.

/** Which table, round and phase, and how long is left. */
function drawWhere(stage) {
  document.title = stage === "play" ? `${table.welcome.name} · Allmende` : "Allmende";
  part("where").hidden = stage !== "play";
  if (stage !== "play") return;
  const { name, system_name: system, rounds, table: code } = table.welcome;
  const phase = table.opened && !isOver() ? table.opened.title : "";
  const round = isOver() ? say("the_end") : say("round_of", { now: roundNow(), all: rounds });
  const when = [round, phase, system];
  paint(
    part("place"),
    h("div", { class: "line" }, h("strong", null, name), ` · ${code}`, lawsBadge()),
    h("div", { class: "line", title: system }, (inLobby() ? [system] : when).filter(Boolean).join(" · ")),
  );
  drawTime();
}

/** The time left and how many are thinking; counted down here between the server's words. */
function drawTime() {
  if (!table.welcome) return;
  const [big, small] = timeTexts();
  paint(part("time"), big ? h("strong", null, big) : null, small ? h("small", null, small) : null);
}

function timeTexts() {
  if (isOver()) return ["", ""];
  if (link.state !== "open") return ["", say("not_connected")];
  const clock = table.clock;
  const doing = inLobby() ? "here" : "deciding";
  const count = persons().filter((seat) => stateOf(seat) === doing).length;
  if (inLobby()) return [say("lobby"), count ? say("here", { count }) : ""];
  const small = count ? say("thinking", { count }) : "";
  const left = secondsLeft();
  const time = left === null ? "" : minutes(left);
  if (clock && clock.paused) return [time ? `⏸ ${time}` : "⏸", say("paused")];
  return [time, small];
}

/** What is wrong with the connection or the seat, with a way on. */
function drawBanner(stage) {
  const said = stage === "door" ? null : bannerParts(stage);
  part("banner").hidden = !said;
  if (said) paint(part("banner"), said);
}

function bannerParts(stage) {
  if (link.state !== "open" && isOver()) return [h("p", null, say("host_gone"))];
  const here = session.elsewhere ? button("use-here", say("use_here"), () => useHere()) : null;
  const retry = button("try-now", say("try_now"), () => tryNow());
  if (link.state === "lost") return [h("p", null, say("lost")), retry, here];
  if (link.state === "silent") return [h("p", null, say("host_silent")), retry, here];
  if (link.state === "connecting") return [h("p", null, say("looking")), here];
  if (session.elsewhere) return [h("p", null, say("elsewhere")), here];
  if (stage !== "play") return null;
  const me = seatInfo(table.seat);
  if (me && me.who !== "person" && !isOver()) return [h("p", null, say("lent"))];
  if (inLobby()) return [h("p", null, say("lobby_text"), " ", hereNow())];
  if (table.clock && table.clock.paused && !isOver()) return [h("p", null, say("paused_text"))];
  return null;
}

/** The names of the people who are at the table. */
function hereNow() {
  const names = persons().filter((seat) => stateOf(seat) === "here");
  if (!names.length) return null;
  return quoted(say("lobby_here", { names: names.map((seat) => seat.name).join(", ") }));
}

/** How the commons are: stocks and needs with a bar, prices and the wage, each with its trend. */
function drawCommons(stage) {
  part("commons").hidden = stage !== "play" || !table.state;
  if (part("commons").hidden) return;
  paint(
    part("commons"),
    h(
      "dl",
      null,
      commonsPieces().map((piece) => commonsPiece(piece)),
    ),
  );
}

function commonsPiece(piece) {
  const bar = piece.share === undefined ? null : shareBar(piece.share);
  return h(
    "div",
    { class: "piece" },
    h("dt", null, piece.name),
    h("dd", null, piece.text, arrow(piece.trend), bar),
  );
}

function shareBar(share) {
  const size = 100 * Math.min(1, Math.max(0, share));
  return svg(
    "svg",
    { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: "bar-all", width: 100, height: 6 }),
    svg("rect", { class: "bar-now", width: size.toFixed(1), height: 6 }),
  );
}

/** Who one is, or that one watches. */
function drawAsked() {
  const me = seatInfo(table.seat);
  if (!table.seat) {
    const sit = button("choose-seat", say("choose_seat"), () => chooseSeat(), "main");
    paint(
      part("asked"),
      h("p", null, say(session.elsewhere ? "watching_elsewhere" : "you_watch")),
      session.elsewhere ? null : sit,
    );
    return;
  }
  const who = h(
    "p",
    { class: "me" },
    say("you_are"),
    " ",
    h("strong", null, quoted(nameOf(table.seat))),
    me ? `, ${me.role}` : "",
  );
  paint(part("asked"), who, h("p", { class: "phase-help" }, phaseHelp()));
}

function phaseHelp() {
  if (isOver()) return say("is_over");
  if (!table.opened) return say("waiting_for_phase");
  const help = table.opened.help;
  if (table.heldBack) return `${help} ${say("held_back")}`.trim();
  if (!questions().length) return `${help} ${say("nothing_to_decide")} ${waitedFor()}`.trim();
  return help;
}

/** What happened lately and why, the mandate, and who is at the table. */
function drawContext() {
  const judged = table.seat && !isOver();
  paint(
    part("context"),
    h("div", { id: "lately" }, latelySection()),
    judged ? section(say("mandate_title"), mandateLines(table.seat)) : null,
    section(say("who_title"), [...peopleLines(), watchersLine()]),
  );
}

/** The news of the round that is being played, or of the last one until there are some. */
function latelySection() {
  const [latest] = latestNews();
  if (!latest) return section(say("why"), [say("why_later")]);
  const [round, news] = latest;
  const title = say(round > roundsDone() ? "so_far" : "why_round", { round });
  return section(title, news.slice(0, 14).map((each) => newsLine(each)));
}

const STATES = { decided: "●", deciding: "◌", away: "○", waiting: "·", here: "●" };

/** Each person's seat on a line, then bots and free seats together. */
function peopleLines() {
  return [
    ...persons().map((seat) => personLine(seat)),
    ...["bot", "stand_in", "free"].map((who) => groupLine(who)),
  ];
}

function personLine(seat) {
  const names = seat.people.length ? seat.people : [seat.name];
  const mine = seat.seat === table.seat ? h("strong", null, ` (${say("you")})`) : null;
  const mark = h(
    "span",
    { class: `state ${stateOf(seat)}`, "aria-hidden": "true" },
    `${STATES[stateOf(seat)]} `,
  );
  const people = names.map((name, place) => [place ? ", " : "", quoted(name)]);
  return h(
    "p",
    null,
    mark,
    quoted(nameOf(seat.seat)),
    ", ",
    seat.role,
    " – ",
    people,
    mine,
    `: ${say(`state_${stateOf(seat)}`)}`,
  );
}

function groupLine(who) {
  const names = table.seats.filter((seat) => seat.who === who).map((seat) => nameOf(seat.seat));
  return names.length
    ? h(
        "p",
        null,
        `${who === "free" ? "○" : "◆"} ${say(`group_${who}`)}: `,
        quoted(names.join(", ")),
      )
    : null;
}

function watchersLine() {
  return table.watching ? say("watchers", { count: table.watching }) : "";
}
