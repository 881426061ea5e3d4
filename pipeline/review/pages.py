"""What the page view may ask for: a page's picture, what was read on it, and corrections of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.questions import Correction
from pipeline.recover.corrections import Unfit
from pipeline.review.blocks import decided, page_of
from pipeline.review.reading import Reading
from pipeline.text import _


def show_page(request: Request) -> Response:
    """Answer with what is on a page, or with nothing new since the version that was seen."""
    reading = reading_of(request)
    if request.query_params.get("since") == reading.folder.snapshot().version:
        return Response(status_code=204)
    return JSONResponse(_page(reading, request.path_params["page"]))


def show_picture(request: Request) -> Response:
    """Answer with a page's picture."""
    pictures = request.app.state.pictures[reading_of(request).folder.name]
    try:
        picture = pictures.whole(request.path_params["page"])
    except LookupError:
        raise HTTPException(404) from None
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def correct_page(request: Request, asked: Any) -> Response:
    """Write or take back a correction: `{"page", "key", "do", …}` or `{"undo": …}`; answer with the page after it."""
    reading, select = reading_of(request), None
    try:
        if undone := asked.get("undo"):
            reading.remove(Correction(str(undone["action"]), int(undone["page"]), str(undone["key"])))
        else:
            select = _correct(reading, asked)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        raise HTTPException(400) from None
    except Unfit:
        return JSONResponse(_page(reading, request.path_params["page"]), 409)
    return JSONResponse({**_page(reading, request.path_params["page"]), "select": select})


def _correct(reading: Reading, asked: Mapping[str, Any]) -> str:
    """Make a correction, and return the name of the block to look at then."""
    correction, then = decided(reading.state(), asked)
    reading.add(correction)
    blocks = reading.state().blocks
    return blocks[min(max(then, 0), len(blocks) - 1)].key if blocks else ""


def _page(reading: Reading, number: int) -> dict[str, Any]:
    try:
        return page_of(reading, number)
    except LookupError:
        raise HTTPException(404) from None


def reading_of(request: Request) -> Reading:
    """Return the reading of the period that is asked for; one without a PDF has no pages."""
    reading = request.app.state.readings.get(request.path_params["period"])
    if not isinstance(reading, Reading) or not reading.folder.pdf.exists():
        raise HTTPException(404)
    return reading


def phrases() -> dict[str, str]:
    """Return what the page view's script says."""
    return {
        "corrected": _("Saved: {words}."),
        "undone": _("Undone."),
        "superseded": _("That cannot be done with the text as it is now. Look at it, and try again."),
        "failed": _("The correction could not be saved. Is the command still running?"),
        "unread": _("The page could not be read. Is it in the PDF, and is the command still running?"),
        "reading": _("The PDF is being read. A long one takes a minute."),
        "page": _("Page {n} of {total}"),
        "changed": _("{words}, read as {before}"),
        "doubtful": _("{words}, read as {before}, doubtful"),
        "word": _("{n}. {words}"),
        "undo": _("Undo: {words}"),
        "unfit": _("does not fit the text any more"),
    }
