"""Pictures come back with the text: from our own PDF and Word, as files beside it that are typeset again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image, ImageChops

from pipeline.cli import main
from pipeline.markdown import read
from pipeline.model import Document, Edition, Figure, Heading, Paragraph, Text
from pipeline.questions import Review
from pipeline.recover import files_of, recover
from pipeline.typeset import typeset_pdf, typeset_word
from pipeline.typeset.style import read_style
from tests.conftest import ROOT
from tests.typeset.every_kind import BLOCKS, EVERY_KIND, PICTURE

STYLE = read_style(ROOT / "styles/lulea.toml")
CHART = next(block for block in BLOCKS if isinstance(block, Figure) and block.chart)
WRITERS = {".pdf": typeset_pdf, ".docx": typeset_word}


def edition(*blocks: Figure) -> Edition:
    around = (Heading(1, (Text("Kapitel"),)), *blocks, Paragraph((Text("Ett stycke efter bilderna."),)))
    return replace(EVERY_KIND, document=Document("Prov", around))


def recovered(edition: Edition, folder: Path, suffix: str) -> dict[str, bytes]:
    path = folder / f"plan{suffix}"
    path.write_bytes(WRITERS[suffix](edition, STYLE))
    return files_of(recover(path, Review(())), path)


def figures(files: dict[str, bytes]) -> list[Figure]:
    return [block for block in read(files["plan.md"].decode()).blocks if isinstance(block, Figure)]


def same(one: bytes, other: bytes) -> bool:
    first, second = (Image.open(BytesIO(data)).convert("RGB") for data in (one, other))
    return first.size == second.size and ImageChops.difference(first, second).getbbox() is None


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_picture_comes_back_with_its_words_and_all_its_pixels(suffix: str, tmp_path: Path) -> None:
    files = recovered(edition(Figure(str(PICTURE), "Två staplar", (Text("Figur 1. Staplar"),))), tmp_path, suffix)
    (figure,) = figures(files)
    assert (figure.alt, figure.caption) == ("Två staplar", (Text("Figur 1. Staplar"),))
    assert same(files[figure.source], PICTURE.read_bytes())


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_photograph_comes_back_byte_for_byte(suffix: str, tmp_path: Path) -> None:
    photograph = tmp_path / "photograph.jpg"
    Image.effect_noise((90, 60), 40).convert("RGB").save(photograph)
    files = recovered(edition(Figure(str(photograph), "Brus")), tmp_path, suffix)
    assert [figure.source for figure in figures(files)] == ["bilder/bild-1.jpg"] or suffix == ".docx"
    assert files[figures(files)[0].source] == photograph.read_bytes()


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_chart_comes_back_as_a_picture_of_it(suffix: str, tmp_path: Path) -> None:
    files = recovered(edition(CHART, Figure(str(PICTURE), "Två staplar")), tmp_path, suffix)
    chart, picture = figures(files)
    assert chart.alt == CHART.alt
    image = Image.open(BytesIO(files[chart.source])).convert("L")
    assert image.width > 1000
    assert image.getextrema() != (255, 255)
    assert same(files[picture.source], PICTURE.read_bytes())


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_was_recovered_is_typeset_and_recovered_again(suffix: str, tmp_path: Path) -> None:
    first = recovered(edition(Figure(str(PICTURE), "Två staplar", (Text("Staplar"),), "staplar")), tmp_path, suffix)
    for name, data in first.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    again = read(first["plan.md"].decode(), str(tmp_path / "plan.md"))
    second = recovered(replace(EVERY_KIND, document=again), tmp_path, suffix)
    assert figures(second)[0].caption == (Text("Staplar"),)
    assert same(second[figures(second)[0].source], first[figures(first)[0].source])


def test_a_picture_that_is_only_painted_in_part_is_painted_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(typeset_pdf(edition(Figure(str(PICTURE), "Två staplar")), STYLE))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        (image,) = pdf.pages[-1].resources.XObject.values()
        mask = pdf.make_stream(b"\x80" * (480 * 240), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        mask.Width, mask.Height, mask.BitsPerComponent, mask.ColorSpace = 480, 240, 8, pikepdf.Name.DeviceGray
        image.SMask = mask
        pdf.save(path)
    files = files_of(recover(path, Review(())), path)
    assert not same(files["bilder/bild-1.png"], PICTURE.read_bytes())


def test_what_is_only_for_the_eye_in_a_word_document_is_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.add_paragraph("Ett stycke.")
    document.add_picture(str(PICTURE))
    document.add_picture(str(PICTURE))
    decorative = document.inline_shapes[0]._inline.docPr
    decorative.append(
        decorative.makeelement("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative", {"val": "1"})
    )
    document.save(str(path))
    files = files_of(recover(path, Review(())), path)
    assert [figure.source for figure in figures(files)] == ["bilder/bild-1.png"]


def test_a_text_without_pictures_has_no_folder_for_them(tmp_path: Path) -> None:
    assert not any("/" in name for name in recovered(edition(), tmp_path, ".pdf"))


def test_a_file_with_a_password_is_recovered_with_its_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "locked.pdf"
    data = typeset_pdf(edition(Figure(str(PICTURE), "Två staplar")), STYLE)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="hemlig", owner="hemlig"))
    out = tmp_path / "out"
    assert main(["recover", str(path), "--out", str(out)]) == 3
    assert "--password" in capsys.readouterr().err
    assert main(["recover", str(path), "--password", "hemlig", "--out", str(out)]) == 0
    assert same((out / "bilder/bild-1.png").read_bytes(), PICTURE.read_bytes())
