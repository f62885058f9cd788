// Choosing a seat: all of them, and one in full before it is taken.

/** All seats: what each is and who sits there. */
function seatsPage() {
  const welcome = table.welcome;
  const full = table.seats.every((seat) => !seat.room);
  return [
    h("h1", { id: "seats-title" }, welcome.name),
    h(
      "p",
      { class: "lead" },
      say("about_table", {
        system: welcome.system_name,
        rounds: welcome.rounds,
        code: welcome.table,
      }),
    ),
    h("p", null, welcome.briefing.trim()),
    h("h2", null, say(full ? "seats_full" : "seats_choose")),
    trouble ? h("p", { class: "trouble", role: "alert" }, `! ${troubleText()}`) : null,
    h(
      "ul",
      { class: "seats" },
      table.seats.map((seat) => seatRow(seat)),
    ),
    button("watch", say("watch"), () => watchOnly()),
    button("other-table", say("other_table"), () => leave(false)),
  ];
}

function seatRow(seat) {
  const shared = seat.people.length ? "share_seat" : "see_seat";
  return h(
    "li",
    { class: "seat" },
    h(
      "div",
      null,
      h("h3", null, quoted(nameOf(seat.seat))),
      h("p", null, seat.role),
      h("p", { class: "who" }, sitters(seat)),
    ),
    seat.room > 0
      ? h(
          "button",
          {
            type: "button",
            id: `seat-${seat.seat}`,
            class: "main",
            "aria-label": say(`${shared}_named`, { name: nameOf(seat.seat) }),
            onclick: () => askSeat(seat.seat),
          },
          say(shared),
        )
      : h("span", { class: "taken" }, say("seat_full")),
  );
}

/** Who sits there, in a sentence. */
function sitters(seat) {
  if (seat.people.length) {
    const people = seat.people.map((name, place) => [place ? ", " : "", quoted(name)]);
    return [
      people,
      seat.state === "away" ? ` (${say("away")})` : "",
      seat.room ? ` · ${say("room_for", { count: seat.room })}` : "",
    ];
  }
  if (seat.who === "free") return say("seat_free");
  return say(seat.who === "bot" ? "bot_plays" : "stand_in_plays", {
    bot: seat.bot || say("a_bot"),
  });
}

/** One seat in full, before it is taken. */
function offerPage(offer) {
  const info = seatInfo(offer.seat);
  const bot =
    info && info.who !== "free" && !info.people.length && table.clock && table.clock.begun;
  return [
    h("h1", null, quoted(offer.name || nameOf(offer.seat))),
    h("p", { class: "lead" }, offer.role),
    section(say("mandate_title"), [offer.mandate, ...mandateLines(offer.seat)]),
    offer.joins.length
      ? h(
          "p",
          null,
          say("joins"),
          " ",
          offer.joins.map((name, place) => [place ? ", " : "", quoted(name)]),
          ". ",
          say("joins_rule"),
        )
      : null,
    bot ? h("p", null, say("offer_next_phase")) : null,
    info && info.rule && !info.people.length
      ? h("p", { class: "help" }, say("its_rule", { rule: info.rule }))
      : null,
    offer.law ? h("p", { class: "help" }, offer.law) : null,
    trouble ? h("p", { class: "trouble", role: "alert" }, `! ${troubleText()}`) : null,
    button(
      "take",
      say(offer.joins.length ? "sit_with" : "sit"),
      () => takeSeat(table.offer),
      "main",
    ),
    button("back", say("other_seat"), () => forgetOffer()),
  ];
}

function forgetOffer() {
  table.offer = null;
  changed();
}
