// What a refusal means here, and the way on from it.

/** For each code of a refusal, the sentence that says what one can do now. */
const WAYS_ON = {
  not_an_answer: "way_mend",
  no_such_question: "way_mend",
  out_of_bounds: "way_mend",
  not_an_option: "way_mend",
  wrong_total: "way_mend",
  not_a_step: "way_mend",
  too_long: "way_shorten",
  no_such_seat: "way_seat",
  seat_taken: "way_seat",
  phase_closed: "way_next",
  nothing_to_undo: "",
  game_over: "way_over",
  not_seated: "way_sit",
  bad_message: "way_reload",
  wrong_version: "way_reload",
  wrong_code: "way_code",
  name_taken: "way_name",
  unconfirmed: "way_confirm",
  not_host: "way_host",
  not_planner: "way_mend",
  too_fast: "way_slowly",
  too_many_tries: "way_wait",
  next_phase: "way_next_phase",
  elsewhere: "way_elsewhere",
  look_running: "way_slowly",
  look_failed: "way_slowly",
};

/** The refusal in words, with the way on. */
function refusalLine(refusal) {
  const way = WAYS_ON[refusal.code];
  const text = refusalText(refusal, questions());
  return way ? `${text} ${say(way)}` : text;
}

/** React to a refusal by what was refused. */
function refused(message) {
  const refusal = message.refusal;
  const react = REFUSED[waiting.kind(message.nonce)];
  if (refusal.code === "elsewhere") takenElsewhere();
  else if (react) react(refusal);
  else if (session.greeting) helloRefused(refusal);
  else if (refusal.code === "next_phase") table.heldBack = true;
}

/** Without a welcome one stands at the door; a token that no longer holds is not tried again.
 *
 * The other device has the name, so one watches under a free one. A result outlives its host.
 */
function helloRefused(refusal) {
  session.greeting = false;
  if (session.elsewhere && refusal.code === "name_taken") {
    hello(refusal.facts.free);
    return;
  }
  if (isOver()) {
    disconnect();
    return;
  }
  if (refusal.code === "not_seated" && session.token) {
    session.token = null;
    forget(tableKey(session.code));
    table.seat = "";
    hello();
    return;
  }
  trouble = refusal;
  table.welcome = null;
}

/** What a refusal changes, by the kind of message that was refused. */
const REFUSED = {
  submit: (refusal) => answersRefused(refusal),
  undo: () => {},
  say: (refusal) => {
    speech = { text: speech.text, nonce: 0, trouble: refusalLine(refusal) };
  },
  ask_seat: (refusal) => doorRefused(refusal),
  take_seat: (refusal) => doorRefused(refusal),
  foresee: (refusal) => previewRefused(refusal),
  look_ahead: (refusal) => {
    Object.assign(table, { looking: "", lookTrouble: refusal });
  },
  ask_plan: (refusal) => {
    table.planTrouble = refusal;
  },
};

function answersRefused(refusal) {
  outgoing = null;
  if (refusal.code === "next_phase") table.heldBack = true;
  if (refusal.code !== "not_seated") return;
  table.seat = "";
  session.token = null;
  trouble = refusal;
}

function doorRefused(refusal) {
  trouble = refusal;
  table.offer = null;
}

/** A preview that was refused is no news for a person; one that came too fast is asked for later. */
function previewRefused(refusal) {
  preview.nonce = 0;
  if (refusal.code === "next_phase") table.heldBack = true;
  if (refusal.code === "too_fast") preview.timer = setTimeout(foreseeNow, 2000);
  else previewCame();
}

/** Another device has taken this seat up: watch from here, until it is wanted back. */
function takenElsewhere() {
  session.elsewhere = true;
  outgoing = null;
  Object.assign(table, { seat: "", opened: null, refusal: null });
}
