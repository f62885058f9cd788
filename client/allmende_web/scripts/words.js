// Every sentence of this page, by its key: the place to translate. Braces are filled with facts.

const WORDS = { ...WORDS_TABLE, ...WORDS_ANSWERS, ...WORDS_PAGES, ...WORDS_INSTITUTIONS };

/** A sentence of this page. */
function say(key, facts) {
  return facts ? fill(WORDS[key], facts) : WORDS[key];
}
