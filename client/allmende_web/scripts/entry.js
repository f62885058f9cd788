// What people type, read as answers. A mistake is a sentence, and nothing is lost by it.

const DIGITS = /^[+\-−]?(\d+([.,]\d*)?|[.,]\d+)$/;
const LONGEST_NUMBER = 15;

/** What was typed is no answer; the message says why and what is. */
class Mistake extends Error {}

function without(text, unit) {
  const typed = text.trim();
  return unit && typed.endsWith(unit) ? typed.slice(0, -unit.length).trim() : typed;
}

/** Digits as whole micro-units, exact as typed: no binary fraction comes between. */
function micro(typed) {
  if (!typed) throw new Mistake(say("type_number"));
  if (!DIGITS.test(typed))
    throw new Mistake(say("no_number", { found: typed.slice(0, LONGEST_NUMBER) }));
  if (typed.length > LONGEST_NUMBER) throw new Mistake(say("number_too_long"));
  const [whole, rest = ""] = typed
    .replace(/^[+\-−]/, "")
    .replace(",", ".")
    .split(".");
  const size = Number(whole || "0") * MICRO + Math.round(Number(`0.${rest || "0"}`) * MICRO);
  if (!Number.isSafeInteger(size)) throw new Mistake(say("number_too_long"));
  return /^[-−]/.test(typed) ? -size : size;
}

/** Digits as micro-units between the bounds. A bound typed as it is shown means that bound. */
function amountOf(text, low, high, unit) {
  const typed = without(text, unit);
  for (const bound of [low, high]) if (typed === number(bound)) return bound;
  const value = micro(typed);
  within(value, low, high, (amount) => quantity(amount, unit));
  return value;
}

/** Digits as a whole number between the bounds. */
function wholeOf(text, low, high, unit) {
  const value = micro(without(text, unit));
  if (value % MICRO) throw new Mistake(say("not_whole", { found: text.trim() }));
  within(value / MICRO, low, high, (count) => withUnit(String(count), unit));
  return value / MICRO;
}

function within(value, low, high, shown) {
  if (value > high) throw new Mistake(say("too_much", { found: shown(value), high: shown(high) }));
  if (value < low) throw new Mistake(say("too_little", { found: shown(value), low: shown(low) }));
}

/** The parts if they add up; else how much is missing or too much. */
function totalOf(parts, wanted, unit) {
  const found = Object.values(parts).reduce((sum, each) => sum + each, 0);
  if (found === wanted) return parts;
  const gap = withUnit(String(Math.abs(wanted - found)), unit);
  const what = say(found < wanted ? "left_to_give" : "given_too_much", { gap });
  const facts = {
    found: withUnit(String(found), unit),
    wanted: withUnit(String(wanted), unit),
    what,
  };
  throw new Mistake(say("wrong_sum", facts));
}

/** What an amount costs at this price a unit; products of micro-units pass what a number holds. */
function costOf(amount, price) {
  return Number((BigInt(amount) * BigInt(price)) / BigInt(MICRO));
}

/** What a bid could cost at most, rounded up; a mistake if that is more than the budget. */
function affordable(amount, limit, budget) {
  const product = BigInt(amount) * BigInt(limit);
  const cost = Number((product + BigInt(MICRO - 1)) / BigInt(MICRO));
  if (cost > budget)
    throw new Mistake(say("bid_too_dear", { cost: number(cost), budget: number(budget) }));
  return cost;
}

/** Words, if not too many. */
function wordsOf(text, longest) {
  const typed = text.trim();
  const found = [...typed].length;
  if (found > longest) throw new Mistake(say("text_too_long", { found, longest }));
  return typed;
}
