// The pages behind the tabs: news, talk, graphs, books and help.

const TABS = ["decide", "news", "talk", "plan", "laws", "graphs", "books", "help"];
const pages = { tab: "decide", drawn: "", heard: 0 };

/** The row of tabs, made once. */
function makeTabs() {
  const tabs = TABS.map((tab) =>
    h(
      "button",
      { type: "button", id: `tab-${tab}`, "data-tab": tab, onclick: () => openTab(tab) },
      h("span", { class: "sign", "aria-hidden": "true" }, say(`sign_${tab}`)),
      h("span", null, say(`tab_${tab}`)),
    ),
  );
  part("tabs").append(...tabs);
  part("tabs").setAttribute("aria-label", say("tabs"));
}

function openTab(tab) {
  pages.tab = tab;
  draw(); // at once, for what is hidden takes no focus
  part(tab === "decide" ? "decide" : "side").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** Show which tab is open, and its page. On a wide screen the news stand beside the questions. */
function drawPages() {
  part("tab-plan").hidden = !plansBasics();
  if (pages.tab === "plan" && !plansBasics()) pages.tab = "decide";
  document.body.dataset.tab = pages.tab;
  const shown = pages.tab === "decide" ? "news" : pages.tab;
  for (const tab of TABS) {
    part(`tab-${tab}`).setAttribute("aria-current", tab === pages.tab ? "page" : "false");
  }
  if (pages.tab === "talk") pages.heard = table.chat.length;
  part("tab-talk").classList.toggle("fresh", table.chat.length > pages.heard);
  if (shown === "talk") drawTalk();
  else if (shown === "laws") drawAssembly();
  else if (shown === "plan") drawPlan();
  else drawPage(shown);
  pages.drawn = shown;
}

const PAGES = {
  news: () => newsPage(),
  graphs: () => graphsPage(),
  books: () => booksPage(),
  help: () => helpPage(),
};

function drawPage(tab) {
  const side = part("side");
  if (pages.drawn !== tab) side.replaceChildren();
  paint(side, h("h1", null, say(`title_${tab}`)), PAGES[tab]());
}

function newsPage() {
  const finished = publicRounds()
    .map(([round]) => round)
    .reverse();
  const open = latestNews().filter(([round]) => !finished.includes(round));
  if (!finished.length && !open.length) return h("p", null, say("why_later"));
  return [
    table.missed ? h("p", { class: "help" }, say("missed")) : null,
    open.map(([round, news]) =>
      section(
        say("round", { round }),
        news.map((each) => newsLine(each)),
      ),
    ),
    finished.map((round) =>
      h("section", { class: "block" }, h("h2", null, say("round", { round })), roundInFull(round)),
    ),
  ];
}

/** A finished round: causes, the seat's own numbers and those of all. */
function roundInFull(round) {
  const own = ownResults(round);
  return [
    whyBlock(round),
    own.length ? [h("h3", null, say("you_title")), h("dl", { class: "pairs" }, own)] : null,
    h("h3", null, table.welcome.name),
    h("dl", { class: "pairs" }, valleyResults(round)),
  ];
}

/** What was said, and the line to say something; the line is made once. */
function drawTalk() {
  const side = part("side");
  if (!part("say-form"))
    side.replaceChildren(
      h("h1", null, say("title_talk")),
      h("div", { id: "said", role: "log", "aria-live": "polite" }),
      talkForm(),
    );
  const said = part("said");
  const count = said.childElementCount;
  paint(
    said,
    table.chat.length
      ? table.chat.map((heard) => heardLine(heard))
      : h("p", null, say("nothing_heard")),
  );
  if (said.childElementCount !== count && said.lastElementChild)
    said.lastElementChild.scrollIntoView({ block: "nearest" });
  drawTalkState();
}

function heardLine(heard) {
  const who = heard.seat ? [quoted(heard.name || nameOf(heard.seat))] : [say("the_host")];
  const where = heard.channel === "role" ? ` ${say("to_role")}` : "";
  return h(
    "p",
    { class: `heard ${heard.channel}` },
    h("strong", null, who, where, ":"),
    " ",
    quoted(heard.text),
  );
}

function talkForm() {
  return h(
    "form",
    { id: "say-form", onsubmit: talkSent },
    h("label", { for: "say-line" }, say("say_label")),
    h("input", { id: "say-line", maxlength: 400, autocomplete: "off", enterkeyhint: "send" }),
    h("label", { for: "say-to" }, say("say_to")),
    h(
      "select",
      { id: "say-to" },
      h("option", { value: "table" }, say("to_table")),
      h("option", { value: "role" }, say("to_my_role")),
    ),
    h("p", { id: "say-note", role: "alert" }),
    h("button", { class: "main", id: "say-send" }, say("say_send")),
  );
}

function talkSent(event) {
  event.preventDefault();
  const text = part("say-line").value.trim();
  if (text && !speech.nonce) speak(text, part("say-to").value);
}

let saying = 0;

/** The line is emptied when the server has what was said, and not before. */
function drawTalkState() {
  const line = part("say-line");
  const form = part("say-form");
  form.hidden = !table.seat;
  line.readOnly = Boolean(speech.nonce);
  if (saying && !speech.nonce && !speech.text) line.value = "";
  saying = speech.nonce;
  paint(part("say-note"), speech.trouble ? `! ${speech.trouble}` : "");
}
