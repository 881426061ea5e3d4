"""How far each page can be trusted: good, fair or poor, with the reason in a sentence. The worst reason wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.extract.found import PageInfo
from pipeline.extract.sheet import Sheet
from pipeline.frozen import frozen
from pipeline.text import _

_FEW_WORDS = 3
_LARGE_PICTURE = 0.3  # a picture that takes this share of the page may be a scan of it
_MANY_UNNAMED = 0.05  # this share of characters without a name makes a page unreadable
_LEAST_LETTERS = 300  # fewer letters than this say nothing of a page's language
_LEAST_SWEDISH = 8.0  # Swedish has 40 to 60 å, ä and ö per 1000 letters
_UNNAMED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe]|\(cid:\d+\)")


@frozen
class Rule:
    """A reason to trust a page less: the grade that it gives, and the test that returns the reason or nothing."""

    grade: str
    reason: Callable[[Sheet], str]


def grade(sheet: Sheet) -> PageInfo:
    """Return what is said of a page: the first rule that finds a reason decides."""
    for rule in RULES:
        if reason := rule.reason(sheet):
            return PageInfo(sheet.number, sheet.width, sheet.height, rule.grade, reason)
    return PageInfo(sheet.number, sheet.width, sheet.height)


def unnamed_share(sheet: Sheet) -> float:
    """Return the share of the page's characters that no font names."""
    text = "".join(_texts(sheet))
    return len(_UNNAMED.findall(text)) / len(text) if text else 0.0


def swedish_per_thousand(text: str) -> float:
    """Return the number of å, ä and ö per 1000 letters.

    >>> swedish_per_thousand("två tåg")
    333.3333333333333
    """
    letters = sum(map(str.isalpha, text))
    return 1000 * sum(text.casefold().count(letter) for letter in "åäö") / letters if letters else 0.0


def _texts(sheet: Sheet) -> Iterator[str]:
    return (token.text for token in sheet.tokens)


def _is_unreadable(sheet: Sheet) -> str:
    return _("The page cannot be opened; nothing of it was read.") if not sheet.width else ""


def is_scan(sheet: Sheet) -> bool:
    """Tell whether a picture takes so much of the page that it may be a scan of it."""
    area = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in sheet.pictures)
    return area >= _LARGE_PICTURE * sheet.width * sheet.height > 0


def is_picture(sheet: Sheet) -> bool:
    """Tell whether a page is a scan without a text layer."""
    return len(sheet.tokens) < _FEW_WORDS and is_scan(sheet)


def is_damaged(sheet: Sheet) -> bool:
    """Tell whether a page is a scan whose text layer has hardly any å, ä and ö."""
    return is_scan(sheet) and swedish_per_thousand(" ".join(_texts(sheet))) < _LEAST_SWEDISH


def _is_picture(sheet: Sheet) -> str:
    if not is_picture(sheet):
        return ""
    return _("The page is a picture without a text layer; it must be read by OCR (Tesseract with the language swe).")


def _is_lost(sheet: Sheet) -> str:
    return _("The file is damaged, and nothing of this page was found.") if sheet.rebuilt and not sheet.tokens else ""


def _is_rebuilt(sheet: Sheet) -> str:
    return _("The file is damaged and was put together anew; words may be missing.") if sheet.rebuilt else ""


def _is_scanned(sheet: Sheet) -> str:
    if not sheet.scanned:
        return ""
    return _("The page is a picture without a text layer; its words were read from it by Tesseract.")


def _is_unnamed(sheet: Sheet) -> str:
    share = unnamed_share(sheet)
    what = _("{share} % of the characters cannot be told: their fonts do not name them.")
    return what.format(share=round(100 * share)) if share >= _MANY_UNNAMED else ""


def _has_unnamed(sheet: Sheet) -> str:
    return _("Some characters cannot be told: their fonts do not name them.") if unnamed_share(sheet) else ""


def _is_not_swedish(sheet: Sheet) -> str:
    text = " ".join(_texts(sheet))
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS or swedish_per_thousand(text) >= _LEAST_SWEDISH:
        return ""
    return _("Hardly any å, ä and ö: the Swedish letters were misread, or the page is in another language.")


def _has_sideways(sheet: Sheet) -> str:
    return _("Text that runs sideways was left out of the blocks.") if sheet.sideways else ""


def _is_mended(sheet: Sheet) -> str:
    fonts = ", ".join(f"{font} ({rule})" for font, rule in sheet.mended)
    what = _("These fonts do not name their characters, which were read by rule instead: {fonts}.")
    return what.format(fonts=fonts) if fonts else ""


def _is_empty(sheet: Sheet) -> str:
    return "" if sheet.tokens or sheet.pictures else _("The page holds no words.")


RULES = (
    Rule("poor", _is_unreadable),
    Rule("poor", _is_lost),
    Rule("poor", _is_picture),
    Rule("poor", _is_unnamed),
    Rule("fair", _is_rebuilt),
    Rule("fair", _is_scanned),
    Rule("fair", _has_unnamed),
    Rule("fair", _is_not_swedish),
    Rule("fair", _has_sideways),
    Rule("fair", _is_mended),
    Rule("fair", _is_empty),
)
