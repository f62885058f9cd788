// What is measured and the words of the game, as every client of Allmende says them. The tables are
// plain JSON, so that a test can hold them to those of the terminal.

const INDICATORS = {
  stock: "stock of {name}",
  price: "price of {name}",
  wage: "wage",
  output: "output of {name}",
  consumption: "consumption of {name}",
  idle_hours: "idle hours at {name}",
  needs_met: "needs met",
  gini: "Gini of consumption",
  capital: "machines beside the opening",
  dividend: "dividend",
  unemployment: "unemployment",
  income: "income",
  profit: "profit of {name}",
  fees: "licence fees of {name}",
  capacity: "capacity of {name}",
  machines: "machines for {name}",
  dial: "rule “{name}”",
  basics: "basics of {name} delivered",
  sites: "sites that you run",
  money_of_households: "money held by households",
  cash: "cash",
  wages: "wages",
  harvest: "harvest of {name}",
  cap: "cap on {name}",
  permit: "value of a lot of {name}",
  renewal: "renewal of machines",
  welfare: "welfare",
  temperature: "degrees of warming",
  emissions: "emissions of {name}",
  productivity: "productivity of {name}",
  palma: "Palma ratio of consumption",
  shortage: "orders that could not be filled",
  idle: "hired hours that found no work",
  waste: "goods spoiled unsold",
  investment: "share of new machines in spending",
};

// Indicators that are about nothing in particular, or about everything.
const ALONE = {
  consumption: "consumption",
  profit: "profit",
  output: "output",
  harvest: "harvest",
  fees: "licence fees",
  capacity: "capacity",
  emissions: "emissions",
  basics: "basics delivered",
};

// Indicators that are shares of one, shown in percent.
const PERCENTAGES = [
  "basics",
  "capital",
  "idle",
  "investment",
  "money_of_households",
  "needs_met",
  "shortage",
  "stock",
  "unemployment",
  "waste",
];

// The indicators of a result page, in order: the seat's own, and the common ones.
const OWN = ["income", "wages", "profit", "dividend", "fees", "cash", "consumption", "needs_met"];
const VALLEY = [
  "needs_met",
  "gini",
  "capital",
  "unemployment",
  "basics",
  "wage",
  "temperature",
  "emissions",
];

const GLOSSARY = [
  ["table", "one running game"],
  ["seat", "a place at the table, held by a person, a bot or nobody"],
  ["role", "what a seat does: each system gives licensee, member and planner a title of its own"],
  ["round", "some years in the game's world; a round has phases, a phase asks questions"],
  ["question", "what a phase asks you; your answer, and everybody's, becomes what happens"],
  ["standing answer", "an answer kept from last round that holds until you change it"],
  ["stand-in", "what answers for an absent person, by a published rule"],
  ["mandate", "what a seat is asked to care about; nobody wins, each mandate is met or not"],
  ["commons", "what belongs to all: stocks of nature, and under some systems the machines"],
  ["cap", "the most that may be taken from a stock in a round"],
  ["lot", "a right to take one unit from a stock this round"],
  ["licence", "the right to run one site for some rounds, let by the Commons at auction"],
  ["rent", "what the Commons takes in for what belongs to all: licences, lots, permits"],
  ["renewal", "the part of the rent that replaces worn machines of the Commons"],
  ["permit", "the right to emit one unit under a carbon cap"],
  ["abatement", "working cleaner: less is emitted, for more labour and goods a unit"],
  ["dial", "a rule of the system: a number within bounds, or one of some names"],
  ["motion", "a proposal to change a dial, or who plans"],
  ["second", "another member's word that a motion should be voted on; without enough it falls"],
  ["amendment", "another value for a motion; it stands on the same ballot"],
  ["agenda", "the motions that are voted on in a round; it holds only so many"],
  ["law", "what a motion has put into force; it holds until it is repealed"],
  ["ledger", "the double-entry book: whatever one account loses another gains"],
  ["needs", "what a person must have of each good; unmet needs are counted in people"],
  ["basics", "what everyone gets free of price, by a plan of the planned sector"],
  ["target", "the part of a need that the planner wants covered by the basics"],
  ["plan", "how far targets can be met, from what plants report and what money there is"],
  ["Gini", "0 when all consume alike, near 1 when one person has everything"],
];

// What templates of news say that tell what became of a motion, and no others.
const VERDICTS = [" and falls.", " holds from now on", " is lost by "];

// The voting methods: what each is called, and how it counts in a line.
const METHODS = {
  majority: ["Majority", "Each voter names one option; a change needs more than half of the votes cast, else what stands stays."],
  median: ["Median", "Options stand in order: half of the voters wish no earlier one than the winner, half no later one."],
  plurality: ["Plurality", "Each voter names one option; the one named most often wins, with a majority or without."],
  approval: ["Approval", "Each voter approves of as many options as they like; the most approved wins."],
  instant_runoff: ["Instant runoff", "The option that is first on the fewest ballots leaves and these ballots pass on to their next, until one option has a majority."],
  borda: ["Borda count", "On each ballot an option gets one point for every option ranked below it; most points win."],
  schulze: ["Condorcet (Schulze)", "The option that a majority prefers to each other one wins; if majorities run in a circle, the one that no stronger chain of majorities beats."],
  quadratic: ["Quadratic voting", "Each voter has 100 credits and buys votes for or against options; votes on one option cost their number squared; most votes win."],
  phragmen: ["Proportional (Phragmén)", "Each seat is a load shared by all who approve of its holder; seats go where the heaviest load stays lightest."],
  equal_shares: ["Proportional (equal shares)", "Voters get equal parts of the price of all seats; options are elected when those who approve of them can pay, the cheapest a head first."],
};

// The indicators that are told of a motion, in this order.
const FORESEEN_KINDS = [
  "needs_met",
  "consumption",
  "gini",
  "stock",
  "temperature",
  "emissions",
  "capital",
  "basics",
  "dividend",
  "wage",
  "unemployment",
  "price",
];
