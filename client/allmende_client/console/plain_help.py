"""The commands of the host's console in lines, and what each does."""

from __future__ import annotations

from allmende_client.words import _

HELP = {
    "help": _("these lines"),
    "who": _("who is here, and what they do"),
    "start": _("start the game, when everybody is here"),
    "pause": _("stop the time; no phase closes"),
    "go": _("let time pass again"),
    "extend 60": _("give the open phase so many seconds more"),
    "close": _("close the open phase now; whoever is silent is answered for"),
    "bot SEAT": _("hand a seat to a bot"),
    "back SEAT": _("give it back to its people"),
    "round 2": _("go back to the end of that round, also after the end; 0 is the opening"),
    "system ID": _(
        "play on under another system from the next round on; with presets and dials as in dmnc+hostile "
        "term=2"
    ),
    "say TEXT": _("say something to all"),
    "card": _("the code and the addresses"),
    "tables": _("the tables of this server"),
    "table CODE": _("go to another table"),
    "end": _("end the game for all"),
    "quit": _("quit the server; “allmende host” takes up again what is not at its end"),
}
