"""PDFs that say themselves what everything in them is, and can be believed: their tags read as a document.

1. `tree`     the structure tree, by standard types, each element with its marked contents
2. `letters`  the characters of every marked content, and those that stand outside of all
3. `sound`    whether the tree may be believed: it claims a standard, and it holds every word once, in order
4. `blocks`   elements → blocks; `words` makes the inlines inside of them

What is believed needs no repair: PDF/UA-1 (ISO 14289-1, 7.21.7) asks that every character be read back as what it is.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from pipeline.extract.tagged.blocks import Blocks
from pipeline.extract.tagged.letters import read_letters, with_hyphens
from pipeline.extract.tagged.sound import claims_structure, is_sound
from pipeline.extract.tagged.tree import read_tree
from pipeline.model import Document


def read_declared(path: Path, password: str = "") -> Document | None:
    """Return the document that a PDF's own tags give; None when they claim nothing, or do not hold what they claim."""
    try:
        with pikepdf.open(path, password=password) as pdf:
            if not claims_structure(pdf):
                return None
            tree, title, lang = read_tree(pdf), str(pdf.docinfo.get("/Title", "")), str(pdf.Root.get("/Lang", ""))
            document = with_hyphens(pdf)
        letters = read_letters(document)
        document.close()
        if not is_sound(tree, letters):
            return None
        blocks = Blocks(tree, letters)
        return Document(title, tuple(blocks.of(tree)), tuple(blocks.notes()), lang or "sv-SE")
    except Exception:  # a damaged file may raise anything in either library, and is then read from its pages
        return None
