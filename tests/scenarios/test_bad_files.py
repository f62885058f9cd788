"""One broken file per mistake, with the sentence that its author must read."""

from pathlib import Path

import pytest

from allmende_bots.registry import BOTS
from allmende_scenarios.catalogue import load_scenario, source_text
from allmende_scenarios.errors import ScenarioError

VALLEY = source_text("valley")


def mistakes(text: str, folder: Path) -> list[str]:
    """What is said about a file of that text, one sentence a mistake."""
    path = folder / "brook.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(str(path), BOTS)
    lines = str(caught.value).split("\n")
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


def changed(old: str, new: str) -> str:
    """The valley with one passage changed, the first of its kind."""
    assert old in VALLEY
    return VALLEY.replace(old, new, 1)


ACTS = """
[[agenda]]
system = "dmnc"
rounds = {first}
{more}
[[agenda]]
system = "open_access"
rounds = 3
"""


def planned(first: int = 5, more: str = "", **changes: str) -> str:
    """The valley with an agenda at its end, and passages changed."""
    text = VALLEY + ACTS.format(first=first, more=more)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


AGENDAS = [
    (planned(4), "agenda: The acts have 7 rounds together; allowed are 8, as rounds says."),
    (planned(0), "agenda[#1].rounds: Found 0; allowed is a whole number from 1 to 200."),
    (planned(more="round = 3"), 'The key "round" is unknown; allowed are system, rounds, presets'),
    (planned(open_access="open_acces"), 'agenda[#2].system: There is no system "open_acces"'),
    (planned(more='presets = ["kindly"]'), 'agenda[#1].presets: There is no preset "kindly"'),
    (planned(more="dials = {trm = 3}"), 'agenda[#1].dials: There is no dial of dmnc "trm"'),
    (planned(more="dials = {term = 99}"), "agenda[#1].dials.term: Found 99; allowed is"),
    (
        planned(more="dials = {threshold = 0.2}"),
        "agenda[#1].dials.threshold: It is divided for more people; set it under dials.dmnc",
    ),
    (
        VALLEY + ACTS.format(first=5, more="").replace('"dmnc"', '"open_access"'),
        'agenda[#1].system: Found "open_access"; allowed is "dmnc", the scenario\'s system.',
    ),
    (
        planned(quick_rounds="quick_rounds").replace("quick_rounds = 3", "quick_rounds = 1"),
        "quick_rounds: Found 1; a round for each of 2 acts is needed.",
    ),
    (VALLEY + '[presets]\ndmcn = ["kindly"]\n', 'presets: There is no system "dmcn"'),
    (VALLEY + '[presets]\ndmnc = ["kindly"]\n', 'presets.dmnc: There is no preset "kindly"'),
    (VALLEY + '[presets]\ndmnc = "kindly"\n', 'presets.dmnc: Found "kindly"; allowed is a list.'),
]


@pytest.mark.parametrize(("text", "sentence"), AGENDAS, ids=[told for _, told in AGENDAS])
def test_a_mistake_in_an_agenda_is_named(text: str, sentence: str, tmp_path: Path) -> None:
    """With its act, and what is allowed."""
    assert any(sentence in line for line in mistakes(text, tmp_path))


FORM = [
    ('summary = "', 'sumary = "', 'The key "sumary" is unknown'),
    ('summary = "', 'sumary = "', 'The nearest is "summary".'),
    ('summary = "', 'sumary = "', 'The key "summary" is missing.'),
    ("rounds = 8", "rounds = 0", "rounds: Found 0; allowed is a whole number from 1 to 200."),
    ("rounds = 8", "rounds = 8.5", "rounds: Found 8.5; allowed is a whole number from 1 to 200."),
    ("rounds = 8", "rounds = true", "rounds: Found true; allowed is a whole number from 1 to 200."),
    ("rounds = 8", f"rounds = 1{'0' * 40}", "rounds: Found a number that is too large; allowed is"),
    (
        "years = 5.0",
        "years = nan",
        "land.years: Found nan; allowed is a number above 0 to 1,000,000.",
    ),
    (
        "years = 5.0",
        "years = inf",
        "land.years: Found inf; allowed is a number above 0 to 1,000,000.",
    ),
    ("years = 5.0", 'years = "5"', 'land.years: Found "5"; allowed is a number above 0 to'),
    (
        "stock = 80.0",
        "stock = -3",
        "land.resources[forest].stock: Found -3; allowed is a number above 0",
    ),
    ("people = 12", "people = 1e9", "people: Found 1000000000.0; allowed is a whole number from 1"),
    ('role = "member"', 'role = "membr"', 'land.seats[eli].role: Found "membr"; allowed is one of'),
    ('role = "member"', 'role = "membr"', 'licensee, member, planner. The nearest is "member".'),
    ('id = "ada"', 'id = "Ada L"', 'Found "Ada L"; allowed is a name of small letters, digits'),
    ("optional = true", 'optional = "yes"', 'optional: Found "yes"; allowed is true or false.'),
    ('name = "The Valley"', r'name = "\u001b[2J"', "allowed is text without control characters."),
    ('name = "The Valley"', 'name = ""', 'name: Found ""; allowed is some text.'),
    ('name = "The Valley"', f'name = "{"x" * 61}"', "allowed is text of at most 60 characters."),
    ("format = 1", "format = 2", "format: Found 2; allowed is one of 1."),
    ("inputs = { tools", "inputs = 3 # { tools", "inputs: Found 3; allowed is a table of keys."),
    ('over = "mean"', 'over = "total"', 'Found "total"; allowed is one of end, mean, sum, worst.'),
    ("parts = 5", "parts = 0", "land.seats[ada].parts: Found 0; allowed is a whole number from 1"),
    ("team = 5", "team = 41", "land.seats[hana].team: Found 41; allowed is a whole number from 1"),
    ("most = 40", 'most = "all"', 'elastic.most: Found "all"; allowed is a whole number from 1'),
    ('threshold = "most"', 'threshold = "mots"', 'Found "mots"; allowed is one of least, most.'),
    ('member = "default"', 'membr = "default"', 'standins: Found "membr"; allowed is one of'),
    (
        'member = "default"',
        'membr = "default"',
        'licensee, member, planner. The nearest is "member"',
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), FORM)
def test_a_mistake_of_form_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """File, key path, what was found and what is allowed, in one sentence."""
    assert any(sentence in line for line in mistakes(changed(old, new), tmp_path))


SENSE = [
    ('household = "east_end"', 'household = "east_edn"',
     'land.enterprises[field_east].household: There is no household "east_edn"; there are'),
    ('household = "east_end"', 'household = "east_edn"', 'The nearest is "east_end".'),
    ('good = "grain"', 'good = "grian"', 'land.enterprises[field_east].good: There is no good "grian"'),
    ("harvest = { forest", "harvest = { wood", 'land.goods[timber].harvest: There is no resource "wood"'),
    ("inputs = { tools", "inputs = { tols", 'land.goods[grain].inputs: There is no good "tols"'),
    ("[land.capital.care]", "[land.capital.cure]", 'land.capital: There is no good "cure"'),
    ("[land.capital.care]", "[land.capital.cure]", "and has nothing for care."),
    ('enterprises = ["sawmill_south"]', 'enterprises = ["sawmill_north"]',
     'land.seats[cem]: It holds "sawmill_north", which seat ben holds already.'),
    ('id = "smithy"', 'id = "ada"',
     'land.seats[#1].id: The name "ada" is already used in land.enterprises.'),
    ('id = "smithy"', 'id = "commons"', 'The name "commons" is taken by the game itself.'),
    ('target = "grain"', 'target = "forest"',
     'hazards[#1].target: There is no good or enterprise "forest"'),
    ('target = "forest"', 'target = "grain"', 'hazards[#2].target: There is no resource "grain"'),
    ("brings {percent}", "brings {much}", "Braces may only hold {percent}"),
    ("brings {percent}", "brings {percent", "Braces may only hold {percent}"),
    ("quick_rounds = 3", "quick_rounds = 9", "quick_rounds: Found 9; allowed is at most rounds, 8."),
    ('system = "dmnc"', 'system = "dmcn"', 'system: There is no system "dmcn"; there are'),
    ('system = "dmnc"', 'system = "dmcn"', 'The nearest is "dmnc".'),
    ('ada = "cautious"', 'ada = "gredy"',
     'bots.ada: There is no bot "gredy"; there are'),
    ('ada = "cautious"', 'eve = "greedy"', 'bots: There is no seat "eve"'),
    ("[dials.dmnc]", "[dials.open_access]\ncap = 1\n[dials.dmnc]",
     'dials.open_access: There is no dial of open_access "cap"'),
    ("[dials.dmnc]", "[dials.dmcn]", 'dials: There is no system "dmcn"'),
    ("stock = 80.0", "stock = 180.0",
     "land.resources[forest].stock: Found 180; allowed is at most carrying_capacity, 100."),
    ("stock = 80.0", "stock = 80.0\ntipping = 100", "tipping: Found 100; allowed is less than"),
    ('indicator = "profit"', 'indicator = "profits"',
     'land.seats[ada].mandate.goals[#1].indicator: There is no indicator "profits"'),
    ("at_least = 1.0", "at_least = 1.0\nat_most = 2.0", 'It needs one bound: either "at_least" or'),
    ('indicator = "queue.grain"', 'indicator = "queue.grian"',
     'land.seats[ada].under.command.goals[#2].indicator: There is no indicator "queue.grian"'),
    ('indicator = "queue.grain"', 'indicator = "queue.grian"', 'The nearest is "queue.grain".'),
    ("at_most = 0.06", "at_most = 0.06\nat_least = 0.01",
     'land.seats[ada].under.command.goals[#2]: It needs one bound: either "at_least" or'),
    ('text = "Your field feeds the valley. Meet', 'txt = "Your field feeds the valley. Meet',
     'land.seats[ada].under.command: The key "text" is missing.'),
    ('indicator = "consumption"\nover = "mean"\nat_least = 0.96',
     'indicator = "income"\nover = "mean"\nat_least = 9.5',
     "land.seats[ada].under.command.goals[#1].text: It must say its bound, 9.5, once"),
    ('licensee = "cautious"', 'licensee = "cautios"',
     'standins.licensee: There is no stand-in law "cautios"; there are default, cautious'),
    ('licensee = "cautious"', 'licensee = "cautios"', 'The nearest is "cautious".'),
    ("most = 40", "most = 41",
     "elastic.most: Found 41; the seats, their parts and teams have room for 40."),
    ("least = 4", "least = 50", "elastic.least: Found 50; allowed is at most 40."),
    ('threshold = "most"', 'treshold = "most"',
     'elastic.dials.dmnc: There is no dial of dmnc "treshold"'),
    ("[elastic.dials.dmnc]", "[elastic.dials.dmcn]", 'elastic.dials: There is no system "dmcn"'),
    ("team = 5", "parts = 5", "land.seats[hana].parts: Found 5; a plan has one author."),
    ("parts = 5", "parts = 13",
     "land.seats[ada].parts: Found 13; allowed is at most the people of east_end, 12."),
    ('household = "hamlet"', 'household = "east_end"',
     "land.seats[ada].parts: A seat is split with the sites that its people live off: field_west"),
    ("capacity = 45.0", "capacity = 0.000001",
     "land.seats[ada].parts: The capacity of field_east is too small to be split."),
    ('target = "grain"', 'target = "field_east"',
     "land.seats[ada].parts: A shock or hazard strikes field_east alone"),
    ("takes a profit of 1 a round", "takes a profit",
     "land.seats[ada].mandate.goals[#1].text: It must say its bound, 1, once"),
    ("takes a profit of 1 a round", "takes a profit of 1 in 1 round", "It must say its bound, 1, once"),
    ('id = "smithy"', 'id = "field_east_2"',
     'land.seats[ada].parts: A part of "field_east" is called "field_east_2"; that name is taken.'),
    ('name = "East End"', f'name = "{"E" * 58}"',
     'The name of "east_end" leaves no room for a number: allowed are 37 characters, and 57 on'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), SENSE)
def test_a_contradiction_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """What points to nothing, or cannot be together, is said with the key."""
    assert any(sentence in line for line in mistakes(changed(old, new), tmp_path))


def test_a_mandate_under_no_system_is_named(tmp_path: Path) -> None:
    """For each seat that has one, with the nearest name."""
    found = mistakes(VALLEY.replace("seats.under.command", "seats.under.comand"), tmp_path)
    assert len(found) == 4
    assert found[0].startswith('land.seats[ada].under: There is no system "comand"; there are ')
    assert found[0].endswith(' The nearest is "command".')


def test_a_dial_out_of_its_range_is_named(tmp_path: Path) -> None:
    """With the bounds of the dial."""
    text = changed("[dials.dmnc]", "[dials.dmnc]\nterm = 99")
    assert mistakes(text, tmp_path) == ["dials.dmnc.term: Found 99; allowed is 1 to 12."]


def test_a_land_that_eats_itself_is_named(tmp_path: Path) -> None:
    """Leontief's condition: inputs with a spectral radius of 1 or more make no net output."""
    lines = VALLEY.replace("tools = 0.0", "tools = 2.0")
    found = mistakes(lines, tmp_path)
    assert any("their spectral radius is 2" in line for line in found)


def test_a_sole_seller_is_named(tmp_path: Path) -> None:
    """One seat must not own a good that everybody needs."""
    text = VALLEY
    for site in ("care_circle",):
        before, after = text.split(f'id = "{site}"', 1)
        text = before + f'id = "{site}"' + after.replace('good = "care"', 'good = "tools"', 1)
    assert any(line.startswith("land.goods[care]: Seats that sell it: 1;")
               for line in mistakes(text, tmp_path))  # fmt: skip


def test_a_good_without_a_maker_is_named(tmp_path: Path) -> None:
    """Nothing can be bought that nobody makes."""
    text = VALLEY.replace('good = "care"', 'good = "tools"')
    assert "land.goods[care]: No enterprise makes it." in mistakes(text, tmp_path)


def test_a_shock_after_the_end_is_named(tmp_path: Path) -> None:
    """A shock in a round that is never played would be a silent mistake."""
    shock = (
        '[[shocks]]\nround = 9\nkind = "stock"\ntarget = "forest"\nfactor = 0.5\nnews = "Fire."\n'
    )
    found = mistakes(f"{VALLEY}\n{shock}", tmp_path)
    assert found == ["shocks[#1].round: Found 9; allowed are 1 to 8, the rounds of the game."]


def test_a_hazard_upside_down_is_named(tmp_path: Path) -> None:
    """Its low bound lies above its high one."""
    found = mistakes(changed("low = 0.85", "low = 0.99"), tmp_path)
    assert found == ["hazards[#1].low: Found 0.99; allowed is at most high, 0.97."]


def test_all_mistakes_are_listed(tmp_path: Path) -> None:
    """Whoever mends a file sees everything that is to mend."""
    text = changed('role = "member"', 'role = "membr"').replace("rounds = 8", "rounds = 0")
    assert len(mistakes(text, tmp_path)) == 2
    text = changed('system = "dmnc"', 'system = "dmcn"').replace("stock = 80.0", "stock = 180.0")
    assert len(mistakes(text, tmp_path)) >= 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1\nb = = 3", "line 2, column 5: this is not TOML: "),
        ("a = 1\na = 2\nb = 3", "line 2, column 6: this is not TOML: "),
        ("a = [", "at the end: this is not TOML:"),
        (f"a = {'[' * 9000}", "nested too deeply"),
        ("", 'The key "id" is missing.'),
    ],
)
def test_text_that_is_no_scenario_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    """Errors of TOML come with line and column."""
    assert any(sentence in line for line in mistakes(text, tmp_path))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, a folder, and a file that is not there."""
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path, sentence in (
        (binary, "This is no text in UTF-8, as TOML must be."),
        (tmp_path / "none.toml", "The file cannot be read: No such file or directory."),
    ):
        with pytest.raises(ScenarioError) as caught:
            load_scenario(str(path))
        assert str(caught.value) == f"{path}: {sentence}"


def test_an_unknown_name_gets_the_nearest() -> None:
    """A misspelt scenario is told from a file of one's own."""
    with pytest.raises(ScenarioError, match=r'no scenario "valey"; .* nearest is "valley"'):
        load_scenario("valey")
