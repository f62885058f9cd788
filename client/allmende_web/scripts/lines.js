// Results, trends and mandates, made from the model; the same numbers as in the terminal.

/** The indicators of each finished round, as pairs of its number and them, in order. */
function roundsOf(facts) {
  return Object.keys(facts)
    .filter((entity) => /^round \d+$/.test(entity))
    .map((entity) => [Number(entity.slice(6)), facts[entity]])
    .sort(([a], [b]) => a - b);
}

/** The public rounds, and this seat's own. */
function publicRounds() {
  return roundsOf(table.state ? table.state.public : {});
}

function ownRounds() {
  return roundsOf((table.state && table.state.own[table.seat]) || {});
}

/** The last finished round, 0 before the first. */
function roundsDone() {
  return publicRounds().reduce((most, [round]) => Math.max(most, round), 0);
}

/** Pairs of round and value of one public indicator, where it is known. */
function seriesOf(indicator) {
  return publicRounds()
    .filter(([, values]) => typeof values[indicator] === "number")
    .map(([round, values]) => [round, values[indicator]]);
}

/** The public indicators of one kind: all prices, all stocks. */
function indicatorsOf(kind) {
  const names = publicRounds().flatMap(([, values]) => Object.keys(values));
  return [...new Set(names.filter((name) => name.split(".")[0] === kind))];
}

/** A stock's share of what the land carries, from the opening as round 0. */
function stockPath(resource) {
  const opening = resource.stock / resource.carrying_capacity;
  return [[0, opening], ...seriesOf(`stock.${resource.id}`)];
}

/** The value before the last finished round. */
function before(series) {
  return series.length > 1 ? series[series.length - 2][1] : undefined;
}

/** The state of the commons in pieces: name, text, trend, and a share where a bar says more. */
function commonsPieces() {
  const land = table.welcome.land;
  const stocks = land.resources.map((resource) => stockPiece(resource));
  const met = seriesOf("needs_met");
  const last = met.length ? met[met.length - 1][1] : null;
  const needs = last === null ? [] : [shareOf(say("needs"), last, before(met))];
  const prices = land.goods.map((good) =>
    pricePiece(good.name, good.id, "price", `price.${good.id}`),
  );
  return [...stocks, ...skyPiece(land.climate), ...needs, ...prices, pricePiece(say("wage"), "labour", "wage", "wage")];
}

/** How much warmer the sky is than before industry, where the land has one. */
function skyPiece(climate) {
  if (!climate) return [];
  const shown = (degrees) => `+${degrees.toFixed(2)}°`;
  const now = fact("sky", "temperature", climate.warming);
  const moved = trend(before(seriesOf("temperature")), now, shown);
  return [{ name: climate.name, text: shown(now), trend: moved }];
}

function stockPiece(resource) {
  const share = fact(resource.id, "stock", resource.stock) / resource.carrying_capacity;
  return shareOf(resource.name, share, before(stockPath(resource)));
}

function shareOf(name, share, was) {
  return { name, text: percent(share), trend: trend(was, share, percent), share };
}

function pricePiece(name, entity, entry, indicator) {
  const now = fact(entity, entry, 0) / MICRO;
  return { name, text: plain(now), trend: trend(before(seriesOf(indicator)), now, plain) };
}

/** The latest news, newest round first, what concerns this seat alone before the rest. */
function latestNews() {
  const rounds = [...new Set(table.news.map((each) => each.round))].sort((a, b) => b - a);
  return rounds.map((round) => [round, newsOf(round)]);
}

/** The news of a round: computed causes, what became of motions, the rest of this seat's own. */
function newsOf(round) {
  const rank = (each) => (each.why ? 0 : each.verdict ? 1 : each.own ? 2 : 3);
  return table.news.filter((each) => each.round === round).sort((a, b) => rank(a) - rank(b));
}

/** A sentence of news; a mark leads those about this seat alone. */
function newsLine(news) {
  if (news.why === "cause") return h("p", { class: "cause" }, news.text);
  const mark = h("span", { class: "mark", "aria-hidden": "true" }, news.own ? "▸ " : "· ");
  return h(
    "p",
    { class: news.own ? "own" : "common" },
    mark,
    news.own ? h("span", { class: "unseen" }, say("about_you")) : null,
    news.text,
  );
}

/** The seat's numbers of a round, beside those of the round before; then the gauges of its sites. */
function ownResults(round) {
  const gauges = gaugesOf(round, fact(table.seat, "holds", []));
  return [
    ...resultLines(new Map(ownRounds()), round, OWN),
    ...resultLines(new Map(publicRounds()), round, gauges),
  ];
}

/** The numbers of all in a round, beside those of the round before: also the system's own gauges. */
function valleyResults(round) {
  const known = new Map(publicRounds());
  const names = Object.keys(known.get(round) || {});
  const of = (kind) => names.filter((name) => name.startsWith(`${kind}.`));
  const gauges = gaugesOf(round, sharedThings());
  const alone = gauges.filter((name) => !bundled(gauges).flat().includes(name));
  return [
    ...resultLines(known, round, [...of("stock"), ...VALLEY, ...alone]),
    ...bundleLines(known, round, gauges),
    ...resultLines(known, round, of("price")),
  ];
}

/** Those of the names that are about goods, a list for each kind that has several. */
function bundled(names) {
  const goods = table.welcome.land.goods.map((good) => good.id);
  const kindOf = (name) => name.split(".")[0];
  const about = names.filter((name) => goods.includes(name.split(".")[1]));
  return [...new Set(about.map(kindOf))]
    .map((kind) => about.filter((name) => kindOf(name) === kind))
    .filter((each) => each.length > 1);
}

/** The bundles of a round, a line each; those that were never other than 0 say nothing. */
function bundleLines(known, round, names) {
  const says = (name) => [...known.values()].some((values) => values[name]);
  return bundled(names)
    .filter((each) => each.some(says))
    .map((each) => pairLine(bundleName(each), bundleText(each, known.get(round))));
}

function bundleName(names) {
  return indicatorName(names[0].split(".")[0]);
}

/** Each good with its value. */
function bundleText(names, values) {
  const there = names.filter((name) => name in values);
  const shown = (name) => `${nameOf(name.split(".")[1])} ${indicatorValue(name, values[name])}`;
  return there.map(shown).join(", ");
}

/** The gauges of a round that the system then in force had of its own, about any of these things. */
function gaugesOf(round, about) {
  const names = Object.keys(new Map(publicRounds()).get(round) || {});
  return names.filter((name) => {
    const [kind, ...thing] = name.split(".");
    return !GENERAL.includes(kind) && about.includes(thing.join("."));
  });
}

/** What concerns all that an indicator may be about: everything, goods and stocks. */
function sharedThings() {
  const { goods, resources } = table.welcome.land;
  return ["", ...[...goods, ...resources].map((each) => each.id)];
}

/** The indicators that a round has and that say something: those that are always 0 do not. */
function resultLines(known, round, names) {
  const now = known.get(round) || {};
  const was = known.get(round - 1) || {};
  const says = (name) =>
    ALWAYS.includes(name.split(".")[0]) || [...known.values()].some((values) => values[name]);
  const said = names.filter((name) => name in now && says(name));
  return said.map((name) => resultLine(name, now[name], was[name]));
}

function resultLine(name, now, was) {
  const shown = (value) => indicatorValue(name, value);
  const direction = trend(was, now, shown);
  const note = direction ? h("small", null, " ", say("was", { was: shown(was) })) : null;
  return pairLine(indicatorName(name), shown(now), arrow(direction), note);
}

function pairLine(name, ...shown) {
  return h("div", { class: "pair" }, h("dt", null, name), h("dd", null, shown));
}

/** A seat's goals: met or not, where each stands, what it should be; before the first report only named. */
function mandateLines(seat) {
  const { goals } = mandateOf(seat);
  const reached = fact("mandates", seat) || secret(seat, "mandate");
  if (!reached) return goals.map((goal) => h("p", { class: "goal" }, `· ${goal.text}`));
  return reached.map((each, place) => goalLine(goals[place] || each, each));
}

function goalLine(goal, reached) {
  const least = goal.at_least !== null && goal.at_least !== undefined;
  const bound = least ? goal.at_least : goal.at_most || 0;
  const shown = (value) => (goal.indicator ? indicatorValue(goal.indicator, value) : plain(value));
  const value =
    reached.met || !goal.indicator
      ? shown(reached.value)
      : apart(goal.indicator, reached.value, bound);
  const wanted = say(least ? "at_least" : "at_most", { bound: shown(bound) });
  const text = say("goal_line", { text: goal.text, value, wanted });
  const mark = h(
    "strong",
    { class: "verdict" },
    reached.met ? `✓ ${say("met")}` : `✗ ${say("not_met")}`,
  );
  return h("p", { class: reached.met ? "goal met" : "goal unmet" }, mark, ` ${text}`);
}
