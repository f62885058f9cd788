"""Settlement keeps every account sound, loses nothing, and charges what was executed."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.events import ISSUED, LOST, MADE, USED
from allmende_rules.physics.execution import Executed, execute
from allmende_rules.physics.journal import CLEARING, HOURS, MONEY
from allmende_rules.physics.settlement import Settled, asset, settle
from allmende_rules.physics.split import split, worth
from tests.rules.physics.economies import UNIT, Case, arbitrary, feasible
from tests.rules.physics.postings import flows, money_after

CONTRA = {MADE, USED, ISSUED, LOST}
Books = dict[str, Counter[str]]
Game = tuple[Case, Executed, dict[str, int], dict[str, int], Settled]


@st.composite
def settled(draw: st.DrawFn) -> Game:
    """A case carried out and paid for, with opening money and hours supplied."""
    case = draw(st.one_of(arbitrary(), feasible()))
    done = execute(case.orders, case.sites, case.warehouse, case.stocks)
    money = st.one_of(st.just(0), st.integers(0, 10_000 * UNIT))
    accounts = ["home0", "home1", "commons", *sorted(done.outputs)]
    balances = {account: draw(money) for account in accounts}
    hired = sum(case.orders.labour.values())
    extra = draw(st.sampled_from([0, 1, UNIT]))
    supply = {"home0": hired // 3 + extra, "home1": hired - hired // 3}
    balance = {f: draw(st.sampled_from([0, 5 * UNIT])) for f in done.outputs}
    return case, done, balances, supply, settle(case.orders, done, balances, supply, balance)


def books(case: Case, balances: dict[str, int]) -> Books:
    """Opening ledger: money, and each enterprise's warehouse."""
    ledger: Books = defaultdict(Counter)
    for account, money in balances.items():
        ledger[account][MONEY] = money
    for site in case.sites:
        ledger[site.enterprise][asset(site.good)] = case.warehouse[site.enterprise]
    return ledger


@given(settled())
def test_no_account_is_overdrawn_after_any_posting(game: Game) -> None:
    """Each posting moves positive amounts that its accounts hold, and clearing ends at 0."""
    case, _, balances, _, result = game
    ledger = books(case, balances)
    for event in result.events:
        for move in event.moves:
            assert move.amount > 0
            ledger[move.source][move.asset] -= move.amount
            ledger[move.target][move.asset] += move.amount
        for account, book in ledger.items():
            assert account in CONTRA or min(book.values(), default=0) >= 0
    assert not any(ledger[CLEARING].values())
    for name in {name for book in ledger.values() for name in book}:
        opening = books(case, balances)
        assert sum(book[name] for book in ledger.values()) == sum(b[name] for b in opening.values())


@given(settled())
def test_each_cause_is_posted_once_and_money_is_not_made(game: Game) -> None:
    """One posting for each cause; money only changes hands."""
    result = game[-1]
    causes = [event.cause for event in result.events]
    assert len(causes) == len(set(causes))
    for event in result.events:
        for move in event.moves:
            assert move.asset != MONEY or not {move.source, move.target} & CONTRA


@given(settled())
def test_final_use_pays_for_what_it_gets_within_budget(game: Game) -> None:
    """A payer pays price times delivered quantity, within budgets; the rest stays with it."""
    case, done, balances, _, result = game
    paid, _ = flows(result, "final use", MONEY)
    owed = Counter[str]()
    for delivery, quantity in zip(case.orders.deliveries, done.delivered, strict=True):
        owed[delivery.payer] += min(
            worth(case.orders.prices[delivery.good], quantity), delivery.budget
        )
    for payer, amount in owed.items():
        assert paid[payer] == min(amount, balances[payer])


@given(settled())
def test_goods_and_hours_follow_execution(game: Game) -> None:
    """Made, used, sold and delivered goods and hours are those of execution and orders."""
    case, done, _, supply, result = game
    made = sum(
        (flows(result, "harvest and output", asset(g))[0] for g in case.orders.prices), Counter()
    )
    assert made[MADE] == sum(done.outputs.values())
    for good in case.orders.prices:
        used, _ = flows(result, "inputs", good := asset(good))
        assert sum(used[f] for f in done.outputs) == sum(
            inputs.get(good.removeprefix("good:"), 0) for inputs in done.inputs.values()
        )
    out, into = flows(result, "labour", HOURS)
    assert into[USED] == out[MADE] == sum(case.orders.labour.values())
    assert all(out[home] <= hours for home, hours in supply.items())


@given(settled())
def test_takings_are_paid_out_to_sellers_exactly(game: Game) -> None:
    """All that was paid for goods goes to those who sold, and to nobody who sold nothing."""
    _, done, _, _, result = game
    paid = sum(flows(result, "final use", MONEY)[0].values())
    out, into = flows(result, "sales less inputs", MONEY)
    assert paid + into[CLEARING] == out[CLEARING]
    assert all(done.sold[f] for f in done.outputs if into[f])


@given(settled())
def test_what_is_owed_is_paid_or_named(game: Game) -> None:
    """Paid and unpaid amounts make the bills for wages, and the dues of every levy."""
    case, done, _, _, result = game
    owing = {(u.account, u.cause): u.amount for u in result.unpaid if u.cause != "final use"}
    assert all(u.amount > 0 for u in result.unpaid)
    paid, _ = flows(result, "wages", MONEY)
    for f, hours in case.orders.labour.items():
        assert paid[f] + owing.get((f, "wages"), 0) == worth(case.orders.wage, hours)
    for levy in case.orders.levies:
        f = levy.enterprise
        paid, _ = flows(result, levy.cause, MONEY)
        due = worth(levy.per_unit, done.outputs[f]) + levy.lump
        assert paid[f] + owing.get((f, levy.cause), 0) == due


@given(settled())
def test_only_the_penniless_owe_wages(game: Game) -> None:
    """Who owes wages has no money left once wages are paid, nor had its owner any to cover."""
    case, _, balances, _, result = game
    causes = [event.cause for event in result.events]
    until_wages = [*result.events[: causes.index("wages") + 1]] if "wages" in causes else []
    after = money_after(until_wages, balances)
    covered, _ = flows(result, "losses covered", MONEY)
    spent, _ = flows(result, "final use", MONEY)
    for debt in result.unpaid:
        if debt.cause == "wages" and until_wages:
            assert after[debt.account] == 0
            owner = case.orders.owners[debt.account]
            if owner not in case.orders.scales:
                assert balances[owner] == covered[owner] + spent[owner]


@given(settled())
def test_settlement_is_deterministic(game: Game) -> None:
    """The same orders and facts in another order of keys give the same postings."""
    case, done, balances, supply, _ = game
    flipped = dict(reversed(balances.items()))
    hours = dict(reversed(supply.items()))
    assert settle(case.orders, done, flipped, hours, {}) == settle(
        case.orders, done, balances, supply, {}
    )


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=12), st.data())
def test_no_part_of_a_split_exceeds_its_quantity(
    quantities: list[int], data: st.DataObject
) -> None:
    """Parts add up to the total, are proportional, and none is above its quantity."""
    whole = sum(quantities)
    total = data.draw(st.integers(0, whole))
    parts = split(total, quantities)
    assert sum(parts) == total
    for part, quantity in zip(parts, quantities, strict=True):
        assert 0 <= part <= quantity
        assert abs(part * whole - total * quantity) < max(whole, 1)
