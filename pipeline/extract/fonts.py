"""Damaged fonts: fonts that name their characters wrongly, or not at all, font by font.

Producers drop or garble the table from glyphs to characters; the glyphs on the page are right all the same. Each rule
undoes one way of doing that, and is taken for a font only if what it gives reads far more like Swedish:

glyph-id     the numbers of the glyphs instead of characters. TrueType fonts order their glyphs as Apple's standard
             order does: glyph 3 is the space, and the next ones follow ASCII, then Mac Roman. (Apple TrueType Reference
             Manual, 'post' table, format 1.)
mac-as-win   Windows-1252 bytes read as Mac Roman
win-as-mac   Mac Roman bytes read as Windows-1252
picture      fonts of pictures, whose letters are bullets, arrows and ticks (Symbol, Wingdings, Zapf Dingbats)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.pdfium import MADE_UP, Characters
from pipeline.frozen import frozen

# The 212 pairs of letters that make up 93 % of Swedish running text.
_MOST_COMMON = """
en de er an ar om et ll el in tt nd ör ka fö st as se le la te ng sk re ti ig ra ta li at na be es av ge so ni ns
oc il är ed ch nt ag me ga un ko al ap mm ut ne ve ri ts rs sa da än va am on gg äm he ha or sl vi kt ls nn ad pl rk
ke gt tr is rä äl nl by yg rå ck år lä ma öv sf lu ät rd tä ex id nä mu gä io ps ro ds gn ty vs åd gh eg pp tp ht gs
få mn gi äg dr fs di sä fr mä kr it up lj rt på pr ft fa no ss åt lm tn rn ul gr så yn ov äk fu si vä ld em ål ol åg
mr tg ot lt if kn mi lo pa sv yc dn eh to iv ån ik do ek lk go kl ks sn hå äv dl rö rb ak os ki pe gö ur gl dd ev hö
sy fi sb tl yr je gå mo rm my mf bu rv ba sp tö mt jp
"""
_PAIRS = frozenset(_MOST_COMMON.split())
_USUAL = frozenset("åäöÅÄÖéÉüÜèàáæøÆØ–—’‘”“»«…•·°§½€©®´×\u2028\xa0\xad")
_NEUTRAL = frozenset("0123456789.,:;()–-§/")  # as common in any language
_BETTER = 0.2  # a rule's text must have this much higher a share of common pairs than the text as it is
_ENOUGH = 0.6  # and at least this share
_CLEANER = 0.01  # or this much lower a share of characters that Swedish does not have
_MANY_LETTERS = 200  # so many letters without Swedish ones make a file suspicious
_FEW_SWEDISH = 8  # of 1000 letters; Swedish has 40 to 60
_MANY_STRANGE = 0.002  # together with this share of characters that Swedish does not have
_SAMPLE = 6_000  # characters say enough of a font
_LEAST = 6  # letters; fewer say nothing of a font
_AGREE = 0.85  # of the glyphs that a font names, so many must be named as the rule names them
_LETTERS = re.compile(r"[^\W\d_]")


@frozen
class Rule:
    """A way of undoing damage: its name, and what it makes of one character."""

    name: str
    decode: Callable[[str], str]


def _glyph_id(character: str) -> str:
    """Return the character that a glyph's number stands for.

    >>> "".join(map(_glyph_id, "*|UDQ\\x033HUVVRQ"))
    'Göran Persson'
    """
    number = {"’": 0x27, "‘": 0x60}.get(character, ord(character))
    if 3 <= number <= 97:
        return chr(number + 29)
    return bytes([number + 30]).decode("mac_roman") if 98 <= number <= 225 else character


def _mac_as_win(character: str) -> str:
    """Undo Windows-1252 read as Mac Roman.

    >>> "".join(map(_mac_as_win, "fˆr ‰ldre pÂ"))
    'för äldre på'
    """
    return character.encode("mac_roman", "ignore").decode("cp1252", "ignore") or character


def _win_as_mac(character: str) -> str:
    """Undo Mac Roman read as Windows-1252.

    >>> "".join(map(_win_as_mac, "fšr Šldre pŒ"))
    'för äldre på'
    """
    return character.encode("cp1252", "ignore").decode("mac_roman", "ignore") or character


def _picture(character: str) -> str:
    """Return the sign that a letter, or a private code point, of a font of pictures shows.

    >>> "".join(map(_picture, "\uf0b7\uf0fc\uf0d8x"))
    '•✓➢•'
    """
    code = ord(character) & 0xFF if 0xF000 <= ord(character) <= 0xF0FF else ord(character)
    return _SIGNS.get(chr(code), character)


# What the letters of Symbol, Wingdings and Zapf Dingbats show before items; `x` is the glyph number of Symbol's bullet.
_SIGNS = {
    "·": "•", "x": "•", "l": "●", "n": "■", "q": "□", "o": "□", "§": "▪", "v": "◆", "u": "◆", "w": "◆", "¨": "□",
    "Ø": "➢", "à": "→", "è": "➔", "ð": "⇒", "ü": "✓", "þ": "☑", "4": "✔", "3": "✓", "m": "○", "¡": "○", "\x9f": "•",
}  # fmt: skip
_PICTURES = re.compile(r"symbol|wingding|dingbat|webding", re.IGNORECASE)
PICTURE = Rule("picture", _picture)
GLYPH_ID = Rule("glyph-id", _glyph_id)
RULES = (GLYPH_ID, Rule("mac-as-win", _mac_as_win), Rule("win-as-mac", _win_as_mac))


def swedishness(text: str) -> float:
    """Return how much a text is like Swedish, from 0 to 1: the share of its characters in common pairs of letters.

    >>> swedishness("kommunen") > 0.8, swedishness("RFK LQIRUPDWLRQ") < 0.2
    (True, True)
    """
    lower = text.lower()
    letters = [index for index, letter in enumerate(lower) if not (letter.isspace() or letter in _NEUTRAL)]
    covered = sum(lower[i : i + 2] in _PAIRS or (i > 0 and lower[i - 1 : i + 1] in _PAIRS) for i in letters)
    return covered / max(_LEAST, len(letters))


def texts_by_font(pages: Sequence[Characters]) -> dict[str, str]:
    """Return all the characters of each font."""
    texts: dict[str, list[str]] = {}
    for page in pages:
        for run in page.runs:
            texts.setdefault(run.style.font, []).append(page.text[run.first : run.end])
    return {font: MADE_UP.join(parts) for font, parts in sorted(texts.items())}


def choose_rules(pages: Sequence[Characters]) -> dict[str, Rule]:
    """Return the rule for each font that needs one."""
    texts = texts_by_font(pages)
    pictures = {font: PICTURE for font in texts if _PICTURES.search(font)}
    return {**{font: rule for font, text in texts.items() if (rule := _rule(text)) is not None}, **pictures}


def _rule(whole: str) -> Rule | None:
    """Return the rule that makes the text of a font far more like Swedish, or less strange, if there is one."""
    text = whole[:_SAMPLE]
    if len(text) < _LEAST or len(set(text)) <= 2 or (len(_LETTERS.findall(text)) < _LEAST and not _strange(text)):
        return None
    scores = [swedishness(_decoded(text, rule)) for rule in RULES]
    best = RULES[scores.index(max(scores))]
    if _strange(_decoded(text, best)) > _strange(text):
        return None
    better = max(scores) - swedishness(text) >= _BETTER
    cleaner = max(scores) >= swedishness(text) and _strange(text) - _strange(_decoded(text, best)) >= _CLEANER
    return best if max(scores) >= _ENOUGH and (better or cleaner) else None


def _strange(text: str) -> float:
    """Return the share of characters that Swedish text does not hold: controls, symbols, letters of other languages."""
    usual = sum(" " <= character <= "~" or character in _USUAL for character in text)
    return 1 - usual / max(1, len(text))


def _decoded(text: str, rule: Rule) -> str:
    return text.translate({ord(letter): rule.decode(letter) for letter in set(text)})


def mend(page: Characters, rules: Mapping[str, Rule]) -> Characters:
    """Return the page's characters as the rules for their fonts read them."""
    letters = list(page.text)
    for run in page.runs:
        if rule := rules.get(run.style.font):
            letters[run.first : run.end] = _decoded(page.text[run.first : run.end], rule)
    return replace(page, text="".join(letters)) if rules else page


def is_suspicious(pages: Sequence[Characters]) -> bool:
    """Say whether fonts may name characters falsely: some without name, or few Swedish and many strange letters."""
    text = "".join(page.text for page in pages)
    letters, lower = sum(map(str.isalpha, text)), text.lower()
    few = letters > _MANY_LETTERS and 1000 * sum(map(lower.count, "åäö")) < _FEW_SWEDISH * letters
    strange = _strange(text.replace("\r\n", " ")) + sum(map(text.count, "|\\{}~^")) / max(1, len(text))
    return "\ufffd" in text or (few and strange > _MANY_STRANGE)


def mend_by_glyphs(
    pages: Sequence[Characters], glyphs: Sequence[Characters]
) -> tuple[list[Characters], dict[str, Rule]]:
    """Return the pages with the characters that a font names falsely read by their glyphs' numbers.

    `glyphs` are the same pages read without the fonts' own tables. A font qualifies when the two agree on nearly all
    of its glyphs; then the glyph's number decides the others.
    """
    numbers = [_by_place(page) for page in glyphs]
    pairs: dict[str, dict[tuple[str, str], int]] = {}
    for page, places in zip(pages, numbers, strict=True):
        for font, index, place in _placed(page):
            if other := places.get(place):
                known = pairs.setdefault(font, {})
                known[page.text[index], other] = known.get((page.text[index], other), 0) + 1
    trusted = {font: GLYPH_ID for font, known in sorted(pairs.items()) if _agrees(known)}
    return [_corrected(page, places, trusted) for page, places in zip(pages, numbers, strict=True)], trusted


Place = tuple[int, int]


def _placed(page: Characters) -> list[tuple[str, int, Place]]:
    boxes = page.boxes
    return [
        (run.style.font, index, (round(float(boxes[index, 0]) * 4), round(float(boxes[index, 3]))))
        for run in page.runs
        for index in range(run.first, run.end)
    ]


def _by_place(page: Characters) -> dict[Place, str]:
    return {place: page.text[index] for _font, index, place in _placed(page)}


def _agrees(known: Mapping[tuple[str, str], int]) -> bool:
    """Say whether a font's names and its glyphs' numbers agree on nearly all ASCII letters, and differ somewhere."""
    letters = {pair for pair in known if pair[0].isascii() and pair[0].isalpha() and pair[0] != pair[1]}
    same = {pair for pair in letters if _glyph_id(pair[1]) == pair[0]}
    differ = {pair for pair in known if _glyph_id(pair[1]) != pair[0]}
    return len(same) >= 8 and len(same) >= _AGREE * len(letters) and bool(differ)


def _corrected(page: Characters, places: Mapping[Place, str], trusted: Mapping[str, Rule]) -> Characters:
    letters = list(page.text)
    for font, index, place in _placed(page):
        number = places.get(place)
        if font in trusted and number is not None:
            meant = _glyph_id(number)
            if meant.isalpha() or letters[index] == number:
                letters[index] = meant
    return replace(page, text="".join(letters))
