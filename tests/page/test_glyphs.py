"""What ``check`` knows of letters and words before the engine is asked, and where it says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.files.notes import Notes
from reportkit.files.package import package_folder
from reportkit.page.assets import Design, read_design
from reportkit.page.compose.edition import compose
from reportkit.page.design.glyph_coverage import LONGEST, glyph_problems, known_glyphs
from reportkit.page.pdf.engine import render
from reportkit.page.preflight.placing import placed
from reportkit.problems import Mark, Problem, SeedsRejected
from tests.page.composing import book_of

FACT = """
section: talks
facts:
  - id: gauge
    statement: {text}
    date: 2025-10-07
    verification: unverified
    source_refs: [s1]
"""


def problems_of(folder: Path, text: str, **more: str) -> list[Problem]:
    """Give what is found in the statement of a fact."""
    book = book_of(folder, FACT.format(text=text), **more)
    return list(glyph_problems(book, read_design(folder)[0], None))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The gauge reads 😀 today", "😀 (U+1F600 grinning face)"),
        ("The gauge reads 東京 today", "東 (U+6771 cjk unified ideograph-6771), 京 (U+4EAC"),
        ("Ƙauye da ɗan ɓera", "Ƙ (U+0198 latin capital letter k with hook)"),
        ("नमस्ते", "न (U+0928 devanagari letter na)"),
        ("private \ue000 use", "\ue000 (U+E000)"),
    ],
)
def test_a_letter_that_no_font_has_is_told_at_its_record(
    tmp_path: Path, text: str, named: str
) -> None:
    (problem,) = problems_of(tmp_path, text)

    assert ("letter-missing", Mark("seeds/records.yaml", 5, 16)) == (problem.code, problem.mark)
    assert problem.message.startswith("gauge: no font of this design has ")
    assert named in problem.message
    assert "styles/fonts/" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” – dashes… Ağrı, Kōfu, Łódź, Đà Nẵng",
        "decomposed cafe\u0301",
        "soft\u00adhyphen, no-break\u00a0space, thin\u2009space",
        "ہم نے سرحد پر فائر بندی",
        "موږ د اوربند درناوی کوو",
        "a\ufe0f variation",
    ],
)
def test_what_the_fonts_have_or_never_draw_is_no_problem(tmp_path: Path, text: str) -> None:
    assert [] == problems_of(tmp_path, text)


@pytest.mark.parametrize("text", ["Ƙauye", "Kōfu Łódź", "cafe\u0301", "a\u00adb", "東"])
def test_check_and_the_engine_are_of_one_mind(tmp_path: Path, text: str) -> None:
    book = book_of(tmp_path, FACT.format(text=text))
    design = read_design(tmp_path)[0]
    try:
        render(compose(book, name="1"), design, moment=book.edition.published)
        refused = False
    except SeedsRejected as rejected:
        refused = True
        marks = {problem.mark for problem in placed(rejected.problems, book)}
        assert Mark("seeds/records.yaml", 5, 16) in marks

    assert refused is bool(list(glyph_problems(book, design, None)))


def test_a_font_of_the_series_own_brings_its_letters(tmp_path: Path) -> None:
    """The remedy that the hint names is one."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "hook"])
    builder.setupCharacterMap({0x198: "hook"})
    builder.setupGlyf({".notdef": Glyph(), "hook": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "hook": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Hooked", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    assert problems_of(tmp_path, "Ƙ")
    (tmp_path / "styles" / "fonts").mkdir(parents=True)
    builder.save(tmp_path / "styles" / "fonts" / "Hooked.ttf")

    assert [] == problems_of(tmp_path, "Ƙ")


@pytest.mark.parametrize("content", [b"", b"x", b"\x00\x01\x00\x00" * 99, b"wOF2" + b"\0" * 99])
@pytest.mark.parametrize("folder", ["styles/fonts", "styles/web", "templates"])
def test_a_font_that_is_none_is_told(tmp_path: Path, folder: str, content: bytes) -> None:
    """Wherever it lies: the last look at a PDF opens every font of the design."""
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "Broken.ttf").write_bytes(content)
    (problem,) = problems_of(tmp_path, "plain")

    assert ("asset-unusable", f"{folder}/Broken.ttf") == (problem.code, problem.mark.file)


def test_a_font_of_the_screen_gives_the_page_no_letters(tmp_path: Path) -> None:
    design, _ = read_design(tmp_path)
    web = {name: file for name, file in design.files.items() if name.startswith("styles/web/")}

    assert any(name.endswith(".woff2") for name in web)
    assert ([], []) == known_glyphs(Design(web), None)


def test_a_font_of_the_screen_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "styles" / "web").mkdir(parents=True)
    (tmp_path / "styles" / "web" / "BriefSans-Regular.woff2").write_bytes(b"cut off")
    (problem,) = problems_of(tmp_path, "plain")

    assert ("asset-unusable", "styles/web/BriefSans-Regular.woff2") == (
        problem.code,
        problem.mark.file,
    )


def test_a_font_without_its_tables_is_told(tmp_path: Path) -> None:
    """The press asks a font its names, the pictures its widths."""
    from fontTools.ttLib import TTFont

    fonts = tmp_path / "styles" / "fonts"
    fonts.mkdir(parents=True)
    for number, table in enumerate(("name", "hmtx", "cmap")):
        with TTFont(package_folder("styles") / "fonts" / "SourceSans3-It.ttf") as font:
            del font[table]
            font.save(fonts / f"{number}.ttf")

    assert [f"styles/fonts/{number}.ttf" for number in range(3)] == [
        problem.mark.file for problem in problems_of(tmp_path, "plain")
    ]


def test_the_letters_are_kept_and_a_broken_note_is_made_anew(tmp_path: Path) -> None:
    design, _ = read_design(tmp_path)
    ranges, _ = known_glyphs(design, tmp_path / "cache")
    (note,) = (tmp_path / "cache" / "letters").iterdir()
    notes = Notes(note.parent, 9)
    notes.write(note.name, " ".join(f"{first:x}-{last:x}" for first, last in ranges[:1]).encode())

    assert ranges[:1] == known_glyphs(design, tmp_path / "cache")[0]
    os.truncate(note, note.stat().st_size - 1)  # what is left of it would be letters too
    assert ranges == known_glyphs(design, tmp_path / "cache")[0]
    notes.write(note.name, b"what is this")
    assert ranges == known_glyphs(design, tmp_path / "cache")[0]
    assert [] == known_glyphs(Design({}), tmp_path / "cache")[0]


def test_names_quotations_and_sources_are_looked_at_too(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        """
        section: talks
        sources: [{id: t, publisher: "東 Daily", title: "京", kind: wire, access: primary}]
        actors: [{id: a, name: A, kind: state, aliases: [{term: "漢"}]}]
        claims:
          - {id: c, speaker: lower, modality: asserts, statement: it holds, date: 2025-10-09,
             source_refs: [s1], quote: {text: "字", language: zh, translation: x},
             internal_note: "木"}
        """,
        brief='subtitle: "火"',
    )
    problems = list(glyph_problems(book, read_design(tmp_path)[0], None))

    said = " ".join(problem.message for problem in problems)
    assert ["東", "京", "漢", "字", "火"] == [sign for sign in "東京漢字火木" if sign in said]


@pytest.mark.parametrize(
    ("text", "is_unbreakable"),
    [
        ("x" * 256, True),
        (f"The address {'a1' * 60} is long", True),
        ("x" * LONGEST, False),
        ("long-" * 60, False),
        ("https://example.org/" + "a" * 256, False),
        ("a/" * 130, False),
        ("水" * 256, None),
        ("soft\u00ad" * 60, False),
    ],
)
def test_a_word_longer_than_a_line_is_told_at_its_record(
    tmp_path: Path,
    text: str,
    is_unbreakable: bool | None,  # noqa: FBT001
) -> None:
    codes = [problem.code for problem in problems_of(tmp_path, text)]

    assert ("word-unbreakable" in codes) is bool(is_unbreakable)


@pytest.mark.parametrize("field", ["label", "statement"])
def test_what_check_lets_pass_breaks_within_its_line(tmp_path: Path, field: str) -> None:
    """Sixty letters without a place to break, where a column has room for half of them."""
    long = "xW3e9aTk" * 7
    book = book_of(
        tmp_path,
        FACT.format(text=long if field == "statement" else "It reads ten")
        + (
            "figures:\n  - {id: t, metric: killed, best: 4, label: '"
            + (long if field == "label" else "killed")
            + " there', provider: un, method: count, as_of: 2025-10-09, source_refs: [s1]}\n"
        ),
        edition="key_figures: [t]",
    )
    design = read_design(tmp_path)[0]

    assert [] == list(glyph_problems(book, design, None))
    assert render(compose(book, name="1"), design, moment=book.edition.published).pages


def test_what_the_gate_refuses_is_told_at_the_record(tmp_path: Path) -> None:
    """A text of the page leads back to the seeds, typewriter marks and soft hyphens too."""
    book = book_of(tmp_path, FACT.format(text='The "old" gauge reads ten'))
    page = Mark("templates/brief.html.j2", 1, 1)

    def place_of(message: str, mark: Mark = page) -> tuple[str, Mark]:
        (problem,) = placed([Problem("text-overflow", message, mark)], book)
        return problem.message.split(":")[0], problem.mark

    record = "gauge", Mark("seeds/records.yaml", 5, 16)
    assert record == place_of("page 1: 'The “old” gauge reads ten' sticks out of its box")
    assert record == place_of("page 1: '“old” gauge rea…' cannot be seen")
    assert record == place_of("page 1: 'Since No. 3' and 'old” gauge reads' lie over each other")
    assert record == place_of("set, but not in the PDF: '7 Oct The “old” gauge reads ten.1,2'")
    assert ("page 1", page) == place_of("page 1: 'Since No. 3' sticks out of its box")
    assert ("page 1", page) == place_of("page 1: 'a' sticks out of its box")
    other = Mark("styles/a.css", 2, 2)
    assert ("page 1", other) == place_of("page 1: 'The “old” gauge reads ten'", other)
