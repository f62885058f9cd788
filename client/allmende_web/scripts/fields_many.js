// The fields that hold several parts: a split, a bid, a ranking.

/** A part's mistake, with the part's name before it. */
function named(label, read) {
  try {
    return read();
  } catch (mistake) {
    if (mistake instanceof Mistake) throw new Mistake(`${label}: ${mistake.message}`);
    throw mistake;
  }
}

function labelled(label, line, ...more) {
  const id = freshId("line");
  line.id = id;
  return h("div", { class: "part" }, h("label", { for: id }, label), line, ...more);
}

/** Whether what is typed does not stand. */
function mistaken(read) {
  try {
    read();
  } catch (mistake) {
    if (mistake instanceof Mistake) return true;
    throw mistake;
  }
  return false;
}

/** A total divided over named parts; what is left or too much is said while typing. */
function splitField(q, held) {
  const lines = q.parts.map(([id]) => numberLine(String(held[id] || 0), { class: "short" }, 0));
  const read = (place) =>
    named(q.parts[place][1], () => wholeOf(lines[place].value, 0, q.total, q.unit));
  const fillRest = (place) => {
    const others = lines.reduce(
      (sum, line, each) => sum + (each === place ? 0 : wholeOr(line.value)),
      0,
    );
    lines[place].value = String(Math.min(q.total, Math.max(0, q.total - others)));
    stir(lines[place]);
  };
  const rows = q.parts.map(([, label], place) =>
    labelled(
      label,
      lines[place],
      h("span", { class: "unit" }, q.unit),
      restButton(label, () => fillRest(place)),
    ),
  );
  return {
    element: h("div", { class: "parts" }, rows),
    value: () =>
      totalOf(Object.fromEntries(q.parts.map(([id], place) => [id, read(place)])), q.total, q.unit),
    note: () => say("adds_up", { total: withUnit(String(q.total), q.unit) }),
    focus: () => (lines.find((_, place) => mistaken(() => read(place))) || lines[0]).focus(),
  };
}

function restButton(label, onclick) {
  return h(
    "button",
    { type: "button", class: "small", "aria-label": say("rest_to", { part: label }), onclick },
    say("rest"),
  );
}

function wholeOr(text) {
  return Math.round(typedOr(text, 0) / MICRO);
}

/** How much, and at most at what price each; together within the budget. */
function bidField(q, held) {
  const amount = slidingLine(number(held.quantity), {}, 0, q.most);
  const limit = slidingLine(number(held.limit), {}, 0, q.highest);
  const price = () => typedAmount(limit.line, held.limit, 0, q.highest, "");
  const much = () => typedAmount(amount.line, held.quantity, 0, q.most, "");
  const value = () => {
    const wanted = named(say("quantity"), much);
    const highest = named(say("price"), price);
    affordable(wanted, highest, q.budget);
    return { quantity: wanted, limit: highest };
  };
  return {
    element: h(
      "div",
      { class: "parts" },
      bidRow(say("bid_quantity", { most: quantity(q.most, q.unit) }), amount),
      bidRow(say("bid_limit", { highest: number(q.highest) }), limit),
    ),
    value,
    note: () => bidNote(q, value()),
    focus: () => (!mistaken(much) && mistaken(price) ? limit : amount).line.focus(),
  };
}

function bidRow(label, sliding) {
  sliding.line.id = freshId("line");
  return h("div", { class: "part wide" }, h("label", { for: sliding.line.id }, label), sliding.row);
}

function bidNote(q, offer) {
  if (!offer.quantity) return say("no_bid");
  const cost = number(affordable(offer.quantity, offer.limit, q.budget));
  return say("bid_note", {
    quantity: quantity(offer.quantity, q.unit),
    cost,
    budget: number(q.budget),
  });
}

/** All options in order, best first: each is moved up or down. */
function rankingField(q, held) {
  const order = [...held];
  const list = h("ol", { class: "ranking" });
  const move = (place, step) => {
    const there = place + step;
    if (there < 0 || there >= order.length) return;
    [order[place], order[there]] = [order[there], order[place]];
    lay(there, step);
    stir(list);
  };
  const lay = (at, step) => {
    list.replaceChildren(
      ...order.map((id, place) => rankRow(labelOf(q.options, id), place, order.length, move)),
    );
    if (at !== undefined) focusRank(list, at, step);
  };
  lay();
  return {
    element: h("div", null, list, h("p", { class: "bounds" }, say("best_first"))),
    value: () => [...order],
    note: () => "",
    focus: () => list.querySelector("button:enabled").focus(),
  };
}

function rankRow(label, place, count, move) {
  const arrowTo = (step, sign, name, off) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        disabled: off,
        "aria-label": say(name, { option: label }),
        onclick: () => move(place, step),
      },
      sign,
    );
  return h(
    "li",
    null,
    h("span", { class: "place" }, `${place + 1}. ${label}`),
    arrowTo(-1, UP, "move_up", place === 0),
    arrowTo(1, DOWN, "move_down", place === count - 1),
  );
}

/** The button that moved an option keeps the focus, or the other one at an end of the list. */
function focusRank(list, at, step) {
  const [up, down] = list.children[at].querySelectorAll("button");
  const wanted = step < 0 ? up : down;
  (wanted.disabled ? (step < 0 ? down : up) : wanted).focus();
}
