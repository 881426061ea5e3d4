"""What the page of questions may ask for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import PlanError
from pipeline.local import language_of
from pipeline.model import Box
from pipeline.pages import template
from pipeline.questions import Spot
from pipeline.questions.edit import Settlement, Superseded, answer_for
from pipeline.review.blocks import choices
from pipeline.review.folder import Folder
from pipeline.review.pages import correct_page, phrases, reading_of, show_page, show_picture
from pipeline.review.pictures import Pictures
from pipeline.review.queue import kinds, listed, row_of, shown
from pipeline.review.reading import Reading
from pipeline.text import _, speaking, spoken

# No style or script but the server's own: a word of the plan is never taken for either.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
LONGEST_ANSWER = 200
Handler = Callable[[Request], Response]


def make_app(folders: Mapping[str, Folder]) -> Starlette:
    """Return the application for some periods' folders."""
    routes = [
        Route("/", _spoken(_start)),
        Route("/{period}/", _spoken(_page)),
        Route("/{period}/questions.json", _spoken(_questions)),
        Route("/{period}/questions/{id}.json", _spoken(_question)),
        Route("/{period}/questions/{id}/{place:int}.png", _spoken(_picture)),
        Route("/{period}/answers", _posted(_write), methods=["POST"]),
        Route("/{period}/pages/", _spoken(_first_page)),
        Route("/{period}/pages/{page:int}/", _spoken(_page_view)),
        Route("/{period}/pages/{page:int}.json", _spoken(show_page)),
        Route("/{period}/pages/{page:int}.png", _spoken(show_picture)),
        Route("/{period}/pages/{page:int}/corrections", _posted(correct_page), methods=["POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    app = Starlette(routes=routes)
    app.state.folders = folders
    app.state.readings = {name: Reading(folder) for name, folder in folders.items()}
    app.state.pictures = {name: Pictures(folder.pdf) for name, folder in folders.items()}
    return app


def _spoken(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Answer in the browser's language, beside the loop that hands out requests."""

    async def handle(request: Request) -> Response:
        return await run_in_threadpool(_in_language, handler, request)

    return handle


def _posted(handler: Callable[[Request, Any], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Answer what is posted as JSON likewise."""

    async def handle(request: Request) -> Response:
        try:
            asked = await request.json()
        except ValueError:
            raise HTTPException(400) from None
        return await run_in_threadpool(_in_language, lambda request: handler(request, asked), request)

    return handle


def _in_language(handler: Handler, request: Request) -> Response:
    with speaking(language_of(request.headers.get("accept-language", ""))):
        try:
            return handler(request)
        except PlanError as error:
            return JSONResponse({"problems": [str(problem) for problem in error.problems]}, 422)


def _folder(request: Request) -> Folder:
    folder = request.app.state.folders.get(request.path_params["period"])
    if not isinstance(folder, Folder):
        raise HTTPException(404)
    return folder


def _start(request: Request) -> Response:
    return RedirectResponse(f"/{next(reversed(request.app.state.folders))}/", 303)


def _page(request: Request) -> Response:
    return _html("queue.html", _folder(request), folders=request.app.state.folders, kinds=kinds(), phrases=_phrases())


def _first_page(request: Request) -> Response:
    return RedirectResponse(f"/{reading_of(request).folder.name}/pages/1/", 303)


def _page_view(request: Request) -> Response:
    folder = reading_of(request).folder
    return _html("page.html", folder, page=request.path_params["page"], choices=choices(), phrases=phrases())


def _html(name: str, folder: Folder, **values: Any) -> Response:
    html = template("pipeline.review", name).render(folder=folder, language=spoken(), **values)
    return HTMLResponse(html, headers={"Content-Security-Policy": POLICY})


def _phrases() -> dict[str, str]:
    """Return what the script says."""
    return {
        "saved": _("Saved: {words}."),
        "undone": _("Undone."),
        "added": _("{words} is now one of the municipality's words."),
        "nothing": _("There is nothing to undo."),
        "superseded": _(
            "Someone answered this meanwhile. Look at the answer, and give yours again if it should replace it."
        ),
        "failed": _("The answer could not be saved. Is the command still running?"),
        "progress": _("{done} of {total} questions answered"),
        "finished": _("Every question here is answered."),
        "place": _("Place {n} of {total}, page {page}"),
        "asRead": _("as it was read"),
        "likely": _("likely"),
        "answered": _("Answered: {words}"),
    }


def _questions(request: Request) -> Response:
    folder = _folder(request)
    snapshot = folder.snapshot()
    if request.query_params.get("since") == snapshot.version:
        return Response(status_code=204)
    return JSONResponse(listed(folder, snapshot))


def _question(request: Request) -> Response:
    folder = _folder(request)
    question = folder.snapshot().questions.get(request.path_params["id"])
    if question is None:
        raise HTTPException(404)
    return JSONResponse(shown(folder, question))


def _picture(request: Request) -> Response:
    folder = _folder(request)
    question = folder.snapshot().questions.get(request.path_params["id"])
    places = folder.records_of(question) if question else []
    at = request.path_params["place"]
    if at >= len(places) or not places[at][1] or not folder.pdf.exists():
        raise HTTPException(404)
    spot, record = places[at]
    box = Box(*record["bbox"])
    picture, piece = request.app.state.pictures[folder.name].around(spot.page, box)
    around = ",".join(f"{value:.2f}" for value in (piece.x0, piece.top, piece.x1, piece.bottom))
    return Response(
        picture, media_type="image/png", headers={"X-Piece": around, "Cache-Control": "private, max-age=600"}
    )


def _write(request: Request, asked: Any) -> Response:
    """Write answers: `{"answers": [{"id", "words", "was", "spot"}], "word": …, "remove": …}`; say what was written."""
    folder = _folder(request)
    try:
        settlements = [_settlement(folder, answer) for answer in asked.get("answers", ())]
        word, removed = _line(asked.get("word", "")), _line(asked.get("remove", ""))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise HTTPException(400) from None
    if word:
        settlements += folder.settlements_of(word)
    former = folder.snapshot().version
    ids = {id(question): name for name, question in folder.snapshot().questions.items()}
    try:
        folder.answer(settlements)
    except Superseded as superseded:
        return JSONResponse({"now": superseded.now}, 409)
    if word:
        folder.add_word(word)
    if removed:
        folder.remove_word(removed)
    done = [
        {"id": ids.get(id(s.question), ""), "was": s.was, "now": s.answer, "spot": _spot_text(s.spot)}
        for s in settlements
    ]
    now = folder.snapshot()
    rows = [row_of(folder, one["id"], now.questions[one["id"]]) for one in done if one["id"] in now.questions]
    return JSONResponse({"done": done, "former": former, "version": now.version, "rows": rows})


def _settlement(folder: Folder, asked: Mapping[str, Any]) -> Settlement:
    question = folder.snapshot().questions[asked["id"]]
    page, _space, key = str(asked.get("spot") or "").partition(" ")
    spot = Spot(int(page), key) if key else None
    if spot and spot not in question.spots:
        raise KeyError(key)
    answer = _line(asked["answer"]) if "answer" in asked else answer_for(question, _line(asked["words"]))
    return Settlement(question, answer, _line(asked.get("was", "")), spot)


def _line(words: Any) -> str:
    """Return words that fit on a line of a file."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(words)).split())
    if len(line) > LONGEST_ANSWER:
        raise ValueError(line)
    return line


def _spot_text(spot: Spot | None) -> str:
    return f"{spot.page} {spot.key}" if spot else ""
