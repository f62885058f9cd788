// What lies on top of the table: the story at first, the results of a round that is over, the end.

// The step of a game by which another system takes over.
const SYSTEM_CHANGE = "change";
const paper = { seen: null, announced: 0 };

/** The paper that has not been put away yet. */
function drawPaper() {
  const done = roundsDone();
  if (table.state && (paper.seen === null || paper.seen > done)) paper.seen = done;
  paint(part("paper"), paperNow(done));
  const hint = isReading() ? null : coachLine(done);
  paint(part("coach"), ruling(), announcement(), hint);
}

/** Whether a paper lies on the questions; until it is put away none of them is answered by mistake. */
function isReading() {
  return Boolean(part("paper").childElementCount);
}

/** What the host ordered of the game, until it is put away. */
function ruling() {
  if (!table.ruling) return null;
  return notice("ruling-read", table.ruling, () => (table.ruling = ""));
}

/** What the host has said to all since the last time it was put away. */
function announcement() {
  const said = table.chat.filter((heard) => heard.channel === "host" && heard.id > paper.announced);
  if (!said.length) return null;
  const last = said[said.length - 1];
  const words = [h("strong", null, `${say("announced")}: `), quoted(last.text)];
  return notice("announcement-read", words, () => (paper.announced = last.id));
}

/** Words above the questions, with a button that puts them away. */
function notice(id, words, forget) {
  const putAway = () => {
    forget();
    changed();
  };
  return h(
    "div",
    { class: "announcement" },
    h("p", null, ...[words].flat()),
    button(id, say("understood"), putAway),
  );
}

function paperNow(done) {
  if (isOver()) return endPaper();
  if (done > (paper.seen || 0)) return resultsPaper(done);
  const early = inLobby() || (table.opened && table.opened.round <= 1);
  const unread = !session.elsewhere && recall("story") !== reader();
  return table.state && early && unread ? storyPaper() : null;
}

/** Who has read the story: it tells each seat another mandate. */
function reader() {
  return `${session.code} ${table.seat}`;
}

/** A sheet with a way to put it away above and below, so that nobody has to read it to the end. */
function sheet(name, title, contents, label, onaway) {
  const away = () => {
    onaway();
    changed();
    part("decide").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };
  return h(
    "article",
    { class: "sheet", "data-sheet": name, "aria-labelledby": "sheet-title" },
    h(
      "div",
      { class: "sheet-head" },
      h("h2", { id: "sheet-title" }, title),
      label ? button("put-away-early", label, away) : null,
    ),
    contents,
    label ? button("put-away", label, away, "main") : null,
  );
}

function storyPaper() {
  return sheet("story", say("story_title"), storyParts(), say("to_the_table"), () => {
    remember("story", reader());
  });
}

/** The briefing, what this seat runs, and its mandate. */
function storyParts() {
  const spec = seatSpec(table.seat);
  const held = spec
    ? [spec.household, ...spec.enterprises].filter(Boolean).map((each) => nameOf(each))
    : [];
  return [
    h("p", null, table.welcome.briefing.trim()),
    held.length ? h("p", null, say("you_look_after", { names: held.join(", ") })) : null,
    spec ? h("p", null, h("strong", null, say("mandate_title")), " ", mandateOf(table.seat).text) : null,
    spec ? mandateLines(table.seat) : null,
  ];
}

function resultsPaper(round) {
  return sheet(
    "results",
    say("results_title", { round }),
    roundInShort(round),
    say("go_on"),
    () => {
      paper.seen = roundsDone();
      changed();
      part("decide").focus();
    },
  );
}

/** A finished round in short: the system that follows if it is another, causes, the mandate, the seat's own numbers. */
function roundInShort(round) {
  const own = ownResults(round);
  return [
    systemBegun(round + 1),
    whyBlock(round),
    table.seat ? section(say("mandate_so_far"), mandateLines(table.seat)) : null,
    own.length ? [h("h3", null, say("you_title")), h("dl", { class: "pairs" }, own)] : null,
    h("p", { class: "help" }, say("more_in_news")),
  ];
}

/** What another system brings, if one begins with this round. */
function systemBegun(round) {
  const news = newsOf(round).filter((each) => each.phase === SYSTEM_CHANGE);
  if (!news.length) return null;
  const title = say("system_begins", { system: table.welcome.system_name });
  return h("div", { class: "mine" }, section(title, news.map((each) => newsLine(each))));
}

/** The news of a round, as a part of a page. */
function whyBlock(round) {
  const news = newsOf(round);
  return section(
    say("why"),
    news.length ? news.map((each) => newsLine(each)) : [say("nothing_special")],
  );
}

/** A hint in the first round: what to do next. */
function coachLine(done) {
  if (!table.opened || isOver() || !table.seat || done || table.opened.round > 1) return null;
  const kind = !questions().length
    ? "coach_nothing"
    : isDecided()
      ? "coach_sent"
      : questions().some((question) => question.required)
        ? "coach_answer"
        : "coach_standing";
  return h("p", { class: "coach" }, `☞ ${say(kind)}`);
}
