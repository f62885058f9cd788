"""The pages a key away, by name. Each is imported when it is first wanted: plots load a large library."""

from __future__ import annotations

from importlib import import_module

from allmende_client.screens.base import Page

PAGES = {
    "graphs": "GraphsScreen",
    "books": "BooksScreen",
    "news": "NewsScreen",
    "words": "WordsScreen",
}


def page(name: str) -> type[Page]:
    """The class of a page. Raises KeyError for a name that is none of `PAGES`."""
    module = import_module(f"allmende_client.screens.{name}")
    found: type[Page] = getattr(module, PAGES[name])
    return found
