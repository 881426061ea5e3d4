"""What programs leave in a text that nobody sees: zero bytes, byte order marks, soft hyphens, ligatures."""

from __future__ import annotations

import re

from pipeline.repair.encoding.rule import EncodingRule, Vocabulary, mapping, replacing

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_C1 = re.compile("[\x80-\x9f]")


def _c1_as_cp1252(text: str, _: Vocabulary) -> str:
    return _C1.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "replace").replace("�", match[0]), text)


_UNSEEN = (
    EncodingRule("zero-width", replacing("[\u200b\u200c\u200d\u2060\ufeff]", ""), ("kom\u200bmun", "kommun"), "kommun"),
    EncodingRule("soft-hyphen", replacing("\xad", ""), ("sam\xadhälle", "samhälle"), "sam-hälle"),
)

RULES = (
    EncodingRule("utf16-nul", replacing("\0", ""), ("f\0ö\0r\0", "för"), "för"),
    EncodingRule("bom", replacing("^(?:ï»¿|\ufeff)", ""), ("ï»¿Översikt", "Översikt"), "ï kursiv"),
    *_UNSEEN,
)

LATE_RULES = (
    *_UNSEEN,
    EncodingRule("ligature", mapping(_LIGATURES), ("ﬁnns", "finns"), "finns"),
    EncodingRule("nbsp", mapping({"\xa0": " ", "\u202f": " "}), ("3\xa0§", "3 §"), "3 §"),
    EncodingRule("c1-quotes", _c1_as_cp1252, ("\x93Luleå\x94", "“Luleå”"), "“Luleå”"),
)
"""After the escapes of formats, which may stand for characters that nobody sees, too."""
