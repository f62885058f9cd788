// One field for each kind of question. A field has its element, `value()` that gives the raw answer or
// throws a Mistake, `note()` on what the answer would cost or leave, and `focus()`.

/** Which field asks which kind of question: the list is closed, as the kinds are. */
const FIELDS = {
  amount: (q, held, title) => numberField(q, held, title),
  estimate: (q, held, title) => numberField(q, held, title),
  choice: (q, held, title) => choiceField(q, held, title),
  flag: (q, held, title) => flagField(q, held, title),
  split: (q, held) => splitField(q, held),
  bid: (q, held) => bidField(q, held),
  ballot: (q, held, title) => BALLOT_FIELDS[q.takes](q, held, title),
  ranking: (q, held) => rankingField(q, held),
  motion: (q, held, title) => motionField(q, held, title),
  text: (q, held, title) => textField(q, held, title),
};

/** Tell the card that a button or a slider has changed its field. */
function stir(element) {
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A line for a number; phones show their digits. */
function numberLine(value, attributes, low) {
  const keys = low < 0 ? "text" : "decimal";
  return h("input", {
    type: "text",
    inputmode: keys,
    enterkeyhint: "done",
    autocomplete: "off",
    maxlength: 16,
    value,
    ...attributes,
  });
}

/** A line with a slider beneath it: the slider is a help for fingers, the line is the answer. */
function slidingLine(value, attributes, low, high) {
  const line = numberLine(value, attributes, low);
  const steps = 100;
  const slider = h("input", {
    type: "range",
    min: 0,
    max: steps,
    tabindex: -1,
    "aria-hidden": "true",
  });
  const follow = () => {
    slider.value = String(
      Math.round(((typedOr(line.value, low) - low) / (high - low || 1)) * steps),
    );
  };
  slider.addEventListener("input", () => {
    line.value = number(low + ((high - low) * Number(slider.value)) / steps);
    stir(line);
  });
  line.addEventListener("input", follow);
  follow();
  return { line, row: h("div", { class: "sliding" }, line, slider) };
}

function typedOr(text, otherwise) {
  try {
    return micro(text.trim());
  } catch (mistake) {
    return otherwise;
  }
}

/** What is typed, or what was held if it still reads so. */
function typedAmount(line, held, low, high, unit) {
  if (held !== null && line.value.trim() === number(held)) return held;
  return amountOf(line.value, low, high, unit);
}

/** A number between bounds, with its unit and what it costs. */
function numberField(q, held, title) {
  const { line, row } = slidingLine(number(held), { "aria-labelledby": title }, q.low, q.high);
  const value = () => typedAmount(line, held, q.low, q.high, q.unit);
  return {
    element: h("div", null, row, h("p", { class: "bounds" }, rangeText(q.low, q.high, q.unit))),
    value,
    note: () => {
      const known = q.unit === "%" ? "is_truth" : "you_know";
      if (q.kind === "estimate") return say(known, { truth: quantity(q.truth, q.unit) });
      return q.price ? say("costs", { cost: number(costOf(value(), q.price)) }) : "";
    },
    focus: () => line.focus(),
  };
}

/** Options to choose one from. */
function radios(options, held, title) {
  const name = freshId("pick");
  const inputs = options.map(([value]) =>
    h("input", { type: "radio", name, value, checked: value === held }),
  );
  const labels = options.map(([, label], place) =>
    h("label", { class: "option" }, inputs[place], h("span", null, label)),
  );
  return {
    element: h("div", { role: "radiogroup", "aria-labelledby": title, class: "options" }, labels),
    chosen: () => (inputs.find((input) => input.checked) || { value: "" }).value,
    focus: () => (inputs.find((input) => input.checked) || inputs[0]).focus(),
  };
}

/** One of the options. */
function choiceField(q, held, title) {
  const pick = radios(q.options, held, title);
  return { element: pick.element, value: pick.chosen, note: () => "", focus: pick.focus };
}

/** Yes or no. */
function flagField(q, held, title) {
  const pick = radios(
    [
      ["yes", say("yes")],
      ["no", say("no")],
    ],
    held ? "yes" : "no",
    title,
  );
  return {
    element: pick.element,
    value: () => pick.chosen() === "yes",
    note: () => "",
    focus: pick.focus,
  };
}

/** Words, up to a length. */
function textField(q, held, title) {
  const line = h("textarea", { rows: 2, "aria-labelledby": title, autocomplete: "off" });
  line.value = held || "";
  return {
    element: line,
    value: () => wordsOf(line.value, q.longest),
    note: () =>
      say("characters_used", {
        found: [...wordsOf(line.value, q.longest)].length,
        longest: q.longest,
      }),
    focus: () => line.focus(),
  };
}
