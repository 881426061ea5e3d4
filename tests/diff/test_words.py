"""What differs inside a passage: whole words, cut where a reader would cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff.csv import marked
from pipeline.diff.tokens import PLAIN, Token, split, text_of, words
from pipeline.diff.words import Fate, compare_words
from pipeline.markdown.inlines import parse


def tokens(text: str) -> list[Token]:
    return list(words(parse(text)))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("klimatneutral senast 2040.", "klimatneutral senast 2035.", "klimatneutral senast [-2040-]{+2035+}."),
        ("EU-kommissionens beslut", "EU-kommissionen beslut", "[-EU-kommissionens-]{+EU-kommissionen+} beslut"),
        ("LPS:s område", "LSP:s område", "[-LPS:s-]{+LSP:s+} område"),
        ("omkring 710 000 invånare", "omkring 720 000 invånare", "omkring [-710 000-]{+720 000+} invånare"),
        ("telefon-, video- och webb", "telefon- och webb", "telefon-[-, video--] och webb"),
        ("En mening. En till.", "En mening. En ny. En till.", "En mening.{+ En ny.+} En till."),
        ("En mening. Bort med den. Slut.", "En mening. Slut.", "En mening.[- Bort med den.-] Slut."),
        ("Kemi och Tromsö", "Kemi, Bodö och Tromsö", "Kemi{+, Bodö+} och Tromsö"),
        ("ett och två", "ett och två", "ett och två"),
        ("", "helt nytt", "{+helt nytt+}"),
        ("a b c d e f", "g h c i j k", "[-a b c d e f-]{+g h c i j k+}"),
        ("åren 2023–2025", "åren 2023–2026", "åren 2023–[-2025-]{+2026+}"),
    ],
)
def test_a_change_is_shown_by_whole_words(old: str, new: str, shown: str) -> None:
    assert marked(compare_words(tokens(old), tokens(new))) == shown


def test_a_word_that_is_half_bold_is_never_shown_by_halves() -> None:
    assert (
        marked(compare_words(tokens("**Nord**kalotten"), tokens("**Syd**kalotten")))
        == "[-Nordkalotten-]{+Sydkalotten+}"
    )


def test_words_that_only_look_different_stay() -> None:
    (span,) = compare_words(tokens("Nordiska rådet"), tokens("**Nordiska** rådet"))
    assert span.fate is Fate.SAME
    assert [a.look == b.look for a, b in zip(span.old, span.new, strict=True)] == [False, True, True]


sentences = st.text("abåäö -.,:!\u00a0§0129", max_size=40)


@given(sentences)
def test_no_character_is_lost_between_tokens(text: str) -> None:
    assert "".join(split(text)) == text


@given(sentences, sentences)
def test_the_spans_make_up_both_passages(old: str, new: str) -> None:
    a, b = ([Token(t, PLAIN) for t in split(text)] for text in (old, new))
    spans = compare_words(a, b)
    assert "".join(text_of(s.old) for s in spans) == old
    assert "".join(text_of(s.new) for s in spans) == new


@given(sentences)
def test_nothing_changed_is_nothing_marked(text: str) -> None:
    a = [Token(t, PLAIN) for t in split(text)]
    assert all(span.fate is Fate.SAME for span in compare_words(a, a))
