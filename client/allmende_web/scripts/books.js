// The books that a seat may read: what each account holds, and what moved in a round, by cause.

/** What each open account holds, and what moved in this round and the last, by cause. */
function booksPage() {
  const books = table.state ? table.state.books : {};
  const names = Object.keys(books);
  if (!names.length) return h("p", null, say("no_books"));
  const held = names.map((name) =>
    section(accountName(name), [purse(books[name]) || say("empty")]),
  );
  const rounds = [roundNow(), roundNow() - 1].filter((round) => round > 0);
  return [held, rounds.flatMap((round) => names.map((name) => movedIn(name, round)))];
}

function accountName(account) {
  const known = {
    "@made": "made",
    "@used": "used_up",
    "@issued": "issued",
    "@lost": "lost_goods",
    others: "others",
  };
  const name = known[account] ? say(known[account]) : nameOf(account).replace(/\./g, ", ");
  return name[0].toUpperCase() + name.slice(1);
}

function purse(book) {
  return Object.entries(book)
    .filter(([, amount]) => amount)
    .map(([asset, amount]) => `${assetName(asset)} ${number(amount)}`)
    .join(", ");
}

function assetName(asset) {
  const [kind, about] = asset.split(":");
  if (kind === "good" && about) return nameOf(about);
  if (kind === "share" && about) return say("shares_in", { name: nameOf(about) });
  return about ? `${kind} · ${nameOf(about)}` : nameOf(kind);
}

/** The sums of a round for one account by cause and asset, money first. */
function movedIn(account, round) {
  const sums = new Map();
  for (const { cause, moves } of table.movements.filter((each) => each.round === round)) {
    for (const [source, target, asset, amount] of moves) {
      const change = (target === account ? amount : 0) - (source === account ? amount : 0);
      const key = JSON.stringify([cause, asset]);
      if (change) sums.set(key, (sums.get(key) || 0) + change);
    }
  }
  const lines = [...sums]
    .filter(([, change]) => number(change) !== "0")
    .map(([key, change]) => ({ cause: JSON.parse(key)[0], asset: JSON.parse(key)[1], change }));
  lines.sort((a, b) => Number(a.asset !== "money") - Number(b.asset !== "money"));
  return section(
    say("moved_title", { round, name: accountName(account) }),
    lines.map(
      (each) =>
        `${each.change > 0 ? "+" : ""}${number(each.change)} ${assetName(each.asset)}: ${each.cause}`,
    ),
  );
}
