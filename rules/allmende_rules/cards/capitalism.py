"""The card of capitalism: what it assumes, and what speaks for it."""

from __future__ import annotations

CARD = {
    "assumes": (
        "Contracts and titles are enforced without cost. Sites are part of the land, so to enter a trade "
        "is to subscribe new shares of a site there or to buy one that is sold up. Shareholders are not "
        "liable beyond what they put in. One bank lends, on machines alone, and its loans are new money. "
        "Taxes, once collected, are paid out to all alike; there is no public service but that."
    ),
    "who knows what": (
        "All see prices, wage, stocks, each site's machines, output and published profit, the bank's book "
        "and every vote. Only who runs a site knows its productivity and costs, only a household its "
        "tastes, purse and shares."
    ),
    "leaves out": (
        "A stock exchange and speculation, rent of land, patents, advertising, trade with others, police "
        "and prisons, bequest: shares are inherited at the opening and bought after it. Unions bargain for "
        "all workers at once. There is no deposit insurance, for there is no run."
    ),
    "kind": (
        "Managers serve profit and nothing else; the treasury wastes nothing and its transfer reaches "
        "everybody; permits under a cap clear or move in price without a trader's cut; nobody bribes."
    ),
    "unkind": (
        "Nobody can found an enterprise in a place of its own; owners cannot buy up what they harvest and "
        "so guard it, although a sole owner of a stock might (Gordon 1954, Coase 1960); research stays with "
        "the site that pays for it."
    ),
    "defender": (
        "Nobody has to know what everybody wants: whoever serves others better earns more and grows, "
        "whoever does not makes room. Property makes people careful with what is theirs, credit puts "
        "savings and ideas together, and where something has no price, give it one: a cap with a dividend "
        "protects nature as well as any assembly, and leaves all the rest to free people."
    ),
    "ours": (
        "Interest, spread and instalment, what lobbying can take off, the ranges of taxes, the regulator's "
        "freedom to collect less, that who has a tenth of its machines idle sells no shares for more, that "
        "planned plants are private and run by whose seat holds them, and that by default workers vote on "
        "taxes: under laissez-faire nobody does."
    ),
    "sources": (
        "Adam Smith, The Wealth of Nations (1776); Cournot (1838); Pigou, The Economics of Welfare (1920); "
        "Hayek, The Use of Knowledge in Society, AER 35 (1945); Dales, Pollution, Property and Prices "
        "(1968); Tullock, Efficient Rent Seeking (1980); Meltzer and Richard, JPE 89 (1981); Nickell and "
        "Andrews, OEP 35 (1983); Minsky, Stabilizing an Unstable Economy (1986); Kiyotaki and Moore, Credit "
        "Cycles, JPE 105 (1997); Bewley, Why Wages Don't Fall During a Recession (1999); Barnes, Who Owns "
        "the Sky? (2001); McLeay, Radia and Thomas, Bank of England Quarterly Bulletin (2014)."
    ),
}
