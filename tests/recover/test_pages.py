"""Pages with their pictures: an English text layer, a Swedish second reading, and no answers."""

from __future__ import annotations

import subprocess
from pathlib import Path

from rapidfuzz.distance import Indel

from pipeline.cli import main
from pipeline.markdown import read
from tests.conftest import SHARED, needs_program, needs_shared
from tests.recover.test_recover import rows

ALIKE = str.maketrans({"’": "'", "”": '"', "“": '"', "–": "-", "—": "-", "~": "-", "•": "-"})


@needs_shared
@needs_program("tesseract")
def test_a_page_with_its_picture_is_read_without_a_mistake(tmp_path: Path) -> None:
    picture = SHARED / "ocr/pages/admin-006.png"
    subprocess.run(["tesseract", picture, tmp_path / "page", "-l", "eng", "pdf"], check=True, capture_output=True)
    assert main(["recover", str(tmp_path / "page.pdf"), "--out", str(tmp_path / "out")]) == 0
    document = read((tmp_path / "out/plan.md").read_text("utf-8"))
    got = " ".join(row[4] for row in rows(document.blocks)).translate(ALIKE).split()
    right = Path(str(picture).replace(".png", ".right.txt")).read_text("utf-8").translate(ALIKE).split()
    letters = [word for word in right if any(map(str.isalnum, word))]
    assert Indel.distance(letters, [word for word in got if any(map(str.isalnum, word))]) == 0
