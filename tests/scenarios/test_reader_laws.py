"""Whatever a file holds, it is a scenario or a list of sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_scenarios.catalogue import source_text
from allmende_scenarios.checker import problems
from allmende_scenarios.errors import ScenarioError
from allmende_scenarios.reader import read

LINES = source_text("valley").splitlines()
VALUES = [
    "0",
    "-1",
    "1e308",
    "inf",
    "true",
    '""',
    '"ada"',
    '"x y"',
    "[]",
    "{}",
    "[[1]]",
    "1979-05-27",
]
FIELDS = [number for number, text in enumerate(LINES) if " = " in text and text[0] not in "# "]


def checked(text: str) -> bool:
    """Whether the text is a sound scenario; raises nothing but what it is said to."""
    try:
        scenario = read(text, "brook.toml")
    except ScenarioError as error:
        said = str(error)
    else:
        return not problems(scenario, BOTS)
    assert all(line.startswith("brook.toml: ") for line in said.split("\n"))
    return False


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES)), min_size=1, max_size=4)
)
def test_any_value_in_any_key_is_read_or_refused(changes: list[tuple[int, str]]) -> None:
    """Wrong kinds, impossible numbers, unknown names, alone and together."""
    lines = list(LINES)
    for number, value in changes:
        lines[number] = f"{lines[number].partition(' = ')[0]} = {value}"
    checked("\n".join(lines))


@settings(max_examples=100)
@given(st.lists(st.sampled_from(range(len(LINES))), min_size=1, max_size=5), st.booleans())
def test_lines_lost_or_doubled_are_read_or_refused(numbers: list[int], double: bool) -> None:
    """As after a bad merge."""
    lines = [
        copy
        for number, text in enumerate(LINES)
        for copy in [text] * ((2 if double else 0) if number in numbers else 1)
    ]
    checked("\n".join(lines))


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_is_refused(text: str) -> None:
    """No text of that length is a scenario."""
    assert not checked(text)


def test_the_valley_is_sound() -> None:
    """So the laws above start from something that passes."""
    assert checked("\n".join(LINES))
