"""The page as it is served: whole in itself, held by its policy, and complete for the protocol."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import allmende_web
from allmende_client import (
    assembly_lines,
    counts,
    foresight_lines,
    lines,
    matters,
    series,
    tidings,
    vocabulary,
    words,
)
from allmende_protocol import messages as m
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.questions import Question, Takes
from allmende_rules.refusals import KINDS

PAGE = allmende_web.page().decode()
SOURCES = Path(allmende_web.__file__).parent


class Tags(HTMLParser):
    """The tags of a document with their attributes, and the text inside style and script."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self._open = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.inside[self._open] = self.inside.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def table_of(name: str) -> str:
    """The source of a table of the script, from its name to its closing brace."""
    shape = rf"^const {name} = (\[[^\n]*\]|[{{\[]\n.*?^[}}\]]);"
    found = re.search(shape, allmende_web.script(), re.MULTILINE | re.DOTALL)
    assert found is not None, f"The script has no table {name}."
    return found[1]


def keys_of(name: str) -> set[str]:
    """The keys of a table of the script."""
    return set(re.findall(r'^  "?(\w+)"?:', table_of(name), re.MULTILINE))


def plain(name: str) -> Any:
    """A table of the script that is plain data: JSON but for bare keys, the last comma and comments."""
    text = re.sub(r"^\s*//.*$", "", table_of(name), flags=re.MULTILINE)
    text = re.sub(r"^(\s*)(\w+):", r'\1"\2":', text, flags=re.MULTILINE)
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))


SENTENCES = re.findall(r"\.\.\.(WORDS_\w+)", allmende_web.script())
"""The tables that make up the sentences of the page."""


def sentences() -> dict[str, str]:
    """Every sentence of the page by its key."""
    return {key: text for name in SENTENCES for key, text in plain(name).items()}


def test_the_page_is_one_document_that_fetches_nothing() -> None:
    """No address of another place, no source attribute, one style and one script, both inline."""
    assert not re.search(r"https?://", PAGE)
    tags = Tags(PAGE).tags
    links = [attributes for tag, attributes in tags if tag == "link"]
    assert [attributes["href"] for attributes in links] == ["data:,"]
    assert not [tag for tag, attributes in tags if "src" in attributes or "style" in attributes]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert [tag for tag, _ in tags].count("style") == 1
    assert [tag for tag, _ in tags].count("script") == 1


def test_the_page_names_its_language_and_lets_itself_be_enlarged() -> None:
    """A reader aloud knows how to speak it, and fingers may zoom."""
    tags = Tags(PAGE).tags
    assert ("html", {"lang": "en"}) in tags
    (viewport,) = [
        dict(attributes) for _, attributes in tags if attributes.get("name") == "viewport"
    ]
    assert "scal" not in str(viewport["content"]).replace("initial-scale=1", "")
    assert {"main", "header", "nav", "footer", "noscript"} <= {tag for tag, _ in tags}


def test_the_policy_names_exactly_the_style_and_script_of_the_page() -> None:
    """The hashes are those of what stands between the tags, and nothing else is allowed to run."""
    inside = Tags(PAGE).inside
    for tag in ("script", "style"):
        digest = b64encode(sha256(inside[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in allmende_web.csp()
    assert allmende_web.csp().startswith("default-src 'none';")
    assert "unsafe" not in allmende_web.csp()


def test_nothing_typed_can_become_markup() -> None:
    """The script has no way to read data as markup or as a program."""
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc"
    assert not re.search(ways, allmende_web.script())


def test_every_kind_of_question_has_a_field_its_bounds_and_words() -> None:
    """A kind that is added to the rules fails here until the page can ask it."""
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Question)}
    assert keys_of("FIELDS") == keys_of("BOUNDS") == keys_of("SHOWN") == kinds


def test_everything_that_a_ballot_takes_has_a_field_and_words() -> None:
    """So does what a ballot takes."""
    assert keys_of("BALLOT_FIELDS") == keys_of("PAPERS") == set(get_args(Takes))


def test_every_message_of_the_server_is_taken_in() -> None:
    """A message that is added to the protocol fails here until the page knows it."""
    tags = {str(kind.__struct_config__.tag) for kind in get_args(m.ServerMessage)}
    assert keys_of("FOLDS") == tags


def test_every_refusal_has_a_way_on() -> None:
    """A code that is added to the rules fails here until the page says what one can do."""
    assert keys_of("WAYS_ON") == set(KINDS)
    assert set(plain("WAYS_ON").values()) - {""} <= set(sentences())


def test_what_the_page_sends_fits_the_protocol() -> None:
    """Every message literal in the script names a message of a client and only fields that it has."""
    fields = {
        str(kind.__struct_config__.tag): {field.name for field in msgspec.structs.fields(kind)}
        for kind in get_args(m.ClientMessage)
    }
    sent = re.findall(r'\{\s*is: "(\w+)"(.*?)\}', allmende_web.script(), re.DOTALL)
    assert {tag for tag, _ in sent} == {
        *("hello", "ask_seat", "take_seat", "leave", "say", "look_ahead", "ask_plan"),
        *("submit", "undo", "draft", "foresee"),
    }
    for tag, rest in sent:
        assert {piece.partition(":")[0].strip() for piece in rest.split(",")} - {""} <= fields[tag]
    assert f"const VERSION = {m.VERSION};" in allmende_web.script()


def test_every_sentence_is_in_the_table_and_none_is_left_over() -> None:
    """What the script says by a plain key is there; each key is said somewhere, if only by a stem."""
    keys, script = set(sentences()), allmende_web.script()
    for name in SENTENCES:
        script = script.replace(table_of(name), "")
    assert set(re.findall(r'\bsay\(\s*"(\w+)"', script)) <= keys
    made = re.findall(r"\bsay\(\s*`(\w*)\$\{[^}]*\}(\w*)`", script)
    quoted = set(re.findall(r'"(\w+)"', script))
    left = {
        key
        for key in keys - quoted
        if not any(key.startswith(begin) and key.endswith(end) for begin, end in made)
    }
    assert left == set()


def test_each_sentence_has_one_place() -> None:
    """No key is in two tables, of which one would hide the other, and each table is used."""
    keys = [key for name in SENTENCES for key in plain(name)]
    assert len(keys) == len(set(keys))
    assert set(re.findall(r"^const (WORDS_\w+)", allmende_web.script(), re.MULTILINE)) == set(
        SENTENCES
    )


def test_the_page_says_the_same_words_as_the_terminal() -> None:
    """Indicators, their order and the glossary are the terminal's."""
    assert plain("INDICATORS") == words.INDICATORS
    assert plain("ALONE") == words.ALONE
    assert set(plain("PERCENTAGES")) == words.PERCENTAGES
    assert tuple(plain("OWN")) == lines.OWN
    assert tuple(plain("VALLEY")) == lines.VALLEY
    assert tuple(plain("ALWAYS")) == lines.ALWAYS
    assert tuple(plain("GENERAL")) == series.GENERAL
    assert tuple(plain("VERDICTS")) == tidings.VERDICTS
    assert [tuple(pair) for pair in plain("GLOSSARY")] == list(vocabulary.WORDS)
    homes = {word: tuple(found) for word, found in plain("HOMES").items()}
    assert homes == vocabulary.HOMES
    assert {name: tuple(pair) for name, pair in plain("METHODS").items()} == {
        method.id: (method.name, method.account) for method in METHODS.values()
    }
    assert tuple(plain("FORESEEN_KINDS")) == foresight_lines.KINDS


def test_the_page_says_the_same_of_motions_as_the_terminal() -> None:
    """What became of them, who may change a rule, and what the figures of each count are."""
    said = sentences()
    assert {
        key.removeprefix("fate_"): text for key, text in said.items() if key[:5] == "fate_"
    } == (assembly_lines.FATES)
    assert {name: said[f"figures_{name}"] for name in METHODS} == counts.FIGURES
    assert {who: said[f"amended_by_{who}"] for who in matters.AMENDERS} == matters.AMENDERS


@pytest.mark.parametrize("folder", ["scripts", "styles"])
def test_every_source_is_in_the_page(folder: str) -> None:
    """A file that is added and not named in the package's list fails here."""
    listed = {"scripts": allmende_web.SCRIPTS, "styles": allmende_web.STYLES}[folder]
    assert sorted(path.stem for path in (SOURCES / folder).iterdir()) == sorted(listed)
