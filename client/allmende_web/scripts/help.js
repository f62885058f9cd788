// Help: what this phase is, the words of the game, who sits where, the rules in force, and leaving.

function helpPage() {
  const { welcome } = table;
  return [
    section(say("story_title"), storyParts().flat()),
    table.opened && !isOver()
      ? section(say("this_phase", { title: table.opened.title }), [
          table.opened.help || say("phase_help"),
        ])
      : null,
    questions().length
      ? define(
          say("questions_title"),
          questions().map((each) => [
            each.title,
            `${each.help} ${say("may_answer", { bounds: BOUNDS[each.kind](each) })} ${movesText(each)}`,
          ]),
        )
      : null,
    section(say("handling"), [
      say("handling_cards"),
      say("handling_send"),
      say("handling_standing"),
      say("handling_share"),
    ]),
    leaveParts(),
    define(say("words_title"), GLOSSARY),
    define(
      say("phases_title"),
      welcome.phases.map((phase) => [phase.title, phase.help]),
    ),
    define(
      say("seats_title"),
      table.seats.map((seat) => seatWords(seat)),
    ),
    define(
      say("rules_title"),
      welcome.dials.map((dial) => dialWords(dial)),
    ),
    define(say("laws_title"), lawWords()),
    section(welcome.system_name, [welcome.system_summary]),
  ];
}

function define(title, pairs) {
  if (!pairs.length) return null;
  return h(
    "section",
    { class: "block" },
    h("h2", null, title),
    h(
      "dl",
      null,
      pairs.map(([word, meaning]) => [h("dt", null, word), h("dd", null, meaning)]),
    ),
  );
}

function seatWords(seat) {
  const spec = seatSpec(seat.seat);
  return [`${nameOf(seat.seat)}, ${seat.role}`, `${spec ? spec.mandate.text : ""}`];
}

/** Each stand-in law once, with the seats that it holds for. */
function lawWords() {
  const laws = [...new Set(table.seats.map((seat) => seat.law))].filter(Boolean);
  const holds = (law) =>
    table.seats.filter((seat) => seat.law === law).map((seat) => nameOf(seat.seat));
  return laws.map((law) => [holds(law).join(", "), law]);
}

function dialWords(dial) {
  const now = fact("dials", dial.id);
  const facts = {
    value: now === undefined ? "?" : plain(now),
    unit: dial.unit,
    low: plain(dial.low),
    high: plain(dial.high),
  };
  return [dial.label, say("dial_words", facts)];
}

function leaveParts() {
  return h(
    "section",
    { class: "block" },
    h("h2", null, say("leave_title")),
    h("p", null, say(table.seat ? "leave_text" : "leave_watching")),
    h(
      "div",
      { class: "row" },
      button("leave", say("leave"), () => leave(false)),
      table.seat ? button("leave-for-good", say("leave_for_good"), () => leave(true)) : null,
    ),
  );
}
