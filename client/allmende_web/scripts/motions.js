// Motions on the floor as they concern this seat: how one is tabled, and the ballot on one's own.

/** How a motion comes to the floor: now, later in the round, or by whom. */
function tablingLines() {
  if (!table.seat || isOver()) return [];
  const asked = motionAsked();
  if (asked) {
    const go = button("go-to-motion", say("go_to_question"), () => goToQuestion(asked.id));
    return [say("table_now", { title: asked.title }), go];
  }
  const congress = table.welcome.phases.find((each) => each.id === "assembly");
  const member = fact(table.seat, "role", "") === "member";
  return congress ? [say(member ? "table_later" : "table_members", { phase: congress.title })] : [];
}

/** The question that asks this seat for a motion, if one is open. */
function motionAsked() {
  return questions().find((each) => each.kind === "motion" && each.topic === "motion");
}

/** This seat's own motion, if the question is to amend it or to vote on it. */
function ownMotion(question) {
  if (!["amend", "vote"].includes(question.topic)) return undefined;
  const own = ({ dial, by }) => dial === question.about && by === table.seat;
  return fact("motions", "floor", []).find(own);
}

/** The vote that a ballot opens with: for one's own motion where it takes single options, else none. */
function ownVote(question) {
  const motion = ownMotion(question);
  const options = question.options || [];
  const own = motion && options.find(([, label]) => label === motion.text);
  const votes = own ? { choice: own[0], approvals: [own[0]] } : {};
  return votes[question.takes] === undefined ? null : votes[question.takes];
}

/** That a question is about one's own motion, and what that means for the vote that it opens with. */
function ownMotionLine(question) {
  if (!ownMotion(question)) return null;
  return h("p", { class: "help" }, say(ownVote(question) ? "own_motion_chosen" : "own_motion"));
}

/** How it reads that nothing is moved. */
function nothingMoved(question) {
  return say(question.topic === "amend" ? "amend_nothing" : "table_nothing");
}
