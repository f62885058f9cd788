// Graphs over the rounds: lines that differ by their marks and dashes too, and the same as a table.

const GRAPH = { width: 340, height: 190, left: 34, right: 8, top: 10, bottom: 22 };
const SIGNS = ["●", "■", "▲", "◆", "✚", "✖", "★", "▼"];

/** Shares of a hundred, then prices with the wage. */
function graphsPage() {
  const land = table.welcome.land;
  const stocks = land.resources.map((each) => ({ label: each.name, points: stockPath(each) }));
  const shares = [...stocks, graphLine("needs_met"), graphLine("capital")];
  const prices = [...indicatorsOf("price"), "wage"].map((name) => graphLine(name));
  return [
    graph(say("graph_shares"), shares, 1, percent, [0, 0.25, 0.5, 0.75, 1]),
    graph(say("graph_prices"), prices, 0, plain, null),
  ];
}

function graphLine(name) {
  const about = name.split(".").slice(1).join(".");
  return { label: about ? nameOf(about) : indicatorName(name), points: seriesOf(name) };
}

/** One graph with its legend and its numbers; `least` is the smallest top of the scale. */
function graph(title, lines, least, shown, ticks) {
  const known = lines.filter((line) => line.points.length);
  if (!known.some((line) => line.points.length > 1) && !roundsDone()) {
    return h("section", { class: "block" }, h("h2", null, title), h("p", null, say("lines_later")));
  }
  const top =
    Math.max(least, ...known.flatMap((line) => line.points.map(([, value]) => value))) * 1.05 || 1;
  const marks = ticks || marksUpTo(top);
  return h(
    "section",
    { class: "block" },
    h("h2", null, title),
    h("figure", null, drawing(title, known, top, marks, shown), legend(known)),
    numbersTable(known, shown),
  );
}

/** Marks at 1, 2 or 5 times a power of ten, three to six of them. */
function marksUpTo(top) {
  const power = 10 ** Math.floor(Math.log10(top / 3));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => top / each < 6);
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, place) => place * step);
}

function across(round) {
  const span = GRAPH.width - GRAPH.left - GRAPH.right;
  return GRAPH.left + (span * round) / Math.max(1, table.welcome.rounds);
}

function upwards(value, top) {
  const span = GRAPH.height - GRAPH.top - GRAPH.bottom;
  return GRAPH.height - GRAPH.bottom - (span * value) / top;
}

function drawing(title, lines, top, marks, shown) {
  const box = {
    viewBox: `0 0 ${GRAPH.width} ${GRAPH.height}`,
    class: "graph",
    role: "img",
    "aria-label": say("graph_label", { title }),
  };
  return svg(
    "svg",
    box,
    marks.map((mark) => gridLine(mark, top, shown)),
    roundNumbers(),
    lines.map((line, place) => path(line, place, top)),
  );
}

function gridLine(value, top, shown) {
  const y = upwards(value, top).toFixed(1);
  const label = svg(
    "text",
    { x: GRAPH.left - 4, y, "text-anchor": "end", "dominant-baseline": "middle" },
    shown(value),
  );
  return [
    svg("line", { class: "grid", x1: GRAPH.left, x2: GRAPH.width - GRAPH.right, y1: y, y2: y }),
    label,
  ];
}

function roundNumbers() {
  const rounds = Array.from({ length: table.welcome.rounds + 1 }, (_, round) => round);
  const step = Math.ceil(rounds.length / 13);
  const shown = rounds.filter((round) => round % step === 0);
  return shown.map((round) =>
    svg(
      "text",
      { x: across(round).toFixed(1), y: GRAPH.height - 6, "text-anchor": "middle" },
      round,
    ),
  );
}

function path(line, place, top) {
  const points = line.points.map(([round, value]) => [
    across(round).toFixed(1),
    upwards(value, top).toFixed(1),
  ]);
  const dots = points.map(([x, y]) =>
    svg(
      "text",
      {
        class: `dot line-${place % 8}`,
        x,
        y,
        "text-anchor": "middle",
        "dominant-baseline": "central",
      },
      SIGNS[place % SIGNS.length],
    ),
  );
  return [
    svg("polyline", {
      class: `path line-${place % 8}`,
      points: points.map((point) => point.join(",")).join(" "),
    }),
    dots,
  ];
}

function legend(lines) {
  return h(
    "figcaption",
    null,
    lines.map((line, place) =>
      h(
        "span",
        { class: "key" },
        h(
          "span",
          { class: `sign line-${place % 8}`, "aria-hidden": "true" },
          `${SIGNS[place % SIGNS.length]} `,
        ),
        line.label,
      ),
    ),
  );
}

/** The same numbers to read; the table scrolls by itself if it is wide. */
function numbersTable(lines, shown) {
  const rounds = [...new Set(lines.flatMap((line) => line.points.map(([round]) => round)))].sort(
    (a, b) => a - b,
  );
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, say("round_head")),
    rounds.map((round) => h("th", { scope: "col" }, round || say("opening"))),
  );
  const rows = lines.map((line) => {
    const values = new Map(line.points);
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, line.label),
      rounds.map((round) => h("td", null, values.has(round) ? shown(values.get(round)) : "–")),
    );
  });
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": say("graph_numbers") },
    h("table", null, h("thead", null, head), h("tbody", null, rows)),
  );
}
