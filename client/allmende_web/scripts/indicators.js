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
  basics: "basics delivered",
  sites: "sites that you run",
  money_of_households: "money held by households",
  cash: "cash",
  wages: "wages",
  harvest: "harvest of {name}",
  cap: "cap on {name}",
  permit: "value of a lot of {name}",
  renewal: "renewal of machines",
  welfare: "welfare",
};

// Indicators that are about nothing in particular, or about everything.
const ALONE = {
  consumption: "consumption",
  profit: "profit",
  output: "output",
  harvest: "harvest",
  fees: "licence fees",
  capacity: "capacity",
};

// Indicators that are shares of one, shown in percent.
const PERCENTAGES = [
  "basics",
  "capital",
  "money_of_households",
  "needs_met",
  "stock",
  "unemployment",
];

// The indicators of a result page, in order: the seat's own, and the common ones.
const OWN = ["income", "wages", "profit", "dividend", "fees", "cash", "consumption", "needs_met"];
const VALLEY = ["needs_met", "gini", "capital", "unemployment", "basics", "wage"];

const GLOSSARY = [
  ["table", "one running game"],
  ["seat", "a place at the table, held by a person, a bot or nobody"],
  ["role", "what a seat does: each system gives licensee, member and planner a title of its own"],
  ["round", "some years of the valley; a round has phases, a phase asks questions"],
  ["question", "what a phase asks you; your answer, and everybody's, becomes what happens"],
  ["standing answer", "an answer kept from last round that holds until you change it"],
  ["stand-in", "what answers for an absent person, by a published rule"],
  ["mandate", "what a seat is asked to care about; nobody wins, each mandate is met or not"],
  ["commons", "what belongs to all: here the forest, and under some systems the machines"],
  ["cap", "the most that may be taken from a stock in a round"],
  ["lot", "a right to take one unit from a stock this round"],
  ["dial", "a rule of the system that is a number, with bounds"],
  ["motion", "a proposal to change a dial"],
  ["ledger", "the double-entry book: whatever one account loses another gains"],
  ["needs", "what a person must have of each good; unmet needs are counted in people"],
  ["Gini", "0 when all consume alike, near 1 when one person has everything"],
];
