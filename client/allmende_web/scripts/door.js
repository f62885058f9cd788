// Coming in: the code and a name, then a seat, what it is, and yes.

const door = { watching: false };

/** Where this person is: at the door, choosing a seat, or at the table. */
function stageNow() {
  if (!table.welcome) return "door";
  if (table.seat || door.watching || session.elsewhere || (session.token && !table.state))
    return "play";
  return "seats";
}

/** Draw what stands before the table. The form is made once, so that typing is never disturbed. */
function drawDoor(stage) {
  const room = part("door");
  if (stage === "door") {
    if (!part("join"))
      room.replaceChildren(joinForm(), h("div", { id: "door-note", role: "alert" }));
    drawDoorNote();
  } else if (stage === "seats") {
    paint(room, table.offer ? offerPage(table.offer) : seatsPage());
  } else {
    paint(room);
  }
}

function joinForm() {
  const code = new URLSearchParams(location.search).get("table") || "";
  return h(
    "form",
    { id: "join", novalidate: true, onsubmit: joinSent },
    h("h1", null, "Allmende"),
    h("p", null, say("welcome_text")),
    h("label", { for: "code" }, say("code_label")),
    h("input", {
      id: "code",
      value: code,
      maxlength: 20,
      autocomplete: "off",
      autocapitalize: "characters",
      spellcheck: "false",
      "aria-describedby": "code-help",
    }),
    h("p", { id: "code-help", class: "help" }, say("code_help")),
    h("label", { for: "name" }, say("name_label")),
    h("input", {
      id: "name",
      value: recall("name") || "",
      maxlength: 40,
      autocomplete: "nickname",
      enterkeyhint: "go",
    }),
    h("button", { class: "main", id: "come-in" }, say("come_in")),
  );
}

function joinSent(event) {
  event.preventDefault();
  const [code, name] = [part("code").value.trim(), part("name").value.trim()];
  if (!name) {
    trouble = { code: "", text: say("name_missing"), facts: {} };
    part("name").focus();
    changed();
    return;
  }
  const kept = recall(tableKey(code));
  comeIn(code, name, kept && kept.name === name ? kept.token : null);
  changed();
}

/** Why the door stays shut, or that it is being opened. */
function drawDoorNote() {
  const lines = [];
  if (session.left) lines.push(h("p", null, say("you_left")));
  if (trouble) lines.push(h("p", { class: "trouble" }, `! ${troubleText()}`), freeName());
  else if (session.name && link.state !== "closed")
    lines.push(h("p", null, say(link.state === "silent" ? "host_silent" : "looking")));
  paint(part("door-note"), lines);
}

/** Where a name is taken, the host proposes one that is not. */
function freeName() {
  const free = trouble.code === "name_taken" && trouble.facts.free;
  if (!free) return null;
  return button("free-name", say("come_as", { name: free }), () => {
    part("name").value = free;
    comeIn(part("code").value, free, null);
  });
}

function troubleText() {
  return trouble.code ? refusalLine(trouble) : trouble.text;
}

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

function watchOnly() {
  door.watching = true;
  changed();
}

/** From the table back to the list of seats. */
function chooseSeat() {
  door.watching = false;
  changed();
}
