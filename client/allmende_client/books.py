"""The books that a seat may read: what each account holds, and what moved in a round, by cause."""

from __future__ import annotations

from collections import Counter

from allmende_client import lines
from allmende_client.format import number
from allmende_client.model import Model
from allmende_client.words import _


def accounts(model: Model) -> list[tuple[str, list[str]]]:
    """Each open account with what it holds."""
    books = model.state.books if model.state else {}
    return [(account_name(model, name), lines.purse(book, model)) for name, book in books.items()]


def account_name(model: Model, account: str) -> str:
    """How an account reads; contra accounts say where things come from and go to."""
    known = {
        "@made": _("made"),
        "@used": _("used up"),
        "@issued": _("issued"),
        "@lost": _("lost"),
        "others": _("others"),
    }
    name = known.get(account) or model.name_of(account).replace(".", ", ")
    return name[:1].upper() + name[1:]


def moved(model: Model, round_: int) -> list[tuple[str, list[str]]]:
    """For each open account, the sums of a round by cause and asset, money first."""
    sums: dict[str, Counter[tuple[str, str]]] = {}
    books = model.state.books if model.state else {}
    for movement in model.movements:
        if movement.round != round_:
            continue
        for move in movement.moves:
            for account, change in ((move.source, -move.amount), (move.target, move.amount)):
                if account in books:
                    kept = sums.setdefault(account, Counter())
                    kept[movement.cause, move.asset] += change
    return [
        (account_name(model, name), _changes(model, sums[name])) for name in books if name in sums
    ]


def _changes(model: Model, sums: Counter[tuple[str, str]]) -> list[str]:
    ordered = sorted(sums.items(), key=lambda item: item[0][1] != "money")
    text = _("{change} {asset}: {cause}")
    return [
        text.format(
            change=("+" if change > 0 else "") + number(change),
            asset=lines.asset_name(asset, model),
            cause=cause,
        )
        for (cause, asset), change in ordered
        if change
    ]
