// The beginning: everything is drawn again, at most once a turn, whenever something has changed.

const QUIET_SECONDS = 20;

let drawingDue = false;

/** Something has changed: draw before the browser does anything else. */
function changed() {
  if (drawingDue) return;
  drawingDue = true;
  queueMicrotask(() => {
    drawingDue = false;
    draw();
  });
}

/** Draw the whole page from what is known; the report of a close is drawn once all of it is there. */
function draw() {
  if (table.arriving && link.state === "open") return;
  if (link.state !== "open") connectionGone();
  const stage = stageNow();
  const moved = document.body.dataset.stage !== stage;
  document.body.dataset.stage = stage;
  drawWhere(stage);
  drawLeaving(stage);
  drawBanner(stage);
  drawDoor(stage);
  drawCommons(stage);
  if (stage === "play") drawTable();
  part("sendbar").hidden = stage !== "play" || !cards.list.length;
  if (moved) {
    window.scrollTo(0, 0);
    part(stage === "play" ? "decide" : "door").focus({ preventScroll: true });
  }
}

function drawTable() {
  drawPaper();
  drawAsked();
  layCards();
  showPreviews();
  drawSendbar();
  drawContext();
  drawPages();
  announce();
}

/** What was on its way when the connection went is not known to have arrived. */
function connectionGone() {
  if (outgoing && outgoing.state === "sending") outgoing.state = "unsent";
  speechLost();
}

const announced = { key: "", news: 0 };

/** Tell whoever hears the page that a phase is open, and what concerns their seat. */
function announce() {
  const freshNews = table.news.slice(announced.news).filter((each) => each.own);
  const lines = freshNews.map((each) => each.text);
  announced.news = table.news.length;
  if (table.opened && table.opened.key !== announced.key) {
    announced.key = table.opened.key;
    lines.push(
      say("phase_open", {
        round: table.opened.round,
        title: table.opened.title,
        count: questions().length,
      }),
    );
  }
  const log = part("news-live");
  log.append(...lines.map((line) => h("p", null, line)));
  while (log.childElementCount > 20) log.firstElementChild.remove();
}

/** Count down; a host who has been quiet for long is asked whether it is still there. */
function everyMoment() {
  drawTime();
  if (document.visibilityState === "visible" && quietFor(QUIET_SECONDS)) probe();
}

/** Come in at once if this browser knows the table; else the door asks. */
function begin() {
  makeTabs();
  makeLeaving();
  const code = new URLSearchParams(location.search).get("table") || "";
  const kept = code ? recall(tableKey(code)) : null;
  part("cards").addEventListener("submit", (event) => {
    event.preventDefault();
    if (isReading()) readOn();
    else sendCards();
  });
  window.addEventListener("scroll", () => isReading() && drawSendbar(), { passive: true });
  part("undo").addEventListener("click", () => undo());
  setInterval(everyMoment, 500);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") probe();
  });
  window.addEventListener("online", () => (link.state === "open" ? probe() : tryNow()));
  window.addEventListener("offline", () => probe());
  if (kept && kept.token) comeIn(code, kept.name, kept.token);
  changed();
}

begin();
