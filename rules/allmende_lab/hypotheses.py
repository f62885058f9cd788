"""The declared hypotheses on failure by incentive."""

from __future__ import annotations

from functools import cache

from allmende_lab.hypotheses_gain import market_power, votes
from allmende_lab.incentive_measures import misstated
from allmende_lab.incentives import ROUNDS, Hypothesis, Setting
from allmende_lab.minds import REST
from allmende_lab.paired import Indicator
from allmende_rules.opening import HOUSE
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario

FOR_GAIN = {REST: "greedy", HOUSE: "greedy"}
"""Everybody looks for gain, as far as the rules allow."""


@cache
def hypotheses() -> tuple[Hypothesis, ...]:
    """All of them, by what they are about."""
    valley, nation = load_scenario("valley"), load_scenario("nation")
    return (
        *_padding(valley),
        *_queues(valley),
        *_nature(valley, nation),
        *market_power(valley),
        *_self_rule(valley),
        *votes(valley),
    )


def _padding(valley: Scenario) -> tuple[Hypothesis, ...]:
    def under(tautness: float, *presets: str) -> Setting:
        return Setting(valley, "command", presets, {"tautness": tautness}, FOR_GAIN)

    what = "mean misstatement of reports"
    return (
        Hypothesis(
            "padding-grows",
            "Reports are padded the more the tauter targets are.",
            "Berliner 1957; Weitzman 1980",
            ROUNDS,
            under(1.0),
            under(1.25),
            what,
            misstated,
            1,
        ),
        Hypothesis(
            "padding-gone",
            "A bonus for true statements ends padding under taut targets.",
            "Weitzman 1976",
            ROUNDS,
            under(1.25),
            under(1.25, "honest"),
            what,
            misstated,
            -1,
        ),
        Hypothesis(
            "honest-stays",
            "Under a bonus for true statements tautness does not bend reports.",
            "Weitzman 1976",
            ROUNDS,
            under(1.0, "honest"),
            under(1.25, "honest"),
            what,
            misstated,
            0,
            0.01,
        ),
    )


def _queues(valley: Scenario) -> tuple[Hypothesis, ...]:
    what, measure = "queue hours a head", Indicator("queue_hours", "mean")

    def markets(**dials: float) -> Setting:
        return Setting(valley, "capitalism", (), dials)

    def listed(adjustment: float) -> Setting:
        return Setting(valley, "command", (), {"price_adjustment": adjustment})

    return (
        Hypothesis(
            "queues-fixed",
            "People queue where posted prices never move, and not where prices clear.",
            "Kornai 1980; Weitzman 1977",
            ROUNDS,
            markets(clearing=0),
            markets(clearing=1, price_step=0, wage_step=0),
            what,
            measure,
            1,
        ),
        Hypothesis(
            "queues-moving",
            "Posted prices that never move bring longer queues than posted prices that do.",
            "Kornai 1980",
            ROUNDS,
            markets(clearing=1),
            markets(clearing=1, price_step=0, wage_step=0),
            what,
            measure,
            1,
        ),
        Hypothesis(
            "queues-list",
            "Fixed list prices bring longer queues under command than prices that answer queues.",
            "Kornai 1980; Portes and Winter 1980",
            ROUNDS,
            listed(1),
            listed(0),
            what,
            measure,
            1,
        ),
    )


def _nature(valley: Scenario, nation: Scenario) -> tuple[Hypothesis, ...]:
    def of(scenario: Scenario, variant: str) -> Setting:
        return Setting(scenario, "capitalism", (variant,))

    return (
        Hypothesis(
            "stock-unpriced",
            "A stock without a price is run down; a cap with permits and a dividend holds it.",
            "Gordon 1954; Hardin 1968; Dales 1968",
            ROUNDS,
            of(valley, "cap_and_dividend"),
            of(valley, "laissez_faire"),
            "forest at the end, share of capacity",
            Indicator("stock.forest"),
            -1,
        ),
        Hypothesis(
            "sky-unpriced",
            "A sky without a price warms more than one under a cap with a dividend.",
            "Pigou 1920; Barrage and Nordhaus 2024",
            nation.rounds,
            of(nation, "cap_and_dividend"),
            of(nation, "laissez_faire"),
            "degrees at the end",
            Indicator("temperature"),
            1,
        ),
    )


def _self_rule(valley: Scenario) -> tuple[Hypothesis, ...]:
    def ruled(**dials: float) -> Setting:
        return Setting(valley, "ostrom", (), dials, {REST: "greedy"})

    what, measure = "forest at the end, share of capacity", Indicator("stock.forest")
    return (
        Hypothesis(
            "sanctions",
            "Where offences have consequences users leave more than where they are only seen.",
            "Ostrom 1990; Ostrom, Walker and Gardner 1992",
            ROUNDS,
            ruled(sanctions=0),
            ruled(sanctions=1),
            what,
            measure,
            1,
        ),
        Hypothesis(
            "watch-alone",
            "A watch that nothing follows from leaves the stock as it would be without one.",
            "Ostrom, Walker and Gardner 1992",
            ROUNDS,
            ruled(sanctions=0, monitoring=0),
            ruled(sanctions=0, monitoring=1),
            what,
            measure,
            0,
            0.02,
        ),
    )
