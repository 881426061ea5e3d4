"""Make `PlanSymbols.ttf`: the arrows, checks and other signs that the text faces lack, taken from DejaVu Sans.

Usage: python styles/fonts/make_symbols.py PATH/TO/DejaVuSans.ttf
The licence of the source (LICENCE-DejaVuSans.txt) covers the subset.
"""

import sys
from pathlib import Path

import uharfbuzz as hb

RANGES = (
    (0x0020, 0x007E),  # ASCII, so that a marker such as "1." can be set in the same face
    (0x00A1, 0x024F),  # Latin with accents, of which some faces have few: the languages of the Sámi, of the Baltic
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x202F, 0x202F),  # the narrow space that parts thousands
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols
    (0x2700, 0x27BF),  # dingbats
)


def make_symbols(source: Path, target: Path) -> None:
    """Write the subset of the font at `source` to `target`."""
    face = hb.Face(source.read_bytes())
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(code for first, last in RANGES for code in range(first, last + 1))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(hb_tag(tag) for tag in ("GSUB", "FFTM"))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    target.write_bytes(hb.subset(face, wanted).blob.data)


def hb_tag(name: str) -> int:
    """Return a table's four letters as the number by which OpenType knows it."""
    return int.from_bytes(name.encode("ascii"), "big")


if __name__ == "__main__":
    make_symbols(Path(sys.argv[1]), Path(__file__).with_name("PlanSymbols.ttf"))
