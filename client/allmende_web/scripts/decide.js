// The questions of a phase as cards. They are made once a phase, so that news or a reconnection never
// touches what is being typed.

const cards = { key: "", list: [], changed: false, problem: "", given: "" };

/** Lay the cards of a phase out if they are not there yet. */
function layCards() {
  const asked = table.opened && table.seat && questions().length;
  const key = asked ? `${session.code} ${table.seat} ${table.opened.key}` : "";
  const given = key ? JSON.stringify(table.opened.answers) : "";
  const stale = given !== cards.given && table.taughtBy && !cards.changed;
  if (key === cards.key && !stale) return;
  Object.assign(cards, { key, given, changed: false, problem: "" });
  part("cards").dataset.phase = key;
  const rank = (each) => Number(laidOpen(each)) + Number(each.required);
  const ordered = [...questions()].sort((a, b) => rank(b) - rank(a));
  cards.list = key ? ordered.map((question, place) => card(question, place + 1)) : [];
  part("cards").replaceChildren(...cards.list.map((each) => each.element));
  if (!cards.list.length) return;
  foresee(readAnswers());
  if (pages.tab === "decide" && !stale) window.scrollTo(0, 0);
}

/** One question: its field, what is wrong with it or what it costs, what it would bring, and help. */
function card(question, place) {
  const title = freshId("title");
  const field = FIELDS[question.kind](question, beginning(question), title);
  const note = h("p", { class: "note", id: freshId("note"), role: "status" });
  const shape = h("div", { class: "preview", "aria-live": "polite" });
  const held = h("span", { class: "held" });
  const made = { question, field, note, shape, held, element: null };
  const moves = movesText(question);
  const body = [
    h("div", { class: "field" }, field.element),
    note,
    ownMotionLine(question),
    shape,
    question.account ? h("p", { class: "account" }, question.account) : null,
    question.help ? h("p", { class: "help" }, question.help) : null,
    moves ? h("p", { class: "moves" }, moves) : null,
  ];
  made.element = laidOpen(question)
    ? openCard(question, title, place, body)
    : foldedCard(question, title, held, body);
  for (const event of ["input", "change"]) {
    field.element.addEventListener(event, () => cardChanged(made));
  }
  for (const input of field.element.querySelectorAll("input, select, textarea")) {
    input.setAttribute("aria-describedby", note.id);
  }
  judge(made);
  return made;
}

/** Whether a card lies open at once: it must be answered, or is a matter of this round alone; where none
    must, one that is asked this once; else any. */
function laidOpen(question) {
  const asked = questions();
  if (asked.some((each) => each.required)) return question.required || comesUp(question);
  return question.once || !asked.some((each) => each.once);
}

/** The kinds of question by which matters are judged or decided, rather than something offered. */
const MATTERS = ["ballot", "choice", "flag"];

/** Whether it is a matter that has come up, to be judged or decided this once. */
function comesUp(question) {
  return question.once && !question.required && MATTERS.includes(question.kind);
}

/** The answer that a field opens with: what was being typed before a reload, else what holds, or stands to reason. */
function beginning(question) {
  const kept = recall("draft");
  if (!kept || kept.key !== cards.key || kept.answers[question.id] === undefined) {
    const held = standing(question);
    return held === null && !isDecided() ? ownVote(question) : held;
  }
  cards.changed = true;
  return kept.answers[question.id];
}

/** Open a question, and go to its field. */
function goToQuestion(id) {
  openTab("decide");
  const found = cards.list.find((each) => each.question.id === id);
  if (!found) return;
  if (found.element.tagName === "DETAILS") found.element.open = true;
  found.element.scrollIntoView({ block: "center" });
  found.field.focus();
}

function heading(question) {
  const about = aboutOf(question);
  return [question.title, about ? h("span", { class: "about" }, ` · ${about}`) : null];
}

function openCard(question, title, place, body) {
  return h(
    "section",
    { class: "card", "data-question": question.id, "aria-labelledby": title },
    h("h2", { id: title }, `${place}. `, heading(question)),
    body,
  );
}

/** A standing answer is folded to one line until it is opened. */
function foldedCard(question, title, held, body) {
  const line = h(
    "summary",
    null,
    h("span", { id: title, class: "title" }, heading(question)),
    held,
  );
  return h("details", { class: "card standing", "data-question": question.id }, line, body);
}

function cardChanged(made) {
  cards.changed = true;
  cards.problem = "";
  judge(made);
  const answers = readAnswers();
  remember("draft", { key: cards.key, answers });
  foresee(answers);
  changed();
}

/** Say beneath the field what is wrong with the answer, or what it means. */
function judge(made) {
  const problem = problemOf(made);
  made.element.classList.toggle("wrong", Boolean(problem));
  for (const input of made.field.element.querySelectorAll("input[type=text], textarea")) {
    input.setAttribute("aria-invalid", problem ? "true" : "false");
  }
  write(made.note, problem ? `! ${problem}` : made.field.note());
  write(
    made.held,
    problem ? say("wrong_mark") : SHOWN[made.question.kind](made.question, made.field.value()),
  );
}

function problemOf(made) {
  try {
    made.field.value();
  } catch (mistake) {
    if (mistake instanceof Mistake) return mistake.message;
    throw mistake;
  }
  return "";
}

/** Every answer that stands as it is typed. */
function readAnswers() {
  const good = cards.list.filter((each) => !problemOf(each));
  return Object.fromEntries(good.map((each) => [each.question.id, each.field.value()]));
}

/** What a draft would bring, under its question. */
function showPreviews() {
  for (const each of cards.list) {
    const lines = table.foreseen.filter((line) => line.question === each.question.id);
    paint(
      each.shape,
      lines.map((line) => h("p", null, fill(line.text, line.facts))),
    );
  }
}
