// The paper of the end: what became of the world and of every mandate.

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
  const shown = new Set(values.map((value) => indicatorValue(name, value)));
  const several = shown.size > 1 ? "gauge_end" : "gauge_steady";
  return say(series.length > 1 ? several : "gauge_once", {
    name: said[0].toUpperCase() + said.slice(1),
    begin: series[0][0],
    end: series[series.length - 1][0],
    ...shownFacts(facts, (value) => indicatorValue(name, value)),
  });
}

function shownFacts(facts, shown) {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(value)]));
}
