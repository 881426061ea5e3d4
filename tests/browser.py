"""A real browser for the tests of pages, and a local server that they may visit."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

from pipeline.local import Address, listen, server_of

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# What WCAG 2.1 AA asks, and what axe-core counts as good practice beside it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the machine's own Chromium; tests mark themselves with `@needs_program("chromium")`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visited(app: Starlette) -> Iterator[Address]:
    """Serve an application as the commands do, in a thread, and give its address."""
    with listen() as listener:
        address = Address(listener.getsockname()[1])
        server = server_of(app, address)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(10)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on a page: each rule with the first place that breaks it."""
    response: dict[str, Any] = Axe().run(page, options={"runOnly": RULES}).response
    return [f"{found['id']}: {json.dumps(found['nodes'][0]['target'])}" for found in response["violations"]]


def overflows(page: Page) -> bool:
    """Say whether a page must be scrolled sideways (WCAG 2.1, success criterion 1.4.10)."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
