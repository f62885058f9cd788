// What is drawn of the rounds: the commons, needs, prices, the climate, and how consumption is shared.

/** All graphs of a game; those of the climate and of equality only where they have been measured. */
function graphsPage() {
  const always = [stocksGraph(), needsGraph(), pricesGraph()];
  const sometimes = [warmingGraph(), emissionsGraph(), lorenzGraph()];
  return [...always, ...sometimes.filter((each) => each && each.lines.length)].map((each) =>
    graph(each),
  );
}

/** A graph over the rounds; lines that nobody has measured, or that stay at 0, are left out. */
function overRounds(title, lines, more) {
  const known = lines.filter((line) => line.points.some(([, value]) => value));
  return { title, lines: known, least: 0, most: 0, shown: plain, ticks: null, ...more };
}

const SHARES = { most: 1, shown: percent, ticks: [0, 0.25, 0.5, 0.75, 1] };

function stocksGraph() {
  const resources = table.welcome.land.resources;
  const stocks = resources.map((each) => ({ label: each.name, points: stockPath(each) }));
  return overRounds(say("graph_stocks"), [...stocks, graphLine("capital")], SHARES);
}

function needsGraph() {
  return overRounds(say("graph_needs"), [graphLine("needs_met"), graphLine("basics")], SHARES);
}

function pricesGraph() {
  const names = [...indicatorsOf("price"), "wage"];
  return overRounds(
    say("graph_prices"),
    names.map((name) => graphLine(name)),
  );
}

/** Degrees on a scale of whole ones that does not begin at 0, where small changes matter. */
function warmingGraph() {
  const line = graphLine("temperature");
  const degrees = line.points.map(([, value]) => value);
  const scale = {
    least: Math.floor(Math.min(...degrees)),
    most: Math.ceil(Math.max(...degrees)),
  };
  return degrees.length ? overRounds(say("graph_warming"), [line], scale) : null;
}

function emissionsGraph() {
  const sky = table.welcome.land.climate;
  const title = sky ? say("graph_emissions_in", { unit: sky.unit }) : say("graph_emissions");
  return overRounds(title, [graphLine("emissions")]);
}

function graphLine(name) {
  const about = name.split(".").slice(1).join(".");
  return { label: about ? nameOf(about) : indicatorName(name), points: seriesOf(name) };
}

/** The Lorenz curve of the last round beside the line of equal shares. */
function lorenzGraph() {
  const round = roundsDone();
  const held = fact("lorenz", `round ${round}`, []);
  if (held.length < 2) return null;
  const people = held.map((_, part) => part / (held.length - 1));
  const points = people.map((part, place) => [part, held[place]]);
  const facts = { half: percent(heightAt(points, 0.5)), tenth: percent(1 - heightAt(points, 0.9)) };
  return {
    title: say("graph_lorenz", { round }),
    lines: [
      { label: say("lorenz_curve"), points },
      { label: say("equal_shares"), points: people.map((part) => [part, part]) },
    ],
    least: 0,
    ...SHARES,
    people: true,
    note: say("lorenz_note", facts),
  };
}

/** The height of a curve between its points. */
function heightAt(points, x) {
  const after = Math.max(
    1,
    points.findIndex(([each]) => each >= x),
  );
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
