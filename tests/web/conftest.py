"""One browser for all tests of a process; everybody in it has a profile of their own."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from tests.web.browser import chromium


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def running() -> AsyncIterator[Browser]:
    """The machine's Chromium."""
    async with chromium() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def browser(running: Browser) -> AsyncIterator[Browser]:
    """The same, with nobody in it after the test."""
    yield running
    for context in running.contexts:
        await context.close()
