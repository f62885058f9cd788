// Amounts, shares and trends as text. Amounts are whole micro-units, indicators plain numbers.

const MICRO = 1000000;
// What the units of rules are called of which there is one.
const SINGULAR = { rounds: "round", members: "member", motions: "motion" };
const SHARE = "share";
// The most decimals that are shown: the rules round to them.
const FINEST = 6;
const UP = "▲";
const DOWN = "▼";

/** A template with its facts; the bare template if a fact is missing, so that nothing is hidden. */
function fill(template, facts) {
  let missing = false;
  const text = template.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) => {
    if (!name) return found[0];
    if (!facts || facts[name] === undefined) missing = true;
    return missing ? found : String(facts[name]);
  });
  return missing ? template : text;
}

/** A number with as many decimals as a reader can use: 0.42, 3.1, 12.5, 340. */
function plain(value) {
  const size = Math.abs(value);
  let text = value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  if (text.includes(".")) text = text.replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text.replace("-", "−");
}

/** An amount in units: 12300000 reads 12.3. */
function number(amount) {
  return plain(amount / MICRO);
}

/** A number and its unit; a percent sign stands close, and a share of one has none. */
function withUnit(text, unit) {
  if (!unit || unit === SHARE) return text;
  if (unit === "%") return `${text}%`;
  return `${text} ${(text === "1" && SINGULAR[unit]) || unit}`;
}

/** An amount with its unit. */
function quantity(amount, unit) {
  return withUnit(number(amount), unit);
}

/** A share of one in whole percent; what falls a little short of all never reads 100%. */
function percent(share) {
  if (share >= 0.995 && share < 1) return `${Math.min(100 * share, 99.9).toFixed(1)}%`;
  return `${Math.round(100 * share)}%`;
}

/** The kind of an indicator: `price` of `price.timber`. */
function kindOf(name) {
  return name.replace(/^valley\./, "").split(".")[0];
}

/** An indicator's value: shares in percent, all else as a plain number. */
function indicatorValue(name, value) {
  return PERCENTAGES.includes(kindOf(name)) ? percent(value) : plain(value);
}

/** An indicator's value with as many digits as tell it from a bound that it does not reach. */
function apart(name, value, bound) {
  let shown = indicatorValue(name, value);
  if (shown !== indicatorValue(name, bound)) return shown;
  const share = PERCENTAGES.includes(kindOf(name));
  const scale = share ? 100 : 1;
  for (let decimals = 1; decimals <= FINEST; decimals += 1) {
    shown = (scale * value).toFixed(decimals);
    if (shown !== (scale * bound).toFixed(decimals)) break;
  }
  return shown.replace("-", "−") + (share ? "%" : "");
}

/** "up" or "down", or nothing where a reader would see no difference. */
function trend(before, now, shown) {
  if (before === undefined || shown(before) === shown(now)) return "";
  return now > before ? "up" : "down";
}

/** The sign of a trend, with the word for whoever hears the page. */
function arrow(direction) {
  if (!direction) return null;
  const sign = direction === "up" ? UP : DOWN;
  return h(
    "span",
    { class: `trend ${direction}`, role: "img", "aria-label": say(direction) },
    ` ${sign}`,
  );
}

/** Seconds as minutes and seconds. */
function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A refusal with its amounts in plain units, as the question that it is about counts them. */
function refusalText(refusal, questions) {
  const asked = questions.find((question) => question.id === refusal.facts.question);
  if (!asked || !inAmounts(asked)) return fill(refusal.text, refusal.facts);
  const facts = {};
  for (const [name, value] of Object.entries(refusal.facts)) {
    facts[name] = Number.isInteger(value) ? number(value) : value;
  }
  return fill(refusal.text, facts);
}

/** Whether whole numbers about a question are micro-units. */
function inAmounts(question) {
  if (question.kind === "ballot") return question.takes === "number";
  return !["split", "ranking", "text"].includes(question.kind);
}
