// What is put on a ballot, by what it takes: in words, and the credits that votes cost.

/** What may be put on a ballot, and how what was put there reads, by what it takes. */
const PAPERS = {
  number: {
    bounds: (q) => rangeText(q.low, q.high, q.unit),
    shown: (q, value) => quantity(value, q.unit),
  },
  choice: {
    bounds: (q) => listed(q.options),
    shown: (q, value) => labelOf(q.options, value),
  },
  approvals: {
    bounds: (q) => say("any_of", { options: listed(q.options) }),
    shown: (q, value) => approvedText(q, value),
  },
  ranking: {
    bounds: (q) => say("in_order", { options: listed(q.options) }),
    shown: (q, value) => value.map((id) => labelOf(q.options, id)).join(", "),
  },
  points: {
    bounds: (q) => say("votes_for", { credits: q.credits, options: listed(q.options) }),
    shown: (q, value) => votesText(q, value),
  },
};

function ballotBounds(q) {
  return say("or_abstain", { range: PAPERS[q.takes].bounds(q) });
}

function ballotText(q, value) {
  return value === null ? say("abstain") : PAPERS[q.takes].shown(q, value);
}

function approvedText(q, value) {
  const chosen = q.options.filter(([id]) => value.includes(id));
  return chosen.length ? listed(chosen) : say("none_of_them");
}

/** Votes in words, in the order of the options. */
function votesText(q, votes) {
  const given = q.options.filter(([id]) => votes[id]);
  return given.map(([id, label]) => `${label} ${signed(votes[id])}`).join(", ") || say("no_votes");
}

/** Votes with their sign: +3 for, −3 against. */
function signed(votes) {
  return votes > 0 ? `+${votes}` : String(votes).replace("-", "−");
}

/** The credits that votes use: on each option the square of its votes. */
function creditsOf(votes) {
  return Object.values(votes).reduce((sum, each) => sum + each * each, 0);
}

/** The votes if there are credits for them; else the nearest that can be paid. */
function payable(q, votes) {
  const cost = creditsOf(votes);
  if (cost <= q.credits) return votes;
  const nearest = votesText(q, nearestVotes(votes, q.credits));
  throw new Mistake(say("votes_too_dear", { cost, credits: q.credits, nearest }));
}

/** Fewer votes, with the same signs, that the credits pay: the most are cut down first. */
function nearestVotes(votes, credits) {
  const most = mostVotes(credits);
  const kept = Object.entries(votes).map(([id, each]) => [
    id,
    Math.max(-most, Math.min(most, each)),
  ]);
  while (creditsOf(Object.fromEntries(kept)) > credits) {
    const largest = kept.reduce((a, b) => (Math.abs(b[1]) > Math.abs(a[1]) ? b : a));
    largest[1] -= Math.sign(largest[1]);
  }
  return Object.fromEntries(kept);
}

/** As many votes as the credits pay for one option. */
function mostVotes(credits) {
  return Math.floor(Math.sqrt(credits));
}
