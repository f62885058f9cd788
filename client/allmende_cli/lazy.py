"""A group of commands that imports a command only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

Places = Mapping[str, tuple[str, str]]
"""For each command: where it is, as module:name, and one line about it."""


class LazyGroup(click.Group):
    """Commands by name; listing them imports none. An unknown one gets the nearest name."""

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their places."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now. Raises UsageError with the nearest name if there is none."""
        if cmd_name not in self._places:
            near = get_close_matches(cmd_name, self._places, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            allowed = ", ".join(self._places)
            raise click.UsageError(
                f"There is no command “{cmd_name}”; there are {allowed}.{hint}", ctx
            )
        module, _, name = self._places[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands and their lines."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._places.items()])
