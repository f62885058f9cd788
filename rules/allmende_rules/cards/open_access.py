"""The card of open access: no dials but those of its market, for there are no rules to set."""

from __future__ import annotations

CARD = {
    "assumes": (
        "Whoever has machines may harvest; nobody can keep others out. Everything else is bought and "
        "sold in one market, machines are private, and people own the enterprise that they live off. "
        "The market clears at once, unless the dial “clearing” lets sellers post prices."
    ),
    "leaves out": (
        "Custom, kinship and talk that bind users in most real commons (Ostrom 1990): those are rules, "
        "and this is the case without any."
    ),
    "kind": "Users see the stock exactly, and a stock that is left alone grows back.",
    "unkind": "Nobody can agree on anything binding, however well all see what is coming.",
    "defender": (
        "Where a stock is plentiful or cheap to leave, rules cost more than they save; and restraint "
        "that people choose themselves holds as well as any law, as long as all choose it."
    ),
    "sources": (
        "H. Scott Gordon, The Economic Theory of a Common-Property Resource, JPE 62 (1954); Garrett "
        "Hardin, The Tragedy of the Commons, Science 162 (1968); Elinor Ostrom, Governing the Commons (1990)."
    ),
}
