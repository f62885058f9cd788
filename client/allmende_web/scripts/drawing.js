// How graphs are drawn: lines that differ by their marks and dashes too, and the same as a table.

const GRAPH = { width: 340, height: 190, left: 34, right: 16, top: 10, bottom: 22 };
const SIGNS = ["●", "■", "▲", "◆", "✚", "✖", "★", "▼", "○", "□", "△", "◇"];

/** One graph with its legend and its numbers; `least` and `most` are heights that its scale must show. */
function graph(wanted) {
  const { title, lines } = wanted;
  if (!lines.some((line) => line.points.length > 1) && !roundsDone()) {
    return h("section", { class: "block" }, h("h2", null, title), h("p", null, say("lines_later")));
  }
  const scale = { ...wanted, top: topOf(wanted) };
  return h(
    "section",
    { class: "block" },
    h("h2", null, title),
    h("figure", null, drawing(scale), legend(lines)),
    wanted.note ? h("p", null, wanted.note) : null,
    numbersTable(wanted),
  );
}

/** Where a scale ends: a little above the highest point, but for shares of the people. */
function topOf({ lines, most, people }) {
  const values = lines.flatMap((line) => line.points.map(([, value]) => value));
  const top = Math.max(most, ...values);
  return (people ? top : top * 1.05) || 1;
}

/** Marks at 1, 2 or 5 times a power of ten, three to six of them. */
function marksBetween(least, top) {
  const power = 10 ** Math.floor(Math.log10((top - least) / 3));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => (top - least) / each < 6);
  const count = Math.floor((top - least) / step) + 1;
  return Array.from({ length: count }, (_, place) => least + place * step);
}

/** Where a round stands, or a share of the people. */
function across(scale, point) {
  const span = GRAPH.width - GRAPH.left - GRAPH.right;
  return GRAPH.left + (span * point) / (scale.people ? 1 : Math.max(1, table.welcome.rounds));
}

function upwards(scale, value) {
  const span = GRAPH.height - GRAPH.top - GRAPH.bottom;
  return GRAPH.height - GRAPH.bottom - (span * (value - scale.least)) / (scale.top - scale.least);
}

function drawing(scale) {
  const box = {
    viewBox: `0 0 ${GRAPH.width} ${GRAPH.height}`,
    class: "graph",
    role: "img",
    "aria-label": say("graph_label", { title: scale.title }),
  };
  const marks = scale.ticks || marksBetween(scale.least, scale.top);
  return svg(
    "svg",
    box,
    marks.map((mark) => gridLine(scale, mark)),
    numbersBelow(scale),
    scale.lines.map((line, place) => path(scale, line, place)),
  );
}

function gridLine(scale, value) {
  const y = upwards(scale, value).toFixed(1);
  const label = svg(
    "text",
    { x: GRAPH.left - 4, y, "text-anchor": "end", "dominant-baseline": "middle" },
    scale.shown(value),
  );
  return [
    svg("line", { class: "grid", x1: GRAPH.left, x2: GRAPH.width - GRAPH.right, y1: y, y2: y }),
    label,
  ];
}

/** The rounds, as many as fit, or quarters of the people. */
function numbersBelow(scale) {
  const rounds = Array.from({ length: table.welcome.rounds + 1 }, (_, round) => round);
  const step = Math.ceil(rounds.length / 13);
  const shown = scale.people ? scale.ticks : rounds.filter((round) => round % step === 0);
  return shown.map((each) =>
    svg(
      "text",
      { x: across(scale, each).toFixed(1), y: GRAPH.height - 6, "text-anchor": "middle" },
      scale.people ? percent(each) : each,
    ),
  );
}

function path(scale, line, place) {
  const points = line.points.map(([x, value]) => [
    across(scale, x).toFixed(1),
    upwards(scale, value).toFixed(1),
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
function numbersTable({ lines, shown, people }) {
  const columns = [...new Set(lines.flatMap((line) => line.points.map(([x]) => x)))].sort(
    (a, b) => a - b,
  );
  const name = (x) => (people ? percent(x) : x || say("opening"));
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, say(people ? "people_head" : "round_head")),
    columns.map((x) => h("th", { scope: "col" }, name(x))),
  );
  const rows = lines.map((line) => {
    const values = new Map(line.points);
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, line.label),
      columns.map((x) => h("td", null, values.has(x) ? shown(values.get(x)) : "–")),
    );
  });
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": say("graph_numbers") },
    h("table", null, h("thead", null, head), h("tbody", null, rows)),
  );
}
