// Leaving: a sheet under the header. Giving the seat up is asked twice, since it cannot be undone.

const leaving = { step: "" };

/** The button in the header, made once. */
function makeLeaving() {
  const opener = part("leaving-open");
  write(opener, say("leaving"));
  opener.addEventListener("click", () => leavingStep(leaving.step ? "" : "choose"));
  part("leaving").addEventListener("keydown", (event) => {
    if (event.key === "Escape") leavingStep("");
  });
}

/** What is asked at each step, and which element the focus goes to. */
const LEAVING = {
  choose: { asks: () => leaveParts(), focus: "stay" },
  sure: { asks: () => giveUpParts(), focus: "keep-seat" },
  "": { asks: () => null, focus: "leaving-open" },
};

function leavingStep(step) {
  leaving.step = step;
  changed();
  queueMicrotask(() => part(LEAVING[step].focus).focus());
}

function drawLeaving(stage) {
  if (stage !== "play" || (leaving.step === "sure" && !mayGiveUp())) leaving.step = "";
  part("leaving-open").setAttribute("aria-expanded", leaving.step ? "true" : "false");
  part("leaving").hidden = !leaving.step;
  paint(part("leaving"), LEAVING[leaving.step].asks());
}

function mayGiveUp() {
  return Boolean(table.seat) && !isOver();
}

/** Whether others sit in the same seat. */
function isShared() {
  const me = seatInfo(table.seat);
  return Boolean(me) && me.people.length > 1;
}

function leaveParts() {
  return [
    h("h2", null, say("leave_title")),
    h("p", null, leaveText()),
    h(
      "div",
      { class: "row" },
      button("leave", say("leave"), () => leave(false), "main"),
      button("stay", say("stay"), () => leavingStep("")),
    ),
    mayGiveUp()
      ? h(
          "div",
          { class: "apart" },
          button("give-up", say("give_up"), () => leavingStep("sure"), "grave"),
        )
      : null,
  ];
}

function leaveText() {
  if (isOver()) return say("leave_over");
  if (!table.seat) return say("leave_watching");
  return say(isShared() ? "leave_shared" : "leave_text");
}

function giveUpParts() {
  return [
    h("h2", null, quoted(say("give_up_title", { name: nameOf(table.seat) }))),
    h("p", null, say(isShared() ? "give_up_shared" : "give_up_text")),
    h(
      "div",
      { class: "row" },
      button("keep-seat", say("keep_seat"), () => leavingStep(""), "main"),
      button("leave-for-good", say("leave_for_good"), () => leave(true), "grave"),
    ),
  ];
}
