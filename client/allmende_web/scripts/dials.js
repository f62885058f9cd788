// Rules that a motion may change: a number, a switch, or one of some names.

/** The unit beside a value; a switch says already that it is 0 or 1, and a pure number has none. */
function dialUnit(dial) {
  if (dial.unit === SHARE) return "%";
  return ["0 or 1", "elasticity"].includes(dial.unit) ? "" : dial.unit;
}

/** What a dial that is a choice may be set to: each value, and the name that it stands for. */
function dialNames(dial) {
  const all = dial.names.map((name, place) => [place * MICRO, name]);
  return all.filter(([value]) => value >= dial.low && value <= dial.high);
}

/** By what a value is multiplied where it is read: a share of a whole reads in percent. */
function dialScale(dial) {
  return dial.unit === SHARE ? 100 : 1;
}

/** A number as it is typed for the dial, in its unit. */
function dialTyped(dial, value) {
  return number(dialScale(dial) * value);
}

/** A value as people read it: by name, in words where the dial does nothing, else as an amount. */
function dialShown(dial, value) {
  return dial.off === value && dial.off_word ? dial.off_word : dialFigure(dial, value);
}

/** A value as it is typed, with its unit: a name, a share in percent, or an amount. */
function dialFigure(dial, value) {
  const name = dial.names[Math.floor(value / MICRO)];
  const text = dialTyped(dial, value);
  return name || (dial.unit === SHARE ? `${text} %` : withUnit(text, dialUnit(dial)));
}

/** What a dial may be set to, and what is in force. */
function dialRange(dial) {
  const now = dialShown(dial, dial.now);
  return dial.names.length ? say("dial_now", { now }) : say("dial_range_now", { range: dialLimits(dial), now });
}

/** The numbers that a dial may be set to, with what the one means at which it does nothing. */
function dialLimits(dial) {
  const facts = { low: dialTyped(dial, dial.low), high: dialFigure(dial, dial.high) };
  const range = say(dial.whole ? "dial_range_whole" : "dial_range", facts);
  if (!dial.off_word || dial.off < dial.low || dial.off > dial.high) return range;
  return say("dial_range_off", { range, value: dialFigure(dial, dial.off), word: dial.off_word });
}

/** The value, if it is another one than holds. */
function dialAnother(dial, value) {
  if (dialTyped(dial, value) !== dialTyped(dial, dial.now)) return value;
  const names = dialNames(dial).map(([, name]) => name);
  const range = names.length ? say("dial_range_names", { names: names.join("; ") }) : dialLimits(dial);
  throw new Mistake(say("dial_already", { label: dial.label, now: dialShown(dial, dial.now), range }));
}

/** What a line says as a value of the dial, a share in percent as it is shown; what is held stays exact. */
function dialValue(line, dial, held) {
  if (line.value.trim() === dialTyped(dial, held)) return held;
  const by = dialScale(dial);
  const value = Math.round(amountOf(line.value, by * dial.low, by * dial.high, dialUnit(dial)) / by);
  if (dial.whole && value % MICRO) {
    const near = number(Math.round(value / MICRO) * MICRO);
    throw new Mistake(say("dial_not_whole", { label: dial.label, near, found: line.value.trim() }));
  }
  return value;
}

/** Table nothing, or what else `nothing` says, or a rule and the value that it should have. */
function motionField(q, held, title) {
  const nothing = h("option", { value: "" }, q.nothing || nothingMoved(q));
  const options = q.dials.map((dial) =>
    h("option", { value: dial.dial, selected: held && held.dial === dial.dial }, dial.label),
  );
  const pick = h("select", { "aria-labelledby": title }, nothing, options);
  const row = h("div", { class: "parts" });
  const dial = () => q.dials.find((each) => each.dial === pick.value);
  let setting = null;
  const show = (value) => {
    setting = dial() ? settingOf(dial(), value) : null;
    row.replaceChildren(...(setting ? [setting.element, dialBounds(dial())] : []));
  };
  pick.addEventListener("input", () => show(dial() && dial().now));
  show(held && held.value);
  return {
    element: h("div", { class: "parts" }, pick, row),
    value: () => (dial() ? { dial: dial().dial, value: dialAnother(dial(), setting.value()) } : null),
    note: () => (dial() ? motionNote(dial(), dialAnother(dial(), setting.value())) : ""),
    focus: () => (setting ? setting.focus : pick).focus(),
  };
}

/** What is tabled, in full, before it is sent. */
function motionNote(dial, value) {
  const facts = { now: dialShown(dial, dial.now), value: dialShown(dial, value) };
  return say("motion_note", { label: dial.label, ...facts });
}

function dialBounds(dial) {
  return h("p", { class: "bounds" }, dialRange(dial));
}

/** The new value of a rule: a name to choose, or a number to type. */
function settingOf(dial, held) {
  if (dial.names.length) {
    const options = dialNames(dial).map(([value, name]) =>
      h("option", { value, selected: value === held }, name),
    );
    const names = h("select", null, options);
    return { element: settingRow(names), value: () => Number(names.value), focus: names };
  }
  const line = numberLine(dialTyped(dial, held), {}, dial.low);
  return { element: settingRow(line, dialUnit(dial)), value: () => dialValue(line, dial, held), focus: line };
}

function settingRow(input, unit) {
  input.id = freshId("line");
  const label = h("label", { for: input.id }, say("new_value"));
  return h("div", { class: "part setting" }, label, input, h("span", { class: "unit" }, unit || ""));
}
