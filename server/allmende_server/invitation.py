"""What a host shows so that others come to the table: addresses, code, and a picture for phones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

import segno

QUIET = 2
"""Light modules around the picture. Four are the norm (ISO/IEC 18004); phones read it with two."""
BLACK_ON_WHITE = "\x1b[30;47m"
RESET = "\x1b[0m"
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""A character for two modules, the upper and the lower; True is dark."""
MARGIN = "  "
MOST_ADDRESSES = 3
NARROWEST = 30
"""Columns that the words beside the picture need."""
FRAME = ("Come to the table:", "")
"""The lines above and below the addresses."""
PHONE = "On a phone: open an address above in its browser."
PHONE_WITH_PICTURE = (
    "On a phone: point the camera at the square, or open an address above in its browser."
)
TERMINAL = "In a terminal: allmende join"


def qr(url: str) -> str:
    """The QR code of a URL, two rows of modules a line, black on white on any background.

    The colours are escape codes of ECMA-48: only for a terminal that knows them.
    """
    return "\n".join(map(_coloured, _lines(url)))


def _coloured(line: str) -> str:
    return f"{BLACK_ON_WHITE}{line}{RESET}"


def _lines(url: str) -> list[str]:
    code = segno.make_qr(url, error="l")
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=QUIET)]
    light = [False] * len(rows[0])
    return [
        "".join(HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=light)
    ]


def invitation(
    urls: Sequence[str], code: str, columns: int = 80, rows: int = 24, *, picture: bool = True
) -> str:
    """A card that says how to come to the table; it leaves the last row of the terminal free.

    `urls` best first: the picture holds the first, and others are listed as room allows. Where the
    picture has no room, or is not wanted because no screen shows it or somebody hears the card read
    out, it says the same in words alone. Raises ValueError without a URL.
    """
    if not urls:
        raise ValueError("An invitation needs at least one address to open.")
    drawn = _lines(urls[0]) if picture else []
    across = columns - len(MARGIN)
    if drawn:
        across -= len(drawn[0]) + len(MARGIN)
    words = _words(code, max(across, NARROWEST), drawn=bool(drawn))
    room = rows - 1 - len(FRAME) - max(len(drawn), len(words))
    if drawn and (across < NARROWEST or room < 1):
        return invitation(urls, code, columns, rows, picture=False)
    listed = [MARGIN + url for url in urls[: max(1, min(room, MOST_ADDRESSES))]]
    title, space = FRAME
    return "\n".join([title, *listed, space, *_beside(drawn, words)])


def _words(code: str, width: int, *, drawn: bool) -> list[str]:
    phone = PHONE_WITH_PICTURE if drawn else PHONE
    paragraphs = (f"Code: {code}", phone, TERMINAL)
    return "\n\n".join("\n".join(wrap(one, width)) for one in paragraphs).split("\n")


def _beside(drawn: Sequence[str], words: Sequence[str]) -> list[str]:
    """The words right of the picture, line by line."""
    left = [f"{MARGIN}{_coloured(line)}" for line in drawn]
    pairs = zip_longest(left, words, fillvalue="")
    return [f"{picture}{MARGIN}{text}".rstrip() for picture, text in pairs]
