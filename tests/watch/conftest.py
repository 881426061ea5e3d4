"""A browser for the tests of this folder, and the preview of a project that a test may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.watch.app import app_of
from tests.browser import chromium, visited


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, project: Path) -> Iterator[Visit]:
    """Open the preview of the project in a new window with these settings."""
    with visited(app_of(project)) as address:

        def open_page(form: str = "html", **settings: object) -> Page:
            context = browser.new_context(**{"locale": "sv-SE", "viewport": {"width": 1100, "height": 800}, **settings})
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.goto(address.url)
            page.goto(f"http://127.0.0.1:{address.port}/#form={form}")
            page.reload()
            return page

        yield open_page
        for context in browser.contexts:
            context.close()
