"""The preview as a page: which edition to look at, the edition itself, and what is wrong in the sources."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import PlanError, Problem
from pipeline.local import language_of
from pipeline.pages import template
from pipeline.text import _, speaking
from pipeline.watch.follow import Follower
from pipeline.watch.preview import Preview

HERE = Path(__file__).parent
TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# An edition runs nothing, wherever it is shown.
STILL = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"}
ALIVE = 15  # seconds between two signs of life to a page that has nothing to be told
WIDEST = 2400  # pixels


class Desk:
    """The application's state: the preview, who follows the saves, and the pages that wait for news."""

    def __init__(self, root: Path, theme: str) -> None:
        self.preview = Preview(root, theme)
        self.follower = Follower(self.preview, self._changed)
        self._waiting: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @asynccontextmanager
    async def running(self, _app: Starlette) -> AsyncIterator[None]:
        """Follow the saves for as long as pages are served."""
        self._loop = asyncio.get_running_loop()
        await run_in_threadpool(self.follower.start)
        try:
            yield
        finally:
            await run_in_threadpool(self.follower.stop)

    def _changed(self) -> None:
        """Wake the pages; called by the thread that follows the saves."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def news(self, language: str) -> AsyncIterator[str]:
        """Yield what a page shows as a server-sent event: at first, and then after each change."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            while True:
                event.clear()
                yield f"data: {json.dumps(self.shown(language), ensure_ascii=False)}\n\n"
                while not await _set_within(event, ALIVE):
                    yield ": \n\n"
        finally:
            self._waiting.discard(event)

    def shown(self, language: str) -> dict[str, Any]:
        """Return what a page shows: the editions with their keys, and the parts of the page that tell how it stands."""
        view = self.preview.view
        editions = [
            {"slug": edition.slug, "title": edition.title, "key": key}
            for edition, key in zip(view.editions, view.keys, strict=True)
        ]
        with speaking(language):
            state = template("pipeline.watch", "state.html").render(
                problems=[(problem, _quote(problem, self.preview.root)) for problem in view.problems],
                failure=self.follower.failure,
                outputs=self.follower.outputs,
            )
        return {"editions": editions, "state": state, "stale": bool(view.problems or self.follower.failure)}


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _quote(problem: Problem, root: Path) -> str:
    """Return the line that a problem is about, as it stands in the file."""
    try:
        lines = (root / problem.file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return ""
    return lines[problem.line - 1].strip() if 0 < problem.line <= len(lines) else ""


def app_of(root: Path, theme: str = "") -> Starlette:
    """Return the application for a project's folder, in a theme or, without one, in that of the last build."""
    desk = Desk(root, theme)
    routes = [
        Route("/", partial(_page, desk)),
        Route("/news", partial(_news, desk)),
        Route("/edition/{slug}.{suffix}", partial(_edition, desk)),
        Route("/sheets/{slug}", partial(_sheets, desk)),
        Route("/sheet/{slug}/{number:int}", partial(_sheet, desk)),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        Mount("/output", StaticFiles(directory=root / "output", html=True, check_dir=False)),
    ]
    return Starlette(routes=routes, lifespan=desk.running)


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language", ""))


async def _page(desk: Desk, request: Request) -> Response:
    language = _language(request)
    with speaking(language):
        page = template("pipeline.watch", "watch.html").render(language=language, editions=desk.preview.view.editions)
    return HTMLResponse(page)


async def _news(desk: Desk, request: Request) -> Response:
    return StreamingResponse(desk.news(_language(request)), media_type="text/event-stream")


async def _edition(desk: Desk, request: Request) -> Response:
    slug, suffix = request.path_params["slug"], request.path_params["suffix"]
    if suffix not in TYPES:
        return _nothing()
    try:
        data = await run_in_threadpool(desk.preview.typeset, slug, suffix)
    except PlanError as error:
        return _cannot(error)
    name = {"Content-Disposition": f'{"inline" if suffix != "docx" else "attachment"}; filename="{slug}.{suffix}"'}
    return Response(data, media_type=TYPES[suffix], headers={**STILL, **name}) if data else _nothing()


async def _sheets(desk: Desk, request: Request) -> Response:
    try:
        sizes = await run_in_threadpool(desk.preview.sheets, request.path_params["slug"])
    except PlanError as error:
        return _cannot(error)
    return JSONResponse(sizes)


async def _sheet(desk: Desk, request: Request) -> Response:
    slug, number = request.path_params["slug"], request.path_params["number"]
    width = request.query_params.get("width", "")
    pixels = min(int(width), WIDEST) if width.isdecimal() and 0 < len(width) < 6 else WIDEST // 2
    data = await run_in_threadpool(desk.preview.picture, slug, number, max(pixels, 1))
    return Response(data, media_type="image/png") if data else _nothing()


def _nothing() -> Response:
    return Response(_("There is no such page."), 404, media_type="text/plain; charset=utf-8")


def _cannot(error: PlanError) -> Response:
    return Response(str(error), 409, media_type="text/plain; charset=utf-8")
