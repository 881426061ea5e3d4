"""Text that was read with the wrong encoding, or that still wears the escapes of a format, becomes plain text again.

Decided line by line, since files mix damage. The rules stand in `RULES`, in the order in which they are asked; what
is lost for good (U+FFFD, boxes, question marks, gaps) is marked with U+FFFD, and is then decided as OCR damage is, by
lexicon and neighbours. Last comes ftfy, set so that it leaves Swedish quotation marks and the evidence alone.
"""

from __future__ import annotations

import re
from functools import cache, partial

import ftfy

from pipeline.frozen import frozen
from pipeline.repair.encoding import accents, blanked, codecs, escapes, ligatures, lossy, remains
from pipeline.repair.encoding.losses import Loss
from pipeline.repair.encoding.rule import EncodingRule, Vocabulary

SURE: tuple[EncodingRule, ...] = (
    *remains.RULES,
    *escapes.RULES,
    *codecs.RULES,
    *accents.RULES,
    *remains.LATE_RULES,
    *lossy.RULES,
)
RULES = (*SURE, *lossy.GUESSES, *ligatures.RULES)


@cache
def rules_for(loss: Loss) -> tuple[EncodingRule, ...]:
    """Return the rules for a text that is known to have lost its letters in this way: what is lost is not guessed."""
    marking = {" ": blanked.marked, "": None}.get(loss.sign, partial(lossy.mark, loss.sign))
    return (*SURE, EncodingRule(loss.name, marking, ("", ""), "", True)) if marking else SURE


ROUNDS = 3
"""How often the same damage may have been done."""

LONGEST = 5_000
"""Characters; a longer line is no text, and is left to the rules that need not weigh words."""

_SUSPECT = re.compile(
    r"[^\n\t -~åäöÅÄÖéÉüÜ§–—‘’“”…•»«€°©®½]|[^\W\d_][“”…€®©°«»½][^\W\d_]|[“”…€®©]r(?!\w)|(?<!\S)[…€][^\W\d_]|[aA]°"
    r"|[&=%\\{}\[\]|]|\?\w|\(cid:"
)
"""What a line must have for any rule to apply; most lines of a text layer have nothing of it."""

_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    restore_byte_a0=False,
    replace_lossy_sequences=False,
    decode_inconsistent_utf8=False,
    fix_c1_controls=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


@frozen
class Decoded:
    """A line in its right encoding, and the names of the rules that made it so."""

    text: str
    rules: tuple[str, ...] = ()


def _is_half_quoted(line: str) -> bool:
    """Tell whether a line has a single quotation mark before a word: that may be an ö of another code page."""
    return line.count("”") == 1 and re.search(r"(?<!\w)”[a-zåäö]", line) is not None


def decode(line: str, vocabulary: Vocabulary, loss: Loss | None = None, *, swedish: bool = True) -> Decoded:
    """Return the line as it was before encodings and formats damaged it.

    Where it is known which sign the text has for its lost letters, the line itself need not show that they are lost.
    In a line that is not `swedish` what looks like lost letters, or like the Swedish letters of ISO 646, stays.
    """
    if not (loss and loss.sign) and not (
        _SUSPECT.search(line) or _is_half_quoted(line) or lossy.looks_lossy(line) or ligatures.looks_headless(line)
    ):
        return Decoded(line)
    text, names = line, []
    for rule in RULES if loss is None else rules_for(loss):
        for _ in range(ROUNDS):
            if (rule.weighs_words and len(text) > LONGEST) or (rule.of_swedish and not swedish):
                break
            changed = rule.undo(text, vocabulary)
            if changed == text:
                break
            text = changed
            names.append(rule.name)
    if text == line and len(text) <= LONGEST and not text.isascii() and (fixed := ftfy.fix_text(text, _FTFY)) != text:
        text = fixed
        names.append("ftfy")
    return Decoded(text, tuple(dict.fromkeys(names)))


def used_rules(
    names: tuple[str, ...], before: str, after: str, vocabulary: Vocabulary, loss: Loss | None
) -> tuple[str, ...]:
    """Return those of a line's rules that make `after` of a part of it by themselves; all of them, if they do not."""
    text, used = before, []
    for rule in RULES if loss is None else rules_for(loss):
        if rule.name in names and (changed := rule.undo(text, vocabulary)) != text:
            text = changed
            used.append(rule.name)
    return tuple(dict.fromkeys(used)) if text == after else names
