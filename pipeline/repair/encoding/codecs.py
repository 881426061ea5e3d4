"""Bytes read with the wrong code page: UTF-8 as another (up to three times), and one code page as another."""

from __future__ import annotations

import re
from functools import lru_cache, partial

import ftfy  # noqa: F401  registers the code pages that read every byte

from pipeline.repair.encoding.rule import EncodingRule, Vocabulary, by_words

LETTERS = "åäöÅÄÖéÉ"

_WESTERN = frozenset(
    bytes(range(0x80, 0x100)).decode("sloppy-windows-1252")
    + bytes(range(0x80, 0x100)).decode("latin-1")
    + "\ufffd\u0308\u030a\ufeff"
)
"""What UTF-8 of a Western text, or of its mojibake, decodes to; anything else was no damage."""

_USUAL = frozenset(LETTERS + "–—‘’“”…§°•€\xa0\xad\ufeff\ufffd\u0308\u030a")
"""What is put right within a run that is not damaged as a whole."""

_SWEDISH = frozenset(letter for letter in _WESTERN if not letter.isalpha()) | frozenset(LETTERS)
"""The same, but only with the letters of Swedish: for code pages that read other letters out of the same bytes."""

_NEIGHBOURS = _SWEDISH | frozenset("üÜæøÆØßàèêëôáíóúñç")
"""With the letters of names from near countries: for code pages that write them with signs that no word has."""

TIMES = 3
"""How often a text may have been misread with the same code page."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def _utf8_read_as(codec: str, plausible: frozenset[str], text: str, _: Vocabulary) -> str:
    """Return the text with each run of characters that is UTF-8 in this code page decoded."""
    return _NOT_ASCII.sub(lambda match: _decoded(match[0], codec, plausible), text)


def _utf8_read_as_gbk(text: str, vocabulary: Vocabulary) -> str:
    """Return the text decoded, unless most of what stands there is no damage but Chinese."""
    right = _utf8_read_as("gbk", _SWEDISH | frozenset("üÜ"), text, vocabulary)
    return text if 2 * len(_HAN.findall(right)) > len(_HAN.findall(text)) else right


_HAN = re.compile("[\u4e00-\u9fff]")


def _decoded(run: str, codec: str, plausible: frozenset[str]) -> str:
    """Return a run as it was before it was misread, once or more; in part, if no code page explains all."""
    whole = _whole(run, codec, plausible)
    if whole or any(_whole(run, other, _SWEDISH) for other in _PAGES if other != codec):
        return whole or run
    return _piecewise(run, codec, plausible)


@lru_cache(maxsize=10_000)
def _whole(run: str, codec: str, plausible: frozenset[str]) -> str:
    right = run
    for _ in range(TIMES):
        try:
            right = right.encode(codec).decode("utf-8")
        except UnicodeError:
            return ""
        if plausible.issuperset(right):
            return right
    return ""


_PAGES = ("latin-1", "mac_roman", "cp437", "cp850")
"""The code pages that are taken for each other in part."""

_UTF8_LETTER = re.compile(rb"(?:[\xc2\xc3\xcb\xcc][\x80-\xbf]|[\xe2\xef][\x80-\xbf]{2})")


def _piecewise(run: str, codec: str, plausible: frozenset[str]) -> str:
    """Decode the parts of a run that are whole letters in UTF-8, when sound letters stand beside them."""
    out, at = [], 0
    while at < len(run):
        for size in (3, 2):
            piece = run[at : at + size]
            try:
                data = piece.encode(codec)
            except UnicodeEncodeError:
                continue
            known = plausible & _USUAL
            if len(piece) == size and _UTF8_LETTER.fullmatch(data) and known.issuperset(right := data.decode()):
                out.append(right)
                at += size
                break
        else:
            out.append(run[at])
            at += 1
    return "".join(out)


def _lower_cased(text: str, _: Vocabulary) -> str:
    return _LOWER.sub(lambda match: _LOWER_LETTERS[match[0]], text)


_LOWER_LETTERS = {f"ã{mark}": letter for mark, letter in zip("¥¤¶…„–©¼", "åäöåäöéü", strict=True)} | {
    f"â{mark}": mark for mark in "§°½«»"
}
_UPPER_SIGNS = {sign.encode().decode("sloppy-windows-1252").upper(): sign for sign in "–—•…”“’‘€"}
_UPPER = re.compile("|".join(map(re.escape, _UPPER_SIGNS)))


def _upper_cased(text: str, _: Vocabulary) -> str:
    return _UPPER.sub(lambda match: _UPPER_SIGNS[match[0]], text)


_LOWER = re.compile("|".join(map(re.escape, _LOWER_LETTERS)))


_LATIN9 = re.compile("(?<=[a-zåäöé¥¶])Ã€|Ã€(?=[a-zåäö])")


def _latin9(text: str, _: Vocabulary) -> str:
    """Return ä where the bytes are À in the usual code page: a capital that stands beside small letters."""
    return _LATIN9.sub("ä", text)


_SIGNS = "–—•…§”“„’‘€»«"
_SIGN = 0xE000
"""The first of the private characters that stand for signs while words are weighed."""

_EDGE = r"(?<![^\W\d_]){0}|{0}(?![^\W\d_])"
_LONE = r"(?<!\S){0}(?!\S)|(?<=[a-zåäö]){0}(?!\w)"
"""Where a sign may be one: beside a letter at most; one that is read as a Swedish letter alone, or after a word."""


def _one_as_another(
    table: dict[int, str], signs: dict[str, str], sources: str, text: str, vocabulary: Vocabulary
) -> str:
    if not any(source in text for source in sources):
        return text
    signed = text
    for number, seen in enumerate(signs):
        place = (_LONE if seen in LETTERS else _EDGE).format(re.escape(seen))
        signed = re.sub(place, chr(_SIGN + number), signed)
    right = by_words(sources, signed, vocabulary, lambda word: word.translate(table))
    return text if right == signed else right.translate(dict(enumerate(signs.values(), _SIGN)))


def _misread(sign: str, right: str, wrong: str) -> str:
    try:
        return sign.encode(right).decode(wrong)
    except UnicodeError:
        return ""


def _code_page(name: str, right: str, wrong: str, example: tuple[str, str], counter_example: str) -> EncodingRule:
    table = {}
    for letter in LETTERS:
        seen = letter.encode(right).decode(wrong, "replace")
        if seen not in LETTERS and seen != "�":
            table[ord(seen)] = letter
    signs = {seen: sign for sign in _SIGNS if (seen := _misread(sign, right, wrong)) and seen not in _SIGNS}
    undo = partial(_one_as_another, table, signs, "".join(map(chr, table)))
    return EncodingRule(name, undo, example, counter_example, weighs_words=True)


_SHORT_CAPITALS = re.compile(r"[\[\]\\][A-Z]|[A-Z][\[\]\\]")
"""In a line that is not in capitals, more likely an abbreviation of which OCR misread a letter: [T for IT."""

_CODE = re.compile(r"\\[ntr0](?![a-zA-Z])|[;({]\s*$")
"""Line ends and signs of programs."""

_ISO646_WORD = re.compile(r"[\w{}|\[\]\\]+")
_ISO646 = str.maketrans("}{|][\\", "åäöÅÄÖ")


def _iso646(text: str, vocabulary: Vocabulary) -> str:
    hurt = [word for word in _ISO646_WORD.findall(text) if not word.isalnum()]
    if not hurt or (len(hurt) == 1 and _SHORT_CAPITALS.fullmatch(hurt[0]) and not text.isupper()):
        return text
    letters = {right for word in hurt if vocabulary.knows(right := word.translate(_ISO646))}
    are_pairs = text.count("[") == text.count("]") and text.count("{") == text.count("}")
    if _CODE.search(text) or (are_pairs and len(letters) < 2 and not any(len(word) > 2 for word in letters)):
        return text
    return by_words("{}|[]\\", text, vocabulary, lambda word: word.translate(_ISO646))


_CID = re.compile(r"\(cid:(\d+)\)")
_STANDARD = str.maketrans({"’": "'", "‘": "`"})


def _glyph_ids(text: str, vocabulary: Vocabulary) -> str:
    """Return a line of glyph numbers of a TrueType font as the letters they stand for, if most words are then known."""
    shown = _CID.sub(lambda match: chr(int(match[1])) if int(match[1]) < 256 else match[0], text).translate(_STANDARD)
    if any(ord(c) > 255 for c in shown):
        return text
    right = "".join(map(_glyph, shown)).replace("\0", " ")
    words = re.findall(r"[^\W\d_]{3,}", right)
    known = sum(map(vocabulary.knows, words))
    was_known = sum(map(vocabulary.knows, re.findall(r"[^\W\d_]{3,}", _CID.sub(" ", text))))
    return right if known >= 2 and 2 * known > len(words) and known > 2 * was_known else text


def _glyph(letter: str) -> str:
    number = ord(letter)
    if number == 32:
        return "="
    if 3 <= number <= 97:
        return chr(number + 29)
    return bytes([number + 30]).decode("mac_roman") if 98 <= number < 226 else letter


def _utf8(name: str, codec: str, damaged: str, right: str) -> EncodingRule:
    plausible = _WESTERN if name in ("cp1252", "latin1") else _NEIGHBOURS if codec in _PAGES else _SWEDISH
    return EncodingRule(
        f"utf8-as-{name}", partial(_utf8_read_as, codec, plausible), (damaged, right), "Ångström, São, Škoda, Ä”"
    )


RULES = (
    EncodingRule("utf8-as-latin9", _latin9, ("mÃ€nniskor Ã€r", "människor är"), "Ã€ la carte"),
    _utf8("cp1252", "sloppy-windows-1252", "fÃ¶r Ã¥r", "för år"),
    _utf8("latin1", "latin-1", "F\xc3\x96R", "FÖR"),
    _utf8("macroman", "mac_roman", "f√∂r", "för"),
    _utf8("cp850", "cp850", "f├Âr", "för"),
    _utf8("cp437", "cp437", "f├╢r", "för"),
    _utf8("cp1250", "sloppy-windows-1250", "fĂ¶r frĂĄn", "för från"),
    _utf8("cp1251", "sloppy-windows-1251", "fГ¶r ГҐ", "för å"),
    _utf8("iso8859-2", "iso8859-2", "fĂśr", "för"),
    EncodingRule("utf8-as-gbk", _utf8_read_as_gbk, ("m氓nad f枚r", "månad för"), "中文 氓 测试"),
    EncodingRule("mojibake-uppercased", _upper_cased, ("9Â€“17", "9–17"), "Â€ 5"),
    EncodingRule("mojibake-lowercased", _lower_cased, ("fã¶r", "för"), "são"),
    _code_page(
        "latin1-as-macroman", "sloppy-windows-1252", "mac_roman", ("fˆr pÂ", "för på"), "10 ‰ av 5 ÷ 2, dvs. ≈ 25 ƒ"
    ),
    _code_page("latin1-as-cp850", "latin-1", "cp850", ("gõller f÷r", "gäller för"), "5 ÷ 2, Nõmme"),
    _code_page("latin1-as-cp437", "latin-1", "cp437", ("Luleσ f÷r", "Luleå för"), "σ = 2"),
    _code_page("latin1-as-cp1250", "latin-1", "cp1250", ("Luleĺ", "Luleå"), "Ĺódź"),
    _code_page("latin1-as-cp1251", "latin-1", "cp1251", ("hдmtar", "hämtar"), "Москва"),
    _code_page("cp850-as-cp1252", "cp850", "sloppy-windows-1252", ("d„r f”r", "där för"), "„på tyska“ ”så här”"),
    _code_page("cp850-as-latin1", "cp850", "latin-1", ("d\x84r", "där"), "\x84på tyska"),
    _code_page("macroman-as-cp1252", "mac_roman", "sloppy-windows-1252", ("fšr gŒr", "för går"), "Škoda, Œuvre"),
    _code_page("macroman-as-latin1", "mac_roman", "latin-1", ("f\x9ar", "för"), "\x9a"),
    EncodingRule("iso646-se", _iso646, ("{r d{r", "är där"), "ja|nej {namn} x[1]", True, of_swedish=True),
    EncodingRule(
        "pdf-glyph-id", _glyph_ids, ("*|UDQ(cid:3)3HUVVRQ", "Göran Persson"), "3URS lösning", weighs_words=True
    ),
)
