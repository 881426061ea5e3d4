"""Families of damage, applied by machine to sound sentences: each comes back as it was, and others stay as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from pipeline.repair import RepairedLine, Repairer

SENTENCES = (
    "Kommunen får besluta om översiktsplanen för året.",
    "Värdighet för äldre och trygghet på våra gårdar",
    "Åtgärder som nämnden föreslår ska följas upp varje år.",
    "Ändringar i planen görs när fullmäktige så beslutar.",
)


def misread(right: str, wrong: str, times: int = 1) -> Callable[[str], str]:
    def damage(text: str) -> str:
        for _ in range(times):
            text = text.encode(right).decode(wrong)
        return text

    return damage


def spelt(**letters: str) -> Callable[[str], str]:
    table = {ord(a): b for a, b in zip("åäöÅÄÖ", letters.values(), strict=True)}
    return lambda text: text.translate(table)


def coded(form: str) -> Callable[[str], str]:
    return lambda text: "".join(form.format(ord(c)) if ord(c) > 127 else c for c in text)


UTF8 = ("cp1252", "latin-1", "mac_roman", "cp437", "cp850")
EASTERN = ("sloppy-windows-1250", "sloppy-windows-1251", "iso8859-2", "gbk")
PAGES = [("latin-1", p) for p in ("mac_roman", "cp850", "cp437", "cp1251")] + [
    ("cp850", "latin-1"),
    ("mac_roman", "latin-1"),
    ("mac_roman", "sloppy-windows-1252"),
]
FAMILIES: dict[str, Callable[[str], str]] = {
    **{f"utf-8 as {p}, {n} times": misread("utf-8", p.replace("cp1252", "sloppy-windows-1252"), n)
       for p in UTF8 for n in (1, 2, 3)},
    **{f"utf-8 as {p}": misread("utf-8", p) for p in EASTERN},
    **{f"{right} as {wrong}": misread(right, wrong) for right, wrong in PAGES},
    "ISO 646-SE": lambda text: text.translate(str.maketrans("åäöÅÄÖ", "}{|][\\")),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "accents before": spelt(a="˚a", b="¨a", c="¨o", d="˚A", e="¨A", f="¨O"),
    "accents after": spelt(a="a˚", b="a¨", c="o¨", d="A˚", e="A¨", f="O¨"),
    "broken entities": spelt(a="&aring", b="&auml", c="&ouml", d="&Aring", e="&Auml", f="&Ouml"),
    "JSON": coded("\\u{:04x}"),
    "RTF": coded("\\'{:02x}"),
    "RTF, Unicode": coded("\\u{}?"),
    "letters and rings": spelt(a="a°", b="a¨", c="o¨", d="A°", e="A¨", f="O¨"),
    "bytes": lambda text: "".join(f"\\x{b:02x}" if b > 127 else chr(b) for b in text.encode()),
}  # fmt: skip


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("mÃ€nniskor som Ã€r dÃ€r fÃ¶r Ã¥ret", "människor som är där för året"),
        ("‰r kˆnt som îaktivt fˆrsvarî ñ 2024ñ2027, 20 ß.", "är könt som ”aktivt försvar” – 2024–2027, 20 §."),
        ("MŠl fšr Óaktivt fšrsvarÓ Ð enligt 20 ¤", "Mäl för ”aktivt försvar” – enligt 20 §"),
        ("M√ºller bes√∂kte Lule√•", "Müller besökte Luleå"),
        ("Enligt 8 Ã\x82Â§ fÃ\x83Â¥r nÃ\x83Â¤mnden", "Enligt 8 § får nämnden"),
        ("FÃ¶R MÃ¥L OCH Ã¤LDRE Â€“ Â€\x9dVÃ¥RDÂ€\x9d", "FÖR MÅL OCH ÄLDRE – ”VÅRD”"),
        ("Budget: 440 000 &euro; f&ouml;r &aring;r &bull; m&aring;l", "Budget: 440 000 € för år • mål"),
        ("440 000 \\u20ac f\\u00f6r \\u00e5ret", "440 000 € för året"),
        ("f\ufffd\ufffdr \ufffd\ufffdldre p\ufffd\ufffd v\ufffd\ufffdra g\ufffd\ufffdrdar", "för äldre på våra gårdar"),
        ("…VERSIKT", "ÖVERSIKT"),
    ],
)
def test_marks_names_and_capitals_come_back_with_the_letters(damaged: str, right: str, repairer: Repairer) -> None:
    assert repairer.lines([damaged])[0].text == right


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_comes_back_as_it_was(family: str, repairer: Repairer) -> None:
    for right in SENTENCES:
        try:
            damaged = FAMILIES[family](right)
        except UnicodeDecodeError:  # the code page has no sign for one of the bytes
            continue
        assert repairer.lines([damaged])[0].text == right


@pytest.mark.parametrize(
    "line",
    [
        "Straße in München, Güter für Öl und Übung",
        "Les élèves français étaient là-bas, à l'école, où ça coûte cher",
        "Yö on lyhyt ja päivä pitkä Suomessa, jäätelöä myydään kesällä",
        "Öö Tallinnas, Nõmme ja Pärnu, õpetaja räägib",
        "Davvi, Sámi giella, čáhci, Gárasavvon, Deatnu, Guovdageaidnu",
        "På dansk: rødgrød med fløde, Århus og Ålborg, æble",
        "Zażółć gęślą jaźń, Łódź i Kraków, Żywiec",
        "Poul Sørensen, Håkan Çelik, Łukasz, Đorđe, São Paulo, Škoda, İzmir",
        "if (a[i] == '{' || b[j] == '}') { return x[1] | y; }",
        "x² + y² = z², 5 ÷ 2 ≈ 2,5 ‰ och ≤ 3 · 10³",
        "”ring” sade hon, ”ken” är ett ord och ”gon” ett annat",
        "Türkçe: İstanbul’da çok güzel, Çeşme",
        "https://www.lulea.se/hallbar?q=a&b=c#x och info@lulea.se",
        "中文字符 氓 测试 眉毛",
        "Kim & Co AB, R&D, AT&T, H&M, Q&A",
        "mailto:info@lulea.se, file:///C:/Users/anna/plan_2025.docx",
        "…och så vidare, 100 €/år, €uro",
        "SÃO PAULO, À LA CARTE, Àla, dB, mÅ",
        "Þetta er íslenska, Ísland, þjóð",
        '<p class="x">Hej &amp; välkommen &lt;b&gt;</p>',
        "C:\\users\\anna\\x.txt och \\\\server\\del$",
    ],
)
def test_other_languages_and_code_stay_as_they_are(line: str, repairer: Repairer) -> None:
    assert repairer.lines([line])[0].text == line


@pytest.mark.parametrize(
    "line",
    [
        "A°B och 45°A i figuren, R&aringx",
        "Se sftp://x/%E5r.pdf, 50%AB och 100%EF rabatt",
        "BB=AA, CC=DD och EE=FF",
        "parts.getport(default=80)",
        "y/o/\\n/ i sed, [R,W] och {patterns=!r}",
        '<a href="x?q=1&auml=2&ouml=3">text</a>',
        '{"namn": "Lule\\u00e5", "typ": [1, 2]}',
        '\\section{M{\\aa}l} och \\emph{f\\"or}',
        'Skriv \\"o för ö och {\\aa} för å',
        "'\\x93\\x01\\x02\\x03' och \\303",
        "https://x.readthedocs.io/en/latest/?badge=latest",
        r"Usage: \h [NAME] prints the help.",
        r"Benutzung: \h [NAME] zeigt die Hilfe an.",
        r"Skriv \h [NAMN] eller plan [FIL] {MAPP}",
        "Anropa main() och print('x') i filen",
        "SELECT r, p FROM tabell WHERE s = 'aa' AND n > 5",
        "A B C D E F G r p s n",
        "foo_ar(for_alla, varden_pa)",
        "0. PREAMBLE",
        "Se [`asn1crypto.crl`](asn1crypto/crl.py) och compat/inet_ntop.c",
        "==============",
    ],
)
def test_signs_that_look_like_escapes_stay(line: str, repairer: Repairer) -> None:
    assert repairer.lines([line])[0].text == line


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("https://www.lulea.se/s%C3%B6k?q=%C3%A5r%20och%26", "https://www.lulea.se/sök?q=år%20och%26"),
        ("Plan%20f%F6r%20%E5ret.pdf", "Plan för året.pdf"),
        ("Lulea° p㥠ön", "Luleå p㥠ön"),
        ("F&aumlltet och R&aringdet", "Fältet och Rådet"),
        ("p=E5 v=E4g", "på väg"),
        ("Niemel\\\"a och H\\xf6gskolan", "Niemelä och Högskolan"),
    ],
)  # fmt: skip
def test_signs_that_are_escapes_are_letters(damaged: str, right: str, repairer: Repairer) -> None:
    assert repairer.lines([damaged])[0].text == right


FOREIGN = {
    "English": "Please install the package and use it for all new users, as the main site is used in the region.",
    "German": "Die Kommune ist Mitglied der Union und arbeitet mit anderen Stadten fur das Klima an der Ostsee.",
    "Norwegian": "Kommunen samarbeider med andre byer og er med i et nettverk for barn og unge i hele regionen.",
    "Danish": "Byen er medlem af et netvaerk og samarbejder med andre byer om klima og transport til alle.",
    "Finnish": "Kaupunki on mukana verkostossa ja tekee tyota sen eteen, jotta kaikki voivat osallistua.",
    "Sámi": "Gielda lea mielde fierpmadagas ja bargat ovttas eara gielddaiguin ahte buohkat sahttet searvat.",
    "Spanish": "El municipio participa en la red y trabaja con las otras ciudades para el clima y la cultura.",
    "French": "La commune participe au reseau et travaille avec les autres villes pour le climat et la culture.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_left_alone_without_their_own_letters(language: str, repairer: Repairer) -> None:
    line = FOREIGN[language]
    assert repairer.lines([line])[0] == RepairedLine(line)
    page = [
        "Kommunen ska framja vard for alla aldre i lanet, och vi deltar i ett natverk.",
        "",
        line,
        "",
        "Mal for aret",
    ]
    read = [result.text for result in repairer.lines(page)]
    assert read == [
        "Kommunen ska främja vård för alla äldre i länet, och vi deltar i ett nätverk.",
        "",
        line,
        "",
        "Mål för året",
    ]


def test_an_english_name_makes_no_english_line(repairer: Repairer) -> None:
    damaged = "Genom natverket Union of the Baltic Cities vill LuleG kommun:"
    assert repairer.lines([damaged])[0].text == "Genom nätverket Union of the Baltic Cities vill Luleå kommun:"


def test_lists_and_code_amid_english_are_left_alone(repairer: Repairer) -> None:
    readme = [
        "This is the manual of the tool, and it is used by all who have the source.",
        "", "pip install for-all", "", "def main(arg): return var", "", "Contributors: Matt Over, Alan Land, Jan Hall",
        "", "If you use it with the site, see the rst files that are in the docs.",
    ]  # fmt: skip
    assert all(line.repairs == () for line in repairer.lines(readme))
