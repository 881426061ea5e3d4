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


# What the keyboard must reach: all that can be used and seen; of a group of radio buttons, one stands for all.
REACHABLE = """() => {
    const seen = new Set(), found = [];
    for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
        if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true })) continue;
        const key = e.type === "radio" ? `radio ${e.name}` : e.dataset.stop = e.dataset.stop || `stop ${found.length}`;
        if (!seen.has(key)) found.push(key);
        seen.add(key);
    }
    return found;
}"""
FOCUSED = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    const key = e.type === "radio" ? `radio ${e.name}` : e.dataset.stop || "";
    return [key, style.outlineStyle !== "none" || style.boxShadow !== "none"];
}"""


def unreached(page: Page, most: int = 400) -> list[str]:
    """Return what cannot be reached by Tab alone, or is reached without showing it (WCAG 2.1, 2.1.1 and 2.4.7)."""
    wanted, shown = page.evaluate(REACHABLE), {}
    for _press in range(most):
        page.keyboard.press("Tab")
        key, visible = page.evaluate(FOCUSED)
        shown[key] = visible or shown.get(key, False)
        if all(shown.get(name) for name in wanted):
            return []
    return [page.evaluate("name => document.querySelector(`[data-stop='${name}']`)?.outerHTML ?? name", name)
            for name in wanted if not shown.get(name)]  # fmt: skip
