"""What each rule of a repair is, in words that a reader understands: the damage, or what the reading rests on."""

from __future__ import annotations

from pipeline.text import N_, _

DECODED = "mojibake:"
"""How the rule of a repair begins whose line was decoded; the names of the rules of `encoding` follow, parted by +."""

ENCODINGS = {
    "utf16-nul": N_("UTF-16 with its zero bytes"),
    "bom": N_("a byte order mark"),
    "zero-width": N_("characters without width"),
    "soft-hyphen": N_("soft hyphens"),
    "mime-header": N_("a header of mail, encoded as MIME"),
    "quoted-printable": N_("quoted-printable, an encoding of mail"),
    "soft-line-break": N_("a line that mail has folded"),
    "html-entity": N_("codes for letters in HTML"),
    "html-entity-broken": N_("codes for letters in HTML without their semicolon"),
    "percent": N_("percent codes, as in web addresses"),
    "json-escape": N_("codes for letters in JSON"),
    "rtf-unicode": N_("codes for letters in RTF"),
    "byte-escape": N_("codes for bytes in a program"),
    "rtf-escape": N_("codes for letters in RTF"),
    "octal-escape": N_("codes for bytes in a program"),
    "tex-escape": N_("codes for letters in TeX"),
    "utf8-as-latin9": N_("UTF-8 read as Latin-9"),
    "utf8-as-cp1252": N_("UTF-8 read as Windows-1252"),
    "utf8-as-latin1": N_("UTF-8 read as Latin-1"),
    "utf8-as-macroman": N_("UTF-8 read as Mac Roman"),
    "utf8-as-cp850": N_("UTF-8 read as DOS code page 850"),
    "utf8-as-cp437": N_("UTF-8 read as DOS code page 437"),
    "utf8-as-cp1250": N_("UTF-8 read as Windows-1250, for Central Europe"),
    "utf8-as-cp1251": N_("UTF-8 read as Windows-1251, for Cyrillic"),
    "utf8-as-iso8859-2": N_("UTF-8 read as Latin-2, for Central Europe"),
    "utf8-as-gbk": N_("UTF-8 read as GBK, for Chinese"),
    "mojibake-uppercased": N_("UTF-8 read as Windows-1252, then set in capitals"),
    "mojibake-lowercased": N_("UTF-8 read as Windows-1252, then set in small letters"),
    "latin1-as-macroman": N_("Latin-1 read as Mac Roman"),
    "latin1-as-cp850": N_("Latin-1 read as DOS code page 850"),
    "latin1-as-cp437": N_("Latin-1 read as DOS code page 437"),
    "latin1-as-cp1250": N_("Latin-1 read as Windows-1250, for Central Europe"),
    "latin1-as-cp1251": N_("Latin-1 read as Windows-1251, for Cyrillic"),
    "cp850-as-cp1252": N_("DOS code page 850 read as Windows-1252"),
    "cp850-as-latin1": N_("DOS code page 850 read as Latin-1"),
    "macroman-as-cp1252": N_("Mac Roman read as Windows-1252"),
    "macroman-as-latin1": N_("Mac Roman read as Latin-1"),
    "iso646-se": N_("Swedish seven-bit code (ISO 646), in which brackets and braces are å, ä and ö"),
    "pdf-glyph-id": N_("the numbers of a font's glyphs in a PDF"),
    "nfd-space-before-mark": N_("accents that stand apart from their letters"),
    "nfd": N_("accents as characters of their own"),
    "latex-accent-after": N_("accents after their letters, as TeX writes them in a PDF"),
    "latex-accent-spaced": N_("accents before their letters with a space, as TeX writes them in a PDF"),
    "latex-accent-before": N_("accents before their letters, as TeX writes them in a PDF"),
    "ligature": N_("ligatures, such as fi as one character"),
    "nbsp": N_("spaces that keep words together"),
    "c1-quotes": N_("signs of Windows-1252 read as control characters"),
    "boxes": N_("boxes for lost letters"),
    "lead-byte": N_("half a letter of UTF-8"),
    "capitals": N_("a small letter among capitals"),
    "question-mark": N_("question marks for lost letters"),
    "marked": N_("a sign for each lost å, ä and ö, here and in the text around"),
    "transliterated": N_("aa, ae and oe for å, ä and ö"),
    "blanked": N_("spaces for lost å, ä and ö"),
    "ligature-lost": N_("lost ligatures, such as fi and fl"),
    "ftfy": N_("UTF-8 read as another encoding, undone by ftfy"),
}
"""The rules of `encoding` and what each undoes."""

LOST = "lost-"

LOSSES = {
    "lost-dropped": N_("the text around has lost its å, ä and ö without a trace"),
    "lost-blanked": N_("the text around has spaces for its lost å, ä and ö"),
    "lost-marked": N_("the text around has a sign for each lost å, ä and ö"),
    "lost-transliterated": N_("the text around writes aa, ae and oe for å, ä and ö"),
    "lost-half-transliterated": N_("the text around writes a, ae and oe for å, ä and ö"),
}
"""How a whole text lost its letters; a word of it is decided by lexicon and neighbours."""

WORDS = {
    "ocr-compound": N_("a compound of known words"),
    "ocr-novel": N_("a word that no lexicon has, judged by its letters"),
    "ocr-split": N_("words that were written as one"),
    "ocr-slip": N_("a word with a letter that is seldom misread so"),
    "ocr-acronym": N_("a known abbreviation"),
    "picture": N_("the picture of the page decided"),
    "section-sign": N_("a paragraph sign, as laws are referred to"),
    "case-letter": N_("the letter of a case number"),
    "dash-space": N_("a dash with its space"),
    "opening-quote": N_("a quotation mark, since another one closes"),
    "half-quote": N_("the other half of a pair of quotation marks"),
    "nought": N_("the figure 0 of a date"),
    "and-others": N_("the abbreviation of “with others”"),
    "capital-i": N_("the word I"),
    "section-i": N_("the word I before a section or a chapter"),
    "statute-space": N_("a space in the number of a statute"),
    "figure-one": N_("the figure 1"),
    "small-i": N_("the word i"),
    "last-i": N_("the word i at the end of a line"),
    "apostrophe": N_("an apostrophe after s"),
    "comma": N_("a comma, since the sentence goes on"),
    "full-stop": N_("a full stop"),
    "lone-letter": N_("a word of one letter in a set phrase"),
    "hyphen": N_("a hyphen for a part that is left out"),
    "list-marker": N_("the mark of a list's item"),
}
"""What a reading rests on; a word of the lexicon is told by its neighbours instead."""

_OTHERS = {
    "ocr-lexicon": N_("the lexicon and the words around"),
    "own-word": N_("one of your own words"),
    "line-hyphen": N_("a word that the line end divides"),
    "answer": N_("your answer"),
    "as-is": N_("as it stands"),
}
_NAMED = {**WORDS, **LOSSES, **_OTHERS}


def described(rule: str) -> str:
    """Return what a rule of a repair is, such as “UTF-8 read as Windows-1252”, in the language that is spoken."""
    if rule.startswith(DECODED):
        return ", ".join(_(ENCODINGS.get(name, name)) for name in rule.removeprefix(DECODED).split("+"))
    return _(_NAMED[rule]) if rule in _NAMED else rule
