// How a vote was counted, in sentences: the method, each step with its figures, and who won.

/** The count of a vote, a sentence a line. */
function countLines(count) {
  const named = Object.fromEntries(count.options);
  const [method, account] = METHODS[count.method];
  const { ballots, abstained } = count;
  return [
    say("count_cast", { ballots, abstained, method, account }),
    ...count.rounds.map((tally, place) => countStep(count, place)),
    [say("count_elected", { names: optionNames(named, count.elected) }), levelText(count, named)]
      .filter(Boolean)
      .join(" "),
  ];
}

/** One step of a count: what each option has, and which leave after it. */
function countStep(count, place) {
  const named = Object.fromEntries(count.options);
  const tally = count.rounds[place];
  const what = say(`figures_${count.method}`);
  const figures = Object.entries(tally)
    .map(([option, figure]) => `${named[option]}: ${plain(figure)}`)
    .join("; ");
  if (count.rounds.length === 1) {
    return say("count_figures", { what: what[0].toUpperCase() + what.slice(1), figures });
  }
  const next = count.rounds[place + 1] || tally;
  const gone = Object.keys(tally).filter(
    (option) => !(option in next) && !count.elected.includes(option),
  );
  const leaves = gone.length ? ` ${say("count_leaves", { names: optionNames(named, gone) })}` : "";
  return say("count_step", { number: place + 1, what, figures }) + leaves;
}

/** The rule that decided between options that stood level, if one had to. */
function levelText(count, named) {
  return count.tied.length ? say("count_level", { names: optionNames(named, count.tied) }) : "";
}

function optionNames(named, options) {
  return options.map((option) => named[option]).join(", ");
}
