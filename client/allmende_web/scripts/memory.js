// What this browser keeps for a reload: per table the seat's token, and the name. Without storage it
// is kept until the page is closed.

const MEMORY_PREFIX = "allmende.";
const unkept = new Map();

/** The value kept under this key, or null. */
function recall(key) {
  try {
    const text = localStorage.getItem(MEMORY_PREFIX + key);
    if (text !== null) return JSON.parse(text);
  } catch (error) {
    // Storage is closed in some private windows, and may hold what another program wrote.
  }
  return unkept.has(key) ? unkept.get(key) : null;
}

/** Keep a value. */
function remember(key, value) {
  unkept.set(key, value);
  try {
    localStorage.setItem(MEMORY_PREFIX + key, JSON.stringify(value));
  } catch (error) {
    // The copy above serves until the page is closed.
  }
}

/** Forget a value. */
function forget(key) {
  unkept.delete(key);
  try {
    localStorage.removeItem(MEMORY_PREFIX + key);
  } catch (error) {
    // There was nothing to forget.
  }
}

/** The key of a table, whatever the case in which its code was typed. */
function tableKey(code) {
  return `table.${code.toUpperCase()}`;
}
