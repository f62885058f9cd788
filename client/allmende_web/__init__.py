"""The browser door: one static page that speaks the protocol, with nothing to build and nothing to fetch.

The host serves `page()` with `csp()` as its Content-Security-Policy. The page holds its style and its
script inline, so that their hashes are all that the policy has to allow.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

SCRIPTS = (
    "words_table",
    "words_answers",
    "words_pages",
    "words_institutions",
    "words",
    "indicators",
    "glossary",
    "element",
    "format",
    "entry",
    "describe",
    "ballots",
    "dials",
    "matters",
    "memory",
    "model",
    "folding",
    "lines",
    "link",
    "session",
    "refusals",
    "fields",
    "fields_many",
    "fields_ballot",
    "decide",
    "sendbar",
    "door",
    "seats",
    "table",
    "paper",
    "endings",
    "pages",
    "assembly",
    "motions",
    "counts",
    "foresight",
    "plan",
    "books",
    "graphs",
    "drawing",
    "help",
    "leaving",
    "main",
)
"""The parts of the script, in the order in which they stand in it."""
STYLES = ("ground", "door", "top", "cards", "pages", "tabs")
"""The parts of the style, in the same way."""


@cache
def page() -> bytes:
    """The whole page: UTF-8, a few tens of kilobytes, the same in every process of one version."""
    whole = _read("page.html").replace("/*STYLE*/", style()).replace("/*SCRIPT*/", script())
    return whole.encode()


@cache
def csp() -> str:
    """The policy that lets this page run and nothing else.

    The schemes stand beside 'self', which not every browser takes to cover a websocket.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script())}'",
            f"style-src '{_hash(style())}'",
            "connect-src 'self' ws: wss:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def style() -> str:
    """The style as it stands in the page."""
    return "\n".join(_read(f"styles/{name}.css") for name in STYLES)


@cache
def script() -> str:
    """The script as it stands in the page: its parts in order, as one module."""
    return "\n".join(_read(f"scripts/{name}.js") for name in SCRIPTS)


def _read(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
