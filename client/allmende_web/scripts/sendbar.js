// The bar that sends: what is true of this seat's answers, and its two buttons.

// How much of a screen is read at a time: some lines stay in sight.
const SCREENFUL = 0.6;

/** What is true of this seat's answers now. */
function statusText() {
  if (cards.problem) return `! ${cards.problem}`;
  if (outgoing && outgoing.state !== "done") return say(`answers_${outgoing.state}`);
  if (isReading()) return say("read_first");
  if (table.refusal) return `! ${refusalLine(table.refusal)}`;
  if (table.heldBack) return say("way_next_phase");
  if (table.taughtBy)
    return say(cards.changed ? "mate_answered_unlike" : "mate_answered", { name: table.taughtBy });
  if (isDecided()) return `${say(cards.changed ? "changed_since" : "sent")} ${waitedFor()}`.trim();
  const required = questions().filter((question) => question.required).length;
  const kept = questions().filter((question) => !laidOpen(question)).length;
  if (!required) {
    const titles = questions().filter(laidOpen).map((each) => cited(each.title));
    return say("nothing_required", { titles: [...new Set(titles)].join(", ") });
  }
  return kept
    ? say("to_decide_standing", { count: required, kept })
    : say("to_decide", { count: required });
}

/** A title in quotation marks; those within it turn single. */
function cited(title) {
  return `“${title.replace(/“/g, "‘").replace(/”/g, "’")}”`;
}

/** The people who are still deciding, besides those of this seat. */
function waitedFor() {
  const names = persons()
    .filter((each) => stateOf(each) === "deciding" && each.seat !== table.seat)
    .map((each) => each.name);
  return names.length ? say("waiting_for", { names: names.join(", ") }) : "";
}

/** The bar that sends: what is true of the answers, and the two buttons. */
function drawSendbar() {
  const asked = Boolean(cards.list.length);
  part("sendbar").hidden = !asked;
  if (!asked) return;
  write(part("status"), statusText());
  const again = isDecided() || (outgoing && outgoing.state === "sending");
  paint(part("send"), isReading() ? readingLabel() : say(again ? "send_again" : "send"));
  part("send").disabled = table.heldBack && !isReading();
  paint(part("undo"), say("take_back"));
  part("undo").hidden = !isDecided();
}

/** What the main button does to the paper that lies on the questions: read on, or put it away at its end. */
function readingLabel() {
  return endInSight() ? part("put-away").textContent : say("read_on");
}

/** Whether the paper's end is in sight, above the bar. */
function endInSight() {
  const end = part("put-away").getBoundingClientRect().bottom;
  return end <= part("sendbar").getBoundingClientRect().top;
}

/** A screen further down the paper; at its end, put it away. */
function readOn() {
  if (endInSight()) part("put-away").click();
  else window.scrollBy({ top: SCREENFUL * window.innerHeight });
}

/** Send all answers, or point at the first that does not stand. */
function sendCards() {
  const wrong = cards.list.find((each) => problemOf(each));
  if (wrong) {
    cards.problem = say("not_sent_see", { title: wrong.question.title, problem: problemOf(wrong) });
    if (wrong.element.tagName === "DETAILS") wrong.element.open = true;
    wrong.field.focus();
  } else if (cards.list.length) {
    cards.problem = "";
    cards.changed = false;
    submit(readAnswers());
  }
  changed();
}
