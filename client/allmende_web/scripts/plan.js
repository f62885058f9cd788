// The planner's board: targets to type, the plan as a table of goods, what it lacks and why.

const planForm = { made: "", lines: {}, rounds: null };
const BASICS_FUND = "commons.basics";
const ALL_OF_NEED = 100 * MICRO;
const LONGEST_PLAN = 3;

/** Whether this seat plans the basics. */
function plansBasics() {
  const plans = table.seat && fact(table.seat, "role", "") === "planner";
  return Boolean(plans) && fact("table", "open_books", []).includes(BASICS_FUND);
}

function neededGoods() {
  return table.welcome.land.goods.filter((good) => good.need);
}

function isTarget(question) {
  return question.topic === "basics" && question.kind === "amount";
}

/** The page. The form is kept with what is typed in it, for as long as the seat is the same. */
function drawPlan() {
  const side = part("side");
  if (!part("plan-form")) {
    side.replaceChildren(
      h("h1", null, say("title_plan")),
      h("div", { id: "plan" }),
      h("div", { id: "plan-found", "aria-live": "polite" }),
    );
    planForm.made = "";
  }
  drawPlanForm();
  paint(part("plan-found"), planTrouble(), boardParts());
}

function drawPlanForm() {
  const made = `${session.code} ${table.seat}`;
  if (planForm.made === made) return;
  Object.assign(planForm, { made, lines: {} });
  const begin = targetsNow();
  const rows = neededGoods().map((good) => targetRow(good, begin[good.id]));
  const counts = Array.from({ length: LONGEST_PLAN }, (_, at) => String(at + 1));
  planForm.rounds = h(
    "select",
    { id: "plan-rounds" },
    counts.map((count) => h("option", { value: count }, count)),
  );
  part("plan").replaceChildren(
    h(
      "form",
      { class: "block", id: "plan-form", novalidate: true, onsubmit: planSubmitted },
      h("p", { class: "help" }, say("plan_text")),
      rows,
      h("label", { for: "plan-rounds" }, say("plan_rounds")),
      planForm.rounds,
      h("p", { id: "plan-note", role: "alert" }),
      h("button", { class: "main", id: "plan-go" }, say("plan_go")),
      h("button", { type: "button", id: "plan-use", onclick: planUsed }, say("plan_use")),
    ),
  );
  askPlan(begin, 1);
}

function targetRow(good, target) {
  const id = `plan-${good.id}`;
  const line = numberLine(number(target), { id }, 0);
  planForm.lines[good.id] = line;
  const label = h("label", { for: id }, say("plan_target", { name: good.name }));
  return h("p", { class: "target" }, label, line);
}

/** A target for each need: as it is typed or stands in the cards, as it was planned last, else all. */
function targetsNow() {
  const last = fact("basics", "asked", {});
  const typed = readAnswers();
  const targets = {};
  for (const good of neededGoods()) {
    const question = questions().find((each) => isTarget(each) && each.about === good.id);
    const share = last[good.id] === undefined ? 1 : last[good.id];
    const held = question ? standing(question) : Math.round(share * ALL_OF_NEED);
    const now = question && typed[question.id];
    targets[good.id] = Number.isInteger(now) ? now : held;
  }
  return targets;
}

/** The targets as they are typed; a mistake at the first that is none. */
function typedTargets() {
  const targets = {};
  for (const [good, line] of Object.entries(planForm.lines)) {
    try {
      targets[good] = amountOf(line.value, 0, ALL_OF_NEED, "%");
    } catch (mistake) {
      line.focus();
      throw mistake;
    }
  }
  return targets;
}

function planSubmitted(event) {
  event.preventDefault();
  withTargets((targets) => askPlan(targets, Number(planForm.rounds.value)));
}

/** Put the targets into the cards of the questions that ask for them, if they are open. */
function planUsed() {
  withTargets((targets) => {
    for (const made of cards.list.filter((each) => isTarget(each.question))) {
      const line = made.field.element.querySelector("input[type=text]");
      line.value = number(targets[made.question.about]);
      stir(line);
    }
    openTab("decide");
  });
}

function withTargets(use) {
  write(part("plan-note"), "");
  try {
    use(typedTargets());
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    write(part("plan-note"), `! ${mistake.message}`);
  }
}

function planTrouble() {
  const refusal = table.planTrouble;
  return refusal ? h("p", { class: "trouble", role: "alert" }, `! ${refusalLine(refusal)}`) : null;
}

/** The board: what can be done, the goods, what stands in the way, what a little more would bring. */
function boardParts() {
  const board = table.board;
  if (!board) return table.planTrouble ? null : h("p", { role: "status" }, say("plan_waits"));
  const after = board.why.length ? "plan_more" : "plan_left";
  return [
    h("p", { class: "own" }, boardLine(board.summary)),
    board.covered.length > 1 ? h("p", null, coveredText(board)) : null,
    goodsTable(board),
    board.why.length ? section(say("plan_why"), hanging(board.why.map(boardLine))) : null,
    board.worth.length ? section(say(after), board.worth.map(boardLine)) : null,
    section(say("plan_takes"), [...board.limits.map(limitText), ...plantTexts(board)]),
    lastPlanSection(),
  ];
}

/** Sentences; what follows one that ends in a colon hangs beneath it. */
function hanging(lines) {
  const first = lines.findIndex((line) => line.endsWith(":"));
  return lines.map((line, at) =>
    first >= 0 && at > first && !line.endsWith(":") ? h("p", { class: "cause" }, `· ${line}`) : line,
  );
}

function boardLine({ text, facts }) {
  return fill(text, facts);
}

function coveredText(board) {
  const each = board.covered.map((share, at) =>
    say("plan_of_round", { round: board.first + at, percent: percent(share) }),
  );
  return say("plan_covered", { rounds: each.join(", ") });
}

function goodsTable(board) {
  const heads = ["plan_good", "plan_asked", "plan_made", "plan_bought"].map((key) => say(key));
  const plants = board.plants.map((plant) => plant.name);
  const titles = [...heads, ...plants, say("plan_people"), say("plan_of_need")];
  const head = titles.map((each) => h("th", { scope: "col" }, each));
  const rows = board.rows.map((row) => goodRow(board, row));
  return h(
    "div",
    { class: "scroll" },
    h("table", null, h("thead", null, h("tr", null, head)), h("tbody", null, rows)),
  );
}

function goodRow(board, row) {
  const uses = board.plants.map((plant) => row.uses[plant.site] || 0);
  const numbers = [row.asked, row.made, row.bought, ...uses, row.people];
  const share = row.asked ? (row.target * row.people) / row.asked : 0;
  const shown = numbers.map((value) => (value >= 0.005 ? plain(value) : "–"));
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, say("plan_unit", { name: row.name, unit: row.unit })),
    [...shown, row.target ? exactPercent(share) : "–"].map((cell) => h("td", null, cell)),
  );
}

function exactPercent(share) {
  return `${plain(100 * share)}%`;
}

function limitText({ name, unit, used, there }) {
  return say("plan_limit", { name, unit, used: plain(used), there: plain(there) });
}

/** What each plant makes of what it could, with whose numbers these are. */
function plantTexts(board) {
  return board.plants.map((plant) => {
    const row = board.rows.find((each) => each.good === plant.good);
    return say("plan_plant", {
      name: plant.name,
      scale: plain(plant.scale),
      capacity: plain(plant.capacity),
      unit: row.unit,
      good: row.name,
      labour: plain(plant.labour),
      source: say(plant.reported ? "plan_report" : "plan_table"),
    });
  });
}

/** What was planned last and what was delivered of it, as shares of need. */
function lastPlanSection() {
  const planned = fact("basics", "planned", {});
  const brought = fact("basics", "delivered", {});
  const lines = neededGoods()
    .filter((good) => planned[good.id] !== undefined && brought[good.id] !== undefined)
    .map((good) =>
      say("plan_came", {
        name: good.name,
        planned: exactPercent(planned[good.id]),
        brought: exactPercent(brought[good.id]),
      }),
    );
  return lines.length ? section(say("plan_last"), lines) : null;
}
