"""The floors below which repair must not fall, on texts that took no part in fitting its words and weights."""

import pytest
from rapidfuzz.distance import Indel

PLAIN = str.maketrans({"’": "'", "‘": "'", "”": '"', "“": '"', "„": '"', "–": "-", "—": "-", "~": "-", "•": "-"})


def words(text):
    return text.translate(PLAIN).split()


def hits(right, other):
    found = [False] * len(right)
    for step in Indel.opcodes(right, other):
        if step.tag == "equal":
            found[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    return found


@pytest.mark.parametrize(
    ("name", "least_right", "most_broken"), [("law", 0.994, 0.001), ("admin", 0.995, 0.0005), ("prose", 0.99, 0.003)]
)
def test_damaged_pages_are_read(name, least_right, most_broken, shared, repairer):
    damaged = (shared / f"ocr/dev/{name}.damaged.txt").read_text("utf-8").splitlines()[:800]
    right = words((shared / f"ocr/dev/{name}.right.txt").read_text("utf-8"))
    before = hits(right, words("\n".join(damaged)))
    last = max(at for at, hit in enumerate(before) if hit)
    right, before = right[:last], before[:last]
    after = hits(right, words("\n".join(line.text for line in repairer.lines(damaged))))
    assert sum(after) / len(right) >= least_right
    assert sum(was and not now for was, now in zip(before, after, strict=True)) / sum(before) <= most_broken


@pytest.mark.parametrize("name", ["lag-kommunallag.md", "digg-terminologi.md", "lag-webbtillganglighet.md"])
def test_clean_swedish_is_left_alone(name, shared, repairer):
    lines = (shared / "corpus/text" / name).read_text("utf-8").splitlines()
    changed = [
        (repair.before, repair.after)
        for line in repairer.lines(lines)
        for repair in line.repairs
        if repair.before.split() != repair.after.split() and "soft-hyphen" not in repair.rule
    ]
    assert len(changed) <= 0.0002 * sum(len(line.split()) for line in lines)
