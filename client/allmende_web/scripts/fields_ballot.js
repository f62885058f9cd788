// The fields of ballots, one for each thing that a ballot takes. Every ballot has a way to abstain.

/** Which field takes which vote. */
const BALLOT_FIELDS = {
  number: (q, held, title) => medianField(q, held, title),
  choice: (q, held, title) => voteField(q, held, title),
  approvals: (q, held, title) => withheld(q, held, approvalsPaper(q, held, title)),
  ranking: (q, held) => withheld(q, held, rankedPaper(q, held)),
  points: (q, held, title) => withheld(q, held, pointsPaper(q, held, title)),
};

/** A vote for a number; an empty line abstains. */
function medianField(q, held, title) {
  const shown = held === null ? "" : number(held);
  const { line, row } = slidingLine(shown, { "aria-labelledby": title }, q.low, q.high);
  const abstain = button(null, say("abstain"), () => {
    line.value = "";
    stir(line);
    line.focus();
  });
  const value = () => (line.value.trim() ? typedAmount(line, held, q.low, q.high, q.unit) : null);
  return {
    element: h(
      "div",
      null,
      h("div", { class: "row" }, row, abstain),
      h("p", { class: "bounds" }, rangeText(q.low, q.high, q.unit)),
    ),
    value,
    note: () => say(value() === null ? "you_abstain" : "empty_abstains"),
    focus: () => line.focus(),
  };
}

/** A vote for one of the options, or for none. */
function voteField(q, held, title) {
  const pick = radios([...q.options, ["", say("abstain")]], held === null ? "" : held, title);
  return {
    element: pick.element,
    value: () => pick.chosen() || null,
    note: () => (pick.chosen() ? "" : say("you_abstain")),
    focus: pick.focus,
  };
}

/** A vote above a box that abstains; whoever changes the vote abstains no more. */
function withheld(q, held, paper) {
  const box = h("input", { type: "checkbox", checked: held === null });
  const label = h("label", { class: "option" }, box, h("span", null, say("abstain")));
  paper.element.addEventListener("input", () => {
    box.checked = false;
  });
  return {
    element: h("div", { class: "parts" }, paper.element, label),
    value: () => (box.checked ? null : paper.value()),
    note: () => (box.checked ? say("you_abstain") : paper.note()),
    focus: paper.focus,
  };
}

/** A box for each option; to approve of none is a vote too. */
function approvalsPaper(q, held, title) {
  const boxes = q.options.map(([id]) =>
    h("input", { type: "checkbox", checked: (held || []).includes(id) }),
  );
  const labels = q.options.map(([, label], place) =>
    h("label", { class: "option" }, boxes[place], h("span", null, label)),
  );
  const value = () => q.options.filter((_, place) => boxes[place].checked).map(([id]) => id);
  return {
    element: h("div", { role: "group", "aria-labelledby": title, class: "options" }, labels),
    value,
    note: () => (value().length ? "" : say("approve_none")),
    focus: () => boxes[0].focus(),
  };
}

/** All options in order, best first; whoever abstains finds them as they are listed. */
function rankedPaper(q, held) {
  return rankingField(q, held || q.options.map(([id]) => id));
}

/** Votes for or against each option: a vote that the credits do not pay cannot be given. */
function pointsPaper(q, held, title) {
  const most = mostVotes(q.credits);
  const lines = q.options.map(([id]) =>
    numberLine(String((held || {})[id] || 0), { class: "short" }, -most),
  );
  const read = (place) =>
    named(q.options[place][1], () => wholeOf(lines[place].value, -q.credits, q.credits, ""));
  const votes = () => votesOn(q, (place) => read(place));
  const rows = q.options.map(([, label], place) => pointsRow(q, label, lines, place));
  return {
    element: h(
      "div",
      { role: "group", "aria-labelledby": title, class: "parts" },
      rows,
      h("p", { class: "bounds" }, say("votes_cost")),
    ),
    value: () => payable(q, votes()),
    note: () => {
      const used = creditsOf(votes());
      return say("credits_used", { used, credits: q.credits, left: q.credits - used });
    },
    focus: () => lines[0].focus(),
  };
}

/** The votes on a ballot; options without any are left out. */
function votesOn(q, read) {
  const given = q.options.map(([id], place) => [id, read(place)]);
  return Object.fromEntries(given.filter(([, votes]) => votes));
}

/** A vote less, the votes, a vote more, and the option. */
function pointsRow(q, label, lines, place) {
  const line = lines[place];
  line.id = freshId("votes");
  const step = (by, sign, name) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        "aria-label": say(name, { option: label }),
        onclick: () => voteMore(q, lines, place, by),
      },
      sign,
    );
  return h(
    "div",
    { class: "part votes" },
    step(-1, "−", "vote_less"),
    line,
    step(1, "+", "vote_more"),
    h("label", { for: line.id }, label),
  );
}

/** A vote more, or one less, if the credits pay it. */
function voteMore(q, lines, place, by) {
  const wanted = lines.map((line, each) => wholeOr(line.value) + (each === place ? by : 0));
  if (creditsOf(wanted) > q.credits && Math.abs(wanted[place]) > Math.abs(wanted[place] - by)) {
    return;
  }
  lines[place].value = String(wanted[place]);
  stir(lines[place]);
}
