"""Escapes of formats that were taken for text: HTML, quoted-printable, MIME, percent, JSON, RTF, TeX, octal."""

from __future__ import annotations

import html
import quopri
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from html.entities import name2codepoint
from urllib.parse import unquote, unquote_to_bytes

from pipeline.repair.encoding.rule import EncodingRule, Vocabulary
from pipeline.repair.tokens import is_address

_MARKUP = ("amp", "lt", "gt", "quot")
_NAMED = "|".join(sorted(set(name2codepoint) - set(_MARKUP)))
"""The entities of HTML but those that a text about HTML writes on purpose."""

_ENTITY = re.compile(rf"&(?:amp;)*(?:{_NAMED}|#\d{{2,5}}|#[xX][0-9a-fA-F]{{2,4}});")
_BROKEN = re.compile(r"&([aA]ring|[aAoO]uml)(?![; ])")
_ANY_BROKEN = re.compile(r"&(?:[aA]ring|[aAoO]uml)(?!;)")
_BROKEN_WITH_SPACE = re.compile(r"(?<!\w)(\w*)&([aA]ring|[aAoO]uml) (\w+)")
_QUOTED = re.compile(r"=[89A-F][0-9A-F]")
_PARAMETERS = re.compile(r"://|[?&#]\w+=")
_NO_ESCAPE = re.compile(r"=(?![0-9A-F]{2}|[ \t\r]*(?:\n|$))")
_PARAMETER = re.compile(r"&\w+=")
_MIME = re.compile(r"=\?[\w-]+\?[QBqb]\?[^?\s]*\?=")
_PERCENT = re.compile(r"(?<!\d)%[89A-Fa-f][0-9A-Fa-f]")
_PERCENT_UTF8 = re.compile(r"(?:%[Cc][23]%[89ABab][0-9A-Fa-f])+")
_LETTER = re.compile("[åäöÅÄÖéüæøÉÜÆØ]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_SOLID = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_JSON = re.compile(r"\\u(00[a-fA-F][0-9a-fA-F]|20[0-9a-fA-F]{2})")
_JSON_SOURCE = re.compile(r'\s*[\[{].*"[^"]*"\s*[:,\]}]|\s*"[^"]*"\s*:\s*["\d\[{tfn]')
"""A line of JSON itself, whose escapes are its own."""
_RTF = re.compile(r"\\'([89a-fA-F][0-9a-fA-F])")
_OCTAL = re.compile(r"(?:\\[23][0-7]{2})+")
_BYTES = re.compile(r"(?:\\x[89a-fA-F][0-9a-fA-F])+(?!\\x)")
_RTF_UNICODE = re.compile(r"\\u(\d{3}|8\d{3})\?")
_TEX = re.compile(
    r"""\{\\(["'])\{?([aoAOeEuU])\}?\}|\\(["'])\{([aoAOeEuU])\}|\\(["'])([aoAOeEuU])"""
    r"|\{\\(aa|AA)\}|\\(aa|AA)(?:\{\}| (?=\w)|(?![a-zA-Z]))|\\r\{?([aA])\}?"
)
_TEX_SOURCE = re.compile(r"\\(?!(?:aa|AA)\b)[a-zA-Z]{2,}")
_SWEDISH = re.compile("[åäöÅÄÖ]")
_BESIDE = re.compile(r".?[^\W\d_]")
_ACCENTED = {'"': dict(zip("aoAOuUeE", "äöÄÖüÜëË", strict=True)), "'": dict(zip("eEaAoOuU", "éÉáÁóÓúÚ", strict=True))}


_WESTERN = re.compile("[\x00-\x7fåäöÅÄÖéèüÉÈÜæøÆØ§–—’‘”“„…•»«€°·\xa0\xad]*")
"""What the escapes of a Swedish text stand for; others were written for what they are."""


def _if_plausible(text: str, otherwise: str) -> str:
    return text if _WESTERN.fullmatch(text) else otherwise


def read_bytes(data: bytes) -> str:
    """Return bytes as UTF-8 if they are, and as the Western code page if not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _entities(text: str, _: Vocabulary) -> str:
    return _ENTITY.sub(lambda match: html.unescape(re.sub("&(?:amp;)+", "&", match[0])), text)


def _broken_entities(text: str, vocabulary: Vocabulary) -> str:
    """Return entities without their semicolon as letters; a space stands for it where the letters are one word."""
    found = len(_ANY_BROKEN.findall(text))

    def solid(match: re.Match[str]) -> str:
        after = text[match.end() :][:1]
        right = _BROKEN.sub(_letter, match[0] + after).removesuffix(after)
        if right == match[0] or _PARAMETER.search(match[0]) or is_address(match[0]):
            return match[0]
        return right if found > 1 or any(map(vocabulary.knows, _WORD.findall(right))) else match[0]

    direct = _BROKEN.search(text) is not None

    def whole(match: re.Match[str]) -> str:
        left, right = match[1] + html.unescape(f"&{match[2]};"), match[3]
        apart = len(left) > 1 and vocabulary.knows(left) and (right in "iåö" or (right[1:] and vocabulary.knows(right)))
        return left + (" " if apart and (direct or not vocabulary.knows(left + right)) else "") + right

    return _BROKEN_WITH_SPACE.sub(whole, _SOLID.sub(solid, text))


def _letter(match: re.Match[str]) -> str:
    return html.unescape(f"&{match[1]};")


def is_quoted_printable(text: str) -> bool:
    """Tell whether a line is in quoted-printable (RFC 2045, 6.7): every = in it is an escape, one of a letter."""
    if not text.isascii() or not _QUOTED.search(text) or _NO_ESCAPE.search(text):
        return False
    return not any(_PARAMETERS.search(word[0]) for word in _SOLID.finditer(text))


def _quoted_printable(text: str, _: Vocabulary) -> str:
    if not is_quoted_printable(text):
        return text
    right = read_bytes(quopri.decodestring(text.encode("ascii")))
    return _if_plausible(right, text) if _LETTER.search(right) else text


def _mime(text: str, _: Vocabulary) -> str:
    return mime_decoded(text)


def mime_decoded(text: str) -> str:
    """Return the text with its encoded words (RFC 2047) decoded; with one that cannot be, as it stands."""
    try:
        return _MIME.sub(lambda match: str(make_header(decode_header(match[0]))), text)
    except (HeaderParseError, LookupError, ValueError):
        return text


def _percent(text: str, _: Vocabulary) -> str:
    return _SOLID.sub(_unquoted, text) if _PERCENT.search(text) else text


def _unquoted(match: re.Match[str]) -> str:
    """Return a word without its escapes; an address only as far as RFC 3987, 3.2, says that it stays the same one."""
    word = match[0]
    if not _PERCENT.search(word) or _SURROGATE.search(word):
        return word
    if is_address(word):
        return _PERCENT_UTF8.sub(lambda escaped: _if_plausible(unquote(escaped[0]), escaped[0]), word)
    return _if_plausible(read_bytes(unquote_to_bytes(word)), word)


def _octal(text: str, _: Vocabulary) -> str:
    def letters(match: re.Match[str]) -> str:
        right = read_bytes(bytes(int(number, 8) for number in match[0].split("\\")[1:]))
        return _if_plausible(right, match[0])

    return _OCTAL.sub(letters, text)


def _byte_escapes(text: str, _: Vocabulary) -> str:
    def letters(match: re.Match[str]) -> str:
        right = read_bytes(bytes.fromhex(match[0].replace("\\x", "")))
        return _if_plausible(right, match[0])

    return _BYTES.sub(letters, text)


def _rtf_unicode(text: str, _: Vocabulary) -> str:
    return _RTF_UNICODE.sub(lambda match: chr(int(match[1])), text)


def _tex(text: str, _: Vocabulary) -> str:
    """Return the accents of TeX as letters; not in a source, which has other commands, nor where one is spoken of."""
    if _TEX_SOURCE.search(text):
        return text
    is_sound = _SWEDISH.search(text) is not None

    def letter(match: re.Match[str]) -> str:
        if is_sound and not _BESIDE.match(text[match.start() - 1 : match.start()] + text[match.end() :][:1]):
            return match[0]
        groups = match.groups()
        for accent, base in zip(groups[0:6:2], groups[1:6:2], strict=True):
            if accent:
                return _ACCENTED[accent].get(base, match[0])
        ring = next(filter(None, groups[6:]))
        return "å" if ring.islower() else "Å"

    return _TEX.sub(letter, text)


def _code_point(text: str, _: Vocabulary) -> str:
    if _JSON_SOURCE.match(text):
        return text
    return _JSON.sub(lambda match: chr(int(match[1], 16)), text)


def _hexadecimal(text: str, _: Vocabulary) -> str:
    return _RTF.sub(lambda match: _if_plausible(read_bytes(bytes([int(match[1], 16)])), match[0]), text)


def _rule(
    name: str, undo: Callable[[str, Vocabulary], str], damaged: str, right: str, counter_example: str
) -> EncodingRule:
    return EncodingRule(name, undo, (damaged, right), counter_example)


RULES = (
    _rule("mime-header", _mime, "=?iso-8859-1?Q?p=E5_torsdag?=", "på torsdag", "a =? b ?="),
    _rule("quoted-printable", _quoted_printable, "s=E5 h=E4r", "så här", "x=1, y=2E"),
    _rule("html-entity", _entities, "f&amp;ouml;r", "för", "A&amp;B &lt; C"),
    _rule("html-entity-broken", _broken_entities, "f&ouml r &Aring;tg&aumlrd", "för &Aring;tgärd", "R&D auml"),
    _rule("percent", _percent, "f%C3%B6r och p%E5", "för och på", "10 % av 5"),
    _rule("json-escape", _code_point, r"f\u00f6r", "för", r"C:\users"),
    _rule("rtf-unicode", _rtf_unicode, r"f\u246?r \u8211? nu", "för – nu", r"C:\users"),
    _rule("byte-escape", _byte_escapes, r"f\xc3\xb6r p\xe5", "för på", r"\x20"),
    _rule("rtf-escape", _hexadecimal, r"f\'f6r", "för", r"it\'s"),
    _rule("octal-escape", _octal, r"f\303\266r", "för", r"\1 och \2"),
    _rule("tex-escape", _tex, r"f\"or {\"a}nnu, Lule{\aa}", "för ännu, Luleå", r"\alpha"),
)
