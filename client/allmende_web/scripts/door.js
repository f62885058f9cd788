// Coming in: the code and a name, then a seat.

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
  if (trouble)
    lines.push(
      h("p", { class: "trouble" }, `! ${troubleText()}`),
      h("div", { class: "row" }, oldName(), freeName()),
    );
  else if (session.name && link.state !== "closed")
    lines.push(h("p", null, say(link.state === "silent" ? "host_silent" : "looking")));
  paint(part("door-note"), lines);
}

/** Where a name is taken and this browser has a seat at the table, that seat can be gone on with. */
function oldName() {
  const kept = trouble.code === "name_taken" && recall(tableKey(session.code));
  if (!kept) return null;
  return button("go-on", say("go_on_as", { name: kept.name }), () => goOn(), "main");
}

function goOn() {
  const { name, token } = recall(tableKey(session.code));
  comeIn(session.code, name, token);
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

function watchOnly() {
  door.watching = true;
  changed();
}

/** From the table back to the list of seats. */
function chooseSeat() {
  door.watching = false;
  changed();
}
