// What lies on top of the table: the story at first, the results of a round that is over, the end.

const paper = { seen: null, announced: 0 };

/** The paper that has not been put away yet. */
function drawPaper() {
  const done = roundsDone();
  if (table.state && paper.seen === null) paper.seen = done;
  paint(part("paper"), paperNow(done));
  const hint = isReading() ? null : coachLine(done);
  paint(part("coach"), announcement(), hint);
}

/** Whether a paper lies on the questions; until it is put away none of them is answered by mistake. */
function isReading() {
  return Boolean(part("paper").childElementCount);
}

/** What the host has said to all since the last time it was put away. */
function announcement() {
  const said = table.chat.filter((heard) => heard.channel === "host" && heard.id > paper.announced);
  if (!said.length) return null;
  const putAway = () => {
    paper.announced = said[said.length - 1].id;
    changed();
  };
  return h(
    "div",
    { class: "announcement" },
    h("p", null, h("strong", null, `${say("announced")}: `), quoted(said[said.length - 1].text)),
    button("announcement-read", say("understood"), putAway),
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

/** A finished round in short: causes, the mandate, the seat's own numbers. */
function roundInShort(round) {
  const own = ownResults(round);
  return [
    whyBlock(round),
    table.seat ? section(say("mandate_so_far"), mandateLines(table.seat)) : null,
    own.length ? [h("h3", null, say("you_title")), h("dl", { class: "pairs" }, own)] : null,
    h("p", { class: "help" }, say("more_in_news")),
  ];
}

/** The news of a round, as a part of a page. */
function whyBlock(round) {
  const news = newsOf(round);
  return section(
    say("why"),
    news.length ? news.map((each) => newsLine(each)) : [say("nothing_special")],
  );
}

/** What became of the world and of every mandate. */
function endPaper() {
  const judged = (table.state && table.state.public.mandates) || {};
  const early = table.ended && table.ended.early;
  return sheet("end", say(early ? "ended_early" : "end_title"), [
    early
      ? h("p", null, say("ended_early_text", { done: roundsDone(), rounds: table.welcome.rounds }))
      : null,
    judged[table.seat] ? ownMandate() : null,
    section(table.welcome.name, [...stockEnds(), ...commonEnds(), ...gaugeEnds()]),
    Object.keys(judged)
      .filter((seat) => seat !== table.seat)
      .map((seat) => section(endName(seat), mandateLines(seat))),
    section(say("no_winner_title"), [say("no_winner")]),
    table.ended && table.ended.saved_as
      ? h("p", { class: "help" }, say("saved_as", { path: table.ended.saved_as }))
      : null,
  ]);
}

/** One's own mandate stands before the world and the others', and apart from them. */
function ownMandate() {
  const title = say("your_mandate", { name: endName(table.seat) });
  return h("div", { class: "mine" }, section(title, mandateLines(table.seat)));
}

function endName(seat) {
  const info = seatInfo(seat);
  return info ? `${nameOf(seat)}, ${info.role}` : nameOf(seat);
}

function stockEnds() {
  return table.welcome.land.resources.map((resource) => {
    const path = stockPath(resource).map(([, share]) => share);
    const facts = { first: path[0], last: path[path.length - 1], lowest: Math.min(...path) };
    return say("stock_end", { name: resource.name, ...shownFacts(facts, percent) });
  });
}

function commonEnds() {
  return ["needs_met", "gini", "capital", "temperature", "emissions"].map((name) => {
    const values = seriesOf(name).map(([, value]) => value);
    if (!values.length) return null;
    const facts = { first: values[0], last: values[values.length - 1], low: Math.min(...values) };
    return say(
      `${name}_end`,
      shownFacts(facts, (value) => indicatorValue(name, value)),
    );
  });
}

/** What the systems' own gauges came to, of those that concern all and were ever other than 0. */
function gaugeEnds() {
  const rounds = publicRounds().map(([round]) => round);
  const names = new Set(rounds.flatMap((round) => gaugesOf(round, sharedThings())));
  const told = [...names].filter((name) => seriesOf(name).some(([, value]) => value));
  const together = bundled(told);
  const single = told.filter((name) => !together.flat().includes(name));
  return [...single.map((name) => gaugeEnd(name, seriesOf(name))), ...together.map(bundleEnd)];
}

/** What a gauge of each good was in the last round that measured it. */
function bundleEnd(names) {
  const end = Math.max(...names.map((name) => seriesOf(name).slice(-1)[0][0]));
  const kind = bundleName(names);
  const each = bundleText(names, new Map(publicRounds()).get(end));
  return say("gauge_bundle", { kind: kind[0].toUpperCase() + kind.slice(1), end, each });
}

function gaugeEnd(name, series) {
  const values = series.map(([, value]) => value);
  const facts = { first: values[0], last: values[values.length - 1], high: Math.max(...values) };
  const said = indicatorName(name);
  return say(series.length > 1 ? "gauge_end" : "gauge_once", {
    name: said[0].toUpperCase() + said.slice(1),
    begin: series[0][0],
    end: series[series.length - 1][0],
    ...shownFacts(facts, (value) => indicatorValue(name, value)),
  });
}

function shownFacts(facts, shown) {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(value)]));
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
