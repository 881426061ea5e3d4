"""Recovery: the real plan word for word, block for block, and each changed character traceable to its place."""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.extract import Line, Word
from pipeline.markdown import read
from pipeline.markdown.inlines import plain
from pipeline.model import Block, Box, Document, Heading, Link, List, NoteRef, Paragraph, Place
from pipeline.questions import Answers, Question, Review
from pipeline.recover import recover
from pipeline.recover.answers import answer, questions
from pipeline.recover.compose import Composed
from pipeline.recover.runs import ReadLine, runs_of, whole_words
from pipeline.repair import Repair
from tests.conftest import ROOT, SHARED, needs_shared

PERIOD = ROOT / "sources/2024-2027"
PRIOR = SHARED / "prior/overgripande-aktivitetsplan-2024-2027"
# An OCR engine cannot tell these apart, so they count as their plain forms.
ALIKE = str.maketrans({"’": "'", "‘": "'", "”": '"', "“": '"', "–": "-", "—": "-"})


@pytest.fixture(scope="module")
def recovered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prior plan, recovered with the committed answers."""
    out = tmp_path_factory.mktemp("recovered")
    assert main(["recover", str(PERIOD / "prior.pdf"), "--out", str(out)]) == 0
    return out


def test_the_pdf_and_the_answers_give_the_committed_text(recovered: Path) -> None:
    assert (recovered / "plan.md").read_text("utf-8") == (PERIOD / "plan.md").read_text("utf-8")


def test_the_committed_answers_are_all_that_is_asked(recovered: Path) -> None:
    assert (recovered / "review.txt").read_text("utf-8") == (PERIOD / "review.txt").read_text("utf-8")


@needs_shared
def test_every_block_is_the_proof_read_one(recovered: Path) -> None:
    document = read((recovered / "plan.md").read_text("utf-8"))
    right = json.loads(Path(f"{PRIOR}.structure.json").read_text("utf-8"))
    blocks = [block for block in right if block["type"] not in ("link", "footnote")]
    assert [row[:4] for row in rows(document.blocks)] == [
        (b["type"], b["level"], b["marker"], b["number"]) for b in blocks
    ]
    got = [row[4].translate(ALIKE) for row in rows(document.blocks)]
    # The proof-read text has “företag.” where the structure keeps the scan's “företag,.”.
    assert got == [block["text"].replace("[1]", "").replace(",.", ".").translate(ALIKE) for block in blocks]


def rows(blocks: tuple[Block, ...]) -> list[tuple]:
    out: list[tuple] = []
    for block in blocks:
        if isinstance(block, List):
            for number, item in enumerate(block.items, block.start):
                counted = number if block.marker == "number" else None
                out.append(("list_item", 1, str(block.marker), counted, plain(item.inlines)))
        elif isinstance(block, Heading):
            out.append(("heading", block.level, None, None, plain(block.inlines)))
        elif isinstance(block, Paragraph):
            out.append(("paragraph", None, None, None, plain(block.inlines)))
    return out


def test_links_and_the_footnote_stand_on_their_words(recovered: Path) -> None:
    document = read((recovered / "plan.md").read_text("utf-8"))
    links = {plain(link.inlines): link.target for link in found(document, Link)}
    assert links["Vision Luleå 2040"].endswith("/vision-lulea-2050.html")
    assert "norrbottenskommuner.se" in links["Politisk plattform för Arktis - Norrbottens Kommuner"]
    assert [ref.id for ref in found(document, NoteRef)] == [note.id for note in document.notes] == ["not-1"]
    assert plain(document.notes[0].inlines).startswith("Europeiska kommissionens generaldirektorat")


def found(node: object, kind: type) -> list:
    if isinstance(node, kind):
        return [node]
    if isinstance(node, tuple):
        return [hit for child in node for hit in found(child, kind)]
    if hasattr(node, "__dataclass_fields__"):
        return [hit for name in node.__dataclass_fields__ for hit in found(getattr(node, name), kind)]
    return []


@needs_shared
@pytest.mark.parametrize(("files", "least"), [(["prior.pdf"], 0.994), (["prior.pdf", "reread.tsv"], 0.9995)])
def test_without_answers_nearly_every_word_is_right(tmp_path: Path, files: list[str], least: float) -> None:
    for name in files:
        shutil.copy(PERIOD / name, tmp_path / name)
    words = ["--words", str(ROOT / "sources/words.txt"), *(["--no-reread"] if len(files) == 1 else [])]
    assert main(["recover", str(tmp_path / "prior.pdf"), "--out", str(tmp_path / "out"), *words]) == 0
    document = read((tmp_path / "out/plan.md").read_text("utf-8"))
    got = " ".join(row[4] for row in rows(document.blocks)).translate(ALIKE).split()
    blocks = json.loads(Path(f"{PRIOR}.structure.json").read_text("utf-8"))
    texts = [b["text"].replace("[1]", "").replace(",.", ".") for b in blocks if b["type"] not in ("link", "footnote")]
    right = " ".join(texts).translate(ALIKE).split()
    same = sum(m.size for m in difflib.SequenceMatcher(None, right, got, autojunk=False).get_matching_blocks())
    assert same / len(right) >= least


def test_the_title_is_repaired_with_a_record_of_its_place() -> None:
    recovery = recover(PERIOD / "prior.pdf", Review())
    assert recovery.document.title == "Övergripande aktivitetsplan för Luleå kommuns internationella arbete 2024-2027"
    words = {record.before: record for record in recovery.records[:3]}
    assert {before: record.after for before, record in words.items()} == {
        "Overgripande": "Övergripande", "fér": "för", "LuleG": "Luleå"
    }  # fmt: skip
    assert {record.place.page for record in words.values()} == {2}
    known = recover(PERIOD / "prior.pdf", Review(), title="Planen")
    assert known.document.title == "Planen"
    assert known.records[0].before != "Overgripande"


def test_the_answers_give_the_committed_text_without_a_second_reading(tmp_path: Path) -> None:
    assert main(["recover", str(PERIOD / "prior.pdf"), "--out", str(tmp_path), "--no-reread"]) == 0
    for name in ("plan.md", "review.txt"):
        assert (tmp_path / name).read_text("utf-8") == (PERIOD / name).read_text("utf-8")
    assert not (tmp_path / "reread.tsv").exists()


def test_a_record_has_what_each_witness_read(recovered: Path) -> None:
    records = [json.loads(line) for line in (recovered / "repairs.jsonl").read_text("utf-8").splitlines()]
    here = next(record for record in records if record["after"] == "berör" and record["before"] == "beror")
    assert here["witnesses"] == {"text-layer": "beror", "picture": "berör", "language": "berör"}
    assert sum("picture" in record["witnesses"] for record in records) > 0.9 * len(records)


def test_without_tesseract_one_sentence_says_what_it_would_gain(tmp_path, monkeypatch, capsys, english: None) -> None:
    monkeypatch.setattr("pipeline.extract.ocr.is_installed", lambda: False)
    shutil.copy(PERIOD / "prior.pdf", tmp_path / "prior.pdf")
    assert main(["recover", str(tmp_path / "prior.pdf"), "--out", str(tmp_path / "out")]) == 0
    assert "the pictures (19 pages) would be read a second time" in capsys.readouterr().err


def test_every_record_has_its_place_on_the_page(recovered: Path) -> None:
    records = [json.loads(line) for line in (recovered / "repairs.jsonl").read_text("utf-8").splitlines()]
    assert len(records) > 500
    for record in records:
        x0, top, x1, bottom = record["bbox"]
        assert 1 <= record["page"] <= 19
        assert 0 <= x0 < x1 <= 596
        assert 0 <= top < bottom <= 842
        assert record["status"] in ("auto", "ask", "answered")
        assert 0 <= record["confidence"] <= 1


def test_the_report_shows_every_page_and_needs_no_network(recovered: Path) -> None:
    report = (recovered / "report.html").read_text("utf-8")
    assert report.count('src="data:image/png;base64,') == 19
    assert 'src="http' not in report


# ── Answers within a line ────────────────────────────────────────────────────────────────────────────────────────────


def read_line(text: str, *repairs: Repair) -> ReadLine:
    box = Box(0, 0, 10, 10)
    return ReadLine(Line(tuple(Word(word, Place(1, box)) for word in text.split(" "))), text, repairs)


def doubt(text: str, before: str, after: str) -> Repair:
    start = text.index(before)
    return Repair(start, start + len(before), before, after, "ocr", 0.8, "ask", (), "")


def asked_about(read: ReadLine) -> list[Question]:
    return list(questions(Composed(Document("", ()), {0: read}, ())))


def test_an_answer_settles_a_doubtful_word() -> None:
    text = "ett steg pa vagen"
    asked = read_line(text, doubt(text, "pa", "på"), doubt(text, "vagen", "vågen"))
    (first, second) = asked_about(asked)
    settled = answer(asked, Answers(Review((first, Question("vagen", "vågen", spots=second.spots, answer="vägen")))))
    assert settled.text == "ett steg på vägen"
    assert [run.text for run in runs_of(settled) if run.doubt] == ["på"]


def test_an_added_answer_overrides_what_nobody_asked() -> None:
    text = "- Geett forum"
    settled = answer(read_line(text), Answers(Review((Question("Geett", "Ge ett", answer="ja"),))))
    assert settled.text == "- Ge ett forum"


def test_an_added_answer_hits_whole_words_only() -> None:
    settled = answer(read_line("par och spar"), Answers(Review((Question("par", "pär", answer="ja"),))))
    assert settled.text == "pär och spar"


def test_a_question_shows_the_repaired_words_around_it() -> None:
    text = "ska framja samarbetet"
    (question,) = asked_about(read_line(text, doubt(text, "framja", "främja")))
    assert question.contexts == ("ska [främja] samarbetet",)


def test_a_repair_that_adds_a_space_is_asked_about_in_whole_words() -> None:
    text = "till Norr-och Vasterbotten"
    space = Repair(9, 10, "-", "- ", "split", 0.9, "ask", (), "")
    (asked,) = whole_words(text, [space])
    assert (asked.before, asked.after) == ("Norr-och", "Norr- och")
    assert read_line(text, asked).text == "till Norr- och Vasterbotten"


def test_links_and_notes_stay_on_their_words() -> None:
    place = Place(1, Box(0, 0, 10, 10))
    words = (Word("Se"[:2], place), Word("Vision", place, link="u"), Word("Lulea", place, link="u", note="1"))
    line = ReadLine(Line(words), "Se Vision Lulea", (Repair(10, 15, "Lulea", "Luleå", "ocr", 1.0, "auto", (), ""),))
    assert [tuple(run) for run in runs_of(line)] == [
        ("Se", "", False, ""),
        (" ", "", False, ""),
        ("Vision", "u", False, ""),
        (" ", "u", False, ""),
        ("Luleå", "u", False, "1"),
    ]


def test_the_head_names_the_pdf_that_was_read(recovered: Path) -> None:
    document: Document = read((recovered / "plan.md").read_text("utf-8"))
    assert document.source.startswith("sha256:e03f64d1")
    assert document.reader.startswith("plan ")
