"""Themes and the colours of the house: read, checked, and followed by page, picture and screen."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from reportkit.files.package import package_folder
from reportkit.page.assets import read_design
from reportkit.page.charts.style import style_of
from reportkit.page.compose.edition import compose
from reportkit.page.design.colour import (
    APART,
    APART_IN_GREY,
    contrast,
    distance,
    lightness,
    of_lightness,
    readable_on,
)
from reportkit.page.design.house_colours import design_problems, with_house_colours
from reportkit.page.design.logo import unfit
from reportkit.page.design.theme import PARTIES, THEME, read_theme, with_values
from reportkit.page.html.render import render_html
from reportkit.page.pdf.engine import render, render_all
from reportkit.problems import Problem
from tests.page.composing import book_of, first_history, full_form
from tests.page.looking import faults

SHIPPED = (package_folder("styles") / "theme.css").read_text()
BROADSHEET = (
    Path(__file__).resolve().parents[2] / "docs" / "themes" / "broadsheet" / "theme.css"
).read_text()
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0H9V3Z"/></svg>'


def checked(folder: Path, brief: str = "", *, theme: str = "", logo: str = "") -> list[Problem]:
    """Check the design of a small series with this house, theme and logo."""
    (folder / "styles").mkdir()
    if theme:
        (folder / THEME).write_text(theme)
    if logo:
        (folder / "styles" / "logo.svg").write_text(logo)
    design, problems = read_design(folder)
    assert problems == []
    return design_problems(book_of(folder, brief=brief), design)


# -- colours -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # the well-known grey that just fails
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert ratio == pytest.approx(contrast(one, other), abs=0.005)
    assert contrast(one, other) == contrast(other, one)


def test_lightness_and_distance_are_those_of_cie_lab() -> None:
    assert [0, 53.24, 100] == pytest.approx(
        [lightness(colour) for colour in ("#000000", "#ff0000", "#ffffff")], abs=0.01
    )
    # Red is L*a*b* 53.24, 80.09, 67.20 and green 87.73, -86.18, 83.18 under D65.
    assert distance("#ff0000", "#00ff00") == pytest.approx(170.6, abs=0.1)


@pytest.mark.parametrize("ground", ["#ffffff", "#fffbf2", "#17191b"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#00c2ff", "#ff5050", "#123456", "#808080"])
def test_the_nearest_readable_colour_can_be_read_and_is_hardly_changed(
    colour: str, ground: str
) -> None:
    found = readable_on(colour, ground)

    assert contrast(found, ground) >= 4.5
    assert found == colour if contrast(colour, ground) >= 4.5 else contrast(found, ground) < 4.65


def test_a_colour_is_moved_to_a_lightness() -> None:
    assert [20, 40] == pytest.approx(
        [lightness(of_lightness("#b35900", level)) for level in (20, 40)], abs=0.5
    )


# -- themes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("css", [SHIPPED, BROADSHEET], ids=["shipped", "broadsheet"])
def test_our_themes_are_whole_and_their_parties_can_be_told_apart(css: str) -> None:
    theme, problems = read_theme(css)
    inks = [theme.values[name] for name in ("accent", *PARTIES)]

    assert problems == []
    for one, other in combinations(inks, 2):
        assert distance(one, other) >= APART
        assert abs(lightness(one) - lightness(other)) >= APART_IN_GREY


def test_no_other_style_sheet_names_a_colour() -> None:
    """But the colours of TLP, which FIRST fixes, and the card of pictures and logos."""
    import re

    folder = package_folder("styles")
    left = {
        line.strip()
        for sheet in folder.glob("*.css")
        if sheet.name != "theme.css"
        for line in sheet.read_text().splitlines()
        if re.search(r"#[0-9a-f]{3,6}\b", line) and ".tlp" not in line and "marking" not in line
    }

    assert all("background: #fff" in line for line in left), left


def test_what_is_wrong_with_a_theme_is_told_with_its_line(tmp_path: Path) -> None:
    broken = (
        SHIPPED.replace("--accent: #0b4f6c;", "--acent: #0b4f6c;")
        .replace("--rule: #bbbbbb;", "--rule: silver;")
        .replace("--pale: #e6e6e6;", "--pale: #e6e6e6; --pale: #eeeeee;")
    )

    problems = [(p.code, p.mark.line, p.message, p.hint) for p in checked(tmp_path, theme=broken)]

    lines = broken.splitlines()
    rule = next(at for at, line in enumerate(lines, 1) if "--rule: silver" in line)
    assert ("theme-name", 1, "the theme has no --accent", "did you mean '--acent'?") in problems
    assert ("theme-value", rule, "--rule is 'silver'", "write a colour as #rrggbb") in problems
    assert ["--pale is written twice"] == [
        said for code, line, said, _ in problems if code == "theme-value" and line == rule + 1
    ]


def test_a_comment_is_no_value() -> None:
    theme, _ = read_theme("/* --ink: #ffffff; */\n:root { --ink: #111111; }")

    assert ("#111111", 2, 9) == (theme.values["ink"], *theme.at("ink")[1:])


def test_what_stands_in_a_string_is_no_value_and_a_face_keeps_its_string_whole() -> None:
    css = (
        'p::before { content: "--ink: #ffffff; /*" }\n:root { --ink: #111111; --text-face: "A; B" }'
    )

    theme, problems = read_theme(css)

    assert theme.values == {"ink": "#111111", "text-face": '"A; B"'}
    assert (2, 9) == theme.at("ink")[1:]
    assert {"theme-name"} == {problem.code for problem in problems}
    assert css.replace("#111111", "#222222") == with_values(css, {"ink": "#222222"})


def test_an_ink_too_weak_is_told_with_the_nearest_that_passes(tmp_path: Path) -> None:
    weak = SHIPPED.replace("--grey: #555555;", "--grey: #8a8a8a;").replace(
        "--night-ink: #e8e6e3;", "--night-ink: #555555;"
    )

    problems = checked(tmp_path, theme=weak)

    assert [("colour-contrast", "grey"), ("colour-contrast", "night-ink")] == [
        (p.code, weak.splitlines()[p.mark.line - 1].split(":")[0].strip(" -")) for p in problems
    ]
    assert "#8a8a8a has a contrast of 3.4 on white" == problems[0].message
    assert "the nearest darker colour that has it is #767676" in problems[0].hint
    assert "lighter" in problems[1].hint


def test_values_are_put_in_place_and_nothing_else_is_touched() -> None:
    css = "/* --ink: x; */ :root { --ink: #111111; --inks: #222222 } p { color: var(--ink) }"

    assert css.replace("#111111", "#333333") == with_values(css, {"ink": "#333333", "none": "x"})


# -- the house ---------------------------------------------------------------------------------


def test_page_pictures_and_night_follow_the_colours_of_the_house(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        brief="""
        house:
          accent: "#7a1f3d"
          parties: [{actor: upper, colour: "#00512b"}]
        """,
    )
    design = with_house_colours(read_design(tmp_path)[0], book)
    theme, style = read_theme(design.files[THEME].decode())[0], style_of(design.files)

    # Lowerland comes before Upperland.
    assert ("#7a1f3d", "#00512b") == (theme.values["accent"], theme.values["party-2"])
    assert ("#7a1f3d", "#00512b") == (style.accent, style.party(1))
    assert contrast(theme.values["night-accent"], theme.values["night-paper"]) >= 4.5


def test_without_a_house_the_design_stays_as_it_is(tmp_path: Path) -> None:
    design = read_design(tmp_path)[0]

    assert with_house_colours(design, book_of(tmp_path)) is design
    assert [] == design_problems(book_of(tmp_path), design)


def test_the_accent_of_the_theme_is_what_a_reader_sees(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / THEME).write_text(BROADSHEET)
    book = book_of(tmp_path, "section: talks")
    form = full_form(book, first_history(tmp_path, book), "1")

    def colours(folder: Path) -> set[str]:
        design = read_design(folder)[0]
        (made,) = render_all([form], design, moment=book.edition.published)
        assert faults(made.pdf, made.html) == []
        document = pypdfium2.PdfDocument(made.pdf)
        image = document[0].render(scale=2).to_pil().convert("RGB")
        document.close()
        return {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(1_000_000) or []}

    assert {"#8a1a12"} == {"#8a1a12", "#0b4f6c"} & colours(tmp_path)
    assert {"#0b4f6c"} == {"#8a1a12", "#0b4f6c"} & colours(tmp_path / "seeds")


@pytest.mark.parametrize(
    ("brief", "code", "wording", "hint"),
    [
        ('accent: "#ffcc00"', "colour-contrast", "contrast of 1.5 on white", "can be read"),
        (
            'accent: "#b35900", parties: [{actor: upper, colour: "#a04800"}]',
            "colour-alike",
            "look alike in colour",
            "told apart",
        ),
        (
            'accent: "#00406c", parties: [{actor: upper, colour: "#00512b"}]',
            "colour-alike",
            "look alike printed grey",
            "told apart",
        ),
        ('parties: [{actor: un, colour: "#00512b"}]', "house-party", "none of the", "lower, upper"),
        ("logo: styles/lgoo.svg", "logo-missing", "no styles/lgoo.svg", "'styles/logo.svg'"),
        ("logo_alt: Water", "logo-missing", "no logo", "logo:"),
    ],
)
def test_what_is_wrong_with_a_house_is_told_at_its_line(
    tmp_path: Path, brief: str, code: str, wording: str, hint: str
) -> None:
    problems = checked(tmp_path, f"house: {{{brief}}}", logo=LOGO)

    assert [code] == [problem.code for problem in problems]
    assert wording in problems[0].message
    assert hint in problems[0].hint
    assert "seeds/brief.yaml" == problems[0].mark.file
    assert problems[0].mark.column > len("house: {accent")


def test_the_set_that_a_hint_proposes_passes(tmp_path: Path) -> None:
    """UN blue is too pale for text, and brown too near to it in grey once it is darkened."""
    house = 'house: {{accent: "{}", parties: [{{actor: lower, colour: "{}"}}]}}'
    blue, brown = "#009edb", "#7d5f2e"
    found = checked(tmp_path, house.format(blue, brown))
    (hint,) = {problem.hint for problem in found}
    proposed = dict(re.findall("(#[0-9a-f]{6}) for (#[0-9a-f]{6})", hint))
    mended = {old: new for new, old in proposed.items()}

    (tmp_path / "again").mkdir()
    assert {blue, brown} == set(mended)
    assert [] == checked(tmp_path / "again", house.format(mended[blue], mended[brown]))


def test_parties_without_a_colour_of_their_own_give_way_to_the_house(tmp_path: Path) -> None:
    """The brown of the second party is the theme's; a brown house may keep its accent."""
    brown = 'house: {accent: "#b35900"}'
    assert [] == checked(tmp_path, brown)

    design = with_house_colours(read_design(tmp_path)[0], book_of(tmp_path, brief=brown))
    theme = read_theme(design.files[THEME].decode())[0].values
    assert "#b35900" == theme["accent"]
    assert "#b35900" != theme["party-2"]
    assert contrast(theme["party-2"], "#ffffff") >= 4.5
    assert abs(lightness(theme["party-2"]) - lightness("#b35900")) >= APART_IN_GREY


# -- the logo ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>1</script>", "holds <script>"),
        ('<path onload="1"/>', "holds onload, which is a program"),
        ('<image href="https://example.org/x.png"/>', "asks for something outside itself"),
        ('<path fill="url(https://example.org/x#y)"/>', "asks for something outside itself"),
        ("<style>@import 'x'</style>", "holds <style>"),
        ("<text>Water</text>", "holds <text>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ("<unclosed>", "is no SVG"),
        ("x" * 100_001, "has 100 kB"),
    ],
)
def test_an_svg_that_runs_or_fetches_is_no_logo(inside: str, said: str) -> None:
    assert "" == unfit("styles/a.svg", LOGO.encode())
    assert said == unfit("styles/a.svg", LOGO.replace("<path", f"{inside}<path").encode())


def test_a_logo_is_a_whole_picture_of_a_sane_size() -> None:
    from io import BytesIO

    from PIL import Image

    def png(side: int) -> bytes:
        held = BytesIO()
        Image.new("L", (side, 1)).save(held, "PNG")
        return held.getvalue()

    assert "" == unfit("styles/a.png", png(2000))
    assert "has 2001 x 1 pixels" == unfit("styles/a.png", png(2001))
    assert "is no whole PNG" == unfit("styles/a.png", png(9)[:-8])
    assert "is neither SVG nor PNG" == unfit("styles/a.jpg", b"")
    assert "is no SVG with a viewBox" == unfit("styles/a.svg", b"<svg/>")
    assert "has a document type" in unfit("styles/a.svg", b"<!DOCTYPE svg><svg/>")


def test_a_logo_takes_no_room_on_page_one(tmp_path: Path) -> None:
    """It stands in the margin above the title, however long the title is."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "logo.svg").write_text(LOGO)
    design = read_design(tmp_path)[0]

    def lowest(brief: str) -> float:
        book = book_of(tmp_path, "section: talks", brief=brief)
        made = render(compose(book, name="1"), design, moment=book.edition.published)
        document = pypdfium2.PdfDocument(made.pdf)
        text = document[0].get_textpage()
        found = text.search("The dam is closed").get_next()
        assert found is not None
        place = text.get_charbox(found[0])[1]
        document.close()
        return float(place)

    assert lowest("") == lowest("house: {logo: styles/logo.svg, logo_alt: Water desk}")


def test_others_stand_under_a_thin_rule_and_parties_under_a_thick_one(tmp_path: Path) -> None:
    """In grey the colour of others may equal a party's."""
    book = book_of(
        tmp_path,
        """
        section: talks
        claims:
          - {id: c1, speaker: upper, modality: asserts, statement: it broke, date: 2025-10-09,
             about: [f], contradicts: [c2], source_refs: [s1]}
          - {id: c2, speaker: un, modality: denies, statement: it broke, date: 2025-10-09,
             about: [f], source_refs: [s2]}
        facts:
          - {id: f, statement: A dyke broke, date: 2025-10-08, claims: [c1, c2],
             verification: unverified, source_refs: [s1]}
        """,
    )

    design = read_design(tmp_path)[0]
    html = render_html(design, compose(book, name="1"))
    sheet = design.files["styles/sections.css"].decode()

    assert re.findall('<div class="side (party-[0-9])">', html) == ["party-2", "party-0"]
    assert '.side::before { content: ""; display: block; border-top: 1px solid' in sheet
    assert ".side.party-2::before { border-top: 2px solid var(--party-2)" in sheet
