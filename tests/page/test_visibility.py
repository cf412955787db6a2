"""A marking that is there and cannot be seen is not shown, whatever hides it."""

from __future__ import annotations

import pytest

from reportkit.page.html.visibility import is_seen
from reportkit.page.preflight.html import marking_fault, unmarked

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def in_style(style: str, around: str = "") -> str:
    text = f'a <b>TLP: <i style="{style}">RED</i></b> c'
    return f'<html><body style="{around}"><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    "style",
    [
        "display: none",
        "DISPLAY :NONE !important",
        "display&#58;none",
        "display: \\6eone",
        "display: /* x */ none",
        "visibility:hidden",
        "opacity:0.0",
        "opacity: .1",
        "font-size:0",
        "font-size: 3px",
        "font: 700 4pt/18px serif",
        "color:red;max-height:0px;overflow:hidden",
        "position:absolute; left:-9999px",
        "text-indent:-9999px",
        "mso-hide:all",
        "color:transparent",
        "color: white",
        "color: #fefefe",
        "color: #000; background: black",
        "color: rgb(0 0 0 / 5%)",
        "color: rgba(255, 255, 255, 1)",
        "background-color: #ffffff; color: #ffffff",
        "color: currentcolor; background: currentcolor",
        "color: no-such-colour-as-this(1)",
        "background: url(data:image/png;base64,AAAA); color: #fff",
        "background: linear-gradient(#000, #000)",
        "filter: opacity(0)",
        "clip-path: inset(50%)",
        "transform: scale(0)",
        "animation: hide 0s forwards",
        "font-size: 0.1vw",
        "font-size: calc(1px)",
        "font: 0/0 a",
        "font-size: 16px; font: 1px/1 a",
        "display: block; height: 1px; overflow: hidden",
        "position: absolute; inset-inline-start: -99em",
        "position: absolute; left: 9999px",
        "float: left; margin-top: -99em",
        "padding-left: 200vw",
        "letter-spacing: -1em",
        "position: absolute; z-index: -1",
        "opacity: 1e-9",
        "-webkit-text-security: disc",
        "-webkit-text-stroke: 9px white",
        "-webkit-transform: scale(0)",
        "a-property-of-next-year: 1",
        "unicode-bidi: bidi-override; direction: rtl",
        "text-decoration: underline line-through",
        "all: unset",
        "color: #fff; background: #000 text",
    ],
)
def test_what_a_style_hides_is_not_seen(style: str) -> None:
    assert not is_seen("TLP:RED", in_style(style))


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color: #fff; background: #000",
        "background-color:#000000;color:#FF2B2B;padding:2px 8px",
        "background: no-repeat #000; color: yellow",
        "font-size: 0.8em",
        "line-height: 0.9",
        "opacity: 1",
        "color: var(--no-such, #333)",
        "visibility: visible; transform: none",
    ],
)
def test_what_no_style_hides_is_seen(style: str) -> None:
    assert is_seen("TLP:RED", in_style(style))


@pytest.mark.parametrize(
    ("around", "style", "seen"),
    [
        ("color: #ffffff", "", False),
        ("background: #000", "", False),
        ("background: #000; color: #eee", "", True),
        ("color: #333", "color: initial", True),
        ("color: #333", "color: white", False),
        ("display: none", "display: block", False),
        ("visibility: hidden", "visibility: visible", False),
        ("font-size: 4px", "font-size: 2em", False),
        ("font-size: 4px", "font-size: 3em", False),
        ("--ink: white", "color: var(--ink)", False),
        ("--ink: var(--pale); --pale: #fafafa", "color: var(--ink)", False),
        ("--ink: #222", "color: var(--ink)", True),
    ],
)
def test_what_stands_around_a_text_counts(around: str, style: str, *, seen: bool) -> None:
    """Half of the text has the look of what is around it, half its own: both must be seen."""
    assert is_seen("TLP:RED", in_style(style, around)) is seen


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        ("b { color: white }", False),
        (".no-such { color: white }", True),
        ("p > b { display: none }", False),
        ("p { b { display: none } }", False),
        ("p { &:hover { display: none } }", True),
        ("b { color: white } body b { color: black }", True),
        ("body b { color: black } b { color: white }", True),
        ("b { color: white !important } body b { color: black }", False),
        ("b { background: #fff; color: #fff } b { background: none; color: #000 }", True),
        ("@media print { b { display: none } }", True),
        ("@media not print { b { display: none } }", False),
        ("@media (prefers-color-scheme: dark) { body { background: #000 } }", False),
        ("@media (prefers-color-scheme: dark) { body { background: #000; color: #ddd } }", True),
        ("@media screen and (max-width: 30rem) { b { display: none } }", False),
        ("@media screen { @media (min-width: 9rem) { b { opacity: 0 } } }", False),
        ("@supports (display: grid) { b { visibility: collapse } }", False),
        ("@layer x { b { content-visibility: hidden } }", False),
        (":root { --ink: #fff } b { color: var(--ink) }", False),
        ("b::before { color: white }", True),
        ("b:is(.broken { color: white } i { color: #000 }", True),
        ("html { font-size: 1px } b { font-size: 1rem }", False),
        ("html { color-scheme: dark } b { color: #000 }", False),
        ("html { color-scheme: dark; background: #fff } b { color: #000 }", True),
        (":root { --Ink: #fff; --ink: #000 } b { color: var(--Ink) }", False),
        ("@property --ink { initial-value: #fff } b { color: var(--ink, #000) }", False),
        (
            "@font-face { font-family: x; src: url(#x); size-adjust: 1% } b { font-family: x }",
            False,
        ),
        ("p::first-line { color: white }", False),
        ("b:a-class-of-next-year { display: none }", False),
        ("b { @media screen { display: none } }", False),
        ("b { color: white } @layer x { b { color: black } }", False),
        ("@layer x { b { color: #fff !important } } b { color: #000 !important }", False),
        ("b { color: white } @supports not (display: grid) { b { color: black } }", False),
        ("b { color: white } @container (width > 99999px) { b { color: black } }", False),
        ("@media print, (min-width: 1px) { b { display: none } }", False),
    ],
)
def test_what_a_sheet_hides_is_not_seen(sheet: str, *, seen: bool) -> None:
    """Nor what it hides on some screens alone: by night, or on a telephone."""
    html = f"<html><head><style>{sheet}</style></head><body><p><b>TLP:RED</b></p></body></html>"

    assert is_seen("TLP:RED", html) is seen


@pytest.mark.parametrize(
    "body",
    [
        "<p>TLP:RED+STRICT</p>",
        "<p title='TLP:RED'>a</p>",
        "<!-- TLP:RED -->",
        f"{SVG}<text>TLP:RED</text></svg>",
        "<details><summary>a</summary>TLP:RED</details>",
        '<table><tr><td bgcolor="#000000">TLP:RED</td></tr></table>',
        "<p><s>TLP:RED</s></p>",
        '<p><bdo dir="rtl">TLP:RED</bdo></p>',
        "<p>&#x202E;TLP:RED</p>",
        "<ruby>a<rp>TLP:RED</rp></ruby>",
        "<p><small><small>TLP:RED</small></small></p>",
        '<p>TLP:<span style="display:none">, not </span><span style="color:#fff">RED</span></p>',
    ],
)
def test_another_text_is_not_the_marking(body: str) -> None:
    head = "<title>TLP:RED</title><style>TLP:RED</style>"

    assert not is_seen("TLP:RED", f"<html><head>{head}</head><body>{body}</body></html>")


def test_two_conditions_hide_together_what_neither_hides_alone() -> None:
    sheet = """@media (min-width: 1px) { body { background: #000 } b { color: #fff } }
               @media (min-height: 1px) { b { color: #000 } }"""
    html = f"<html><head><style>{sheet}</style></head><body><p><b>TLP:RED</b></p></body></html>"

    assert not is_seen("TLP:RED", html)


def test_day_and_night_do_not_come_together() -> None:
    sheet = """@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }
               @media (prefers-color-scheme: light) { body { color: #000 } }"""
    html = f"<html><head><style>{sheet}</style></head><body><p>TLP:RED</p></body></html>"

    assert is_seen("TLP:RED", html)


@pytest.mark.parametrize("many", ["<b>" * 3000, f"<style>{'b{' * 2000}</style>"])
def test_a_page_that_is_nested_past_all_measure_shows_nothing(many: str) -> None:
    assert not is_seen("TLP:RED", f"<html><body>{many}TLP:RED</body></html>")


def test_one_place_where_it_is_seen_is_enough() -> None:
    body = '<p style="color:#fff">TLP:RED</p><p>TLP:<b>RED</b></p>'

    assert is_seen("TLP:RED", f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    ("head", "body", "code"),
    [
        ("b::before { content: 'TLP:CLEAR' }", "", ["marking-missing"]),
        ("b::before { content: 'TLP:' ' clear' }", "", ["marking-missing"]),
        ("b::before { content: '\\54LP:CLEAR' }", "", ["marking-missing"]),
        ("b::before { content: 'TLP:RED' }", "", []),
        ("b[title='TLP:CLEAR'] { content: normal }", "", []),
        ("i { color: red; & b::after { content: 'TLP:CLEAR' } }", "", ["marking-missing"]),
        ("", "<h1 style='font-size: 40px'>TLP:CLEAR</h1>", ["marking-missing"]),
        ("", "<h1 style='font-size: 40px; display: none'>TLP:CLEAR</h1>", []),
        ("", "<p>What is TLP:CLEAR may be given to everybody.</p>", []),
        ("", "<p style=\"--label: 'TLP:GREEN'\">a</p>", ["marking-missing"]),
    ],
)
def test_another_label_beside_the_marking_is_refused(head: str, body: str, code: list[str]) -> None:
    html = (
        f"<html><head><style>{head}</style></head><body><p><b>TLP:RED</b></p>{body}</body></html>"
    )

    assert code == [each.code for each in unmarked(html, "TLP:RED")]


@pytest.mark.parametrize(
    "written",
    [
        "TLP:<!-- x -->RED",
        "TLP:<title>x</title>RED",
        "TLP:<style>x{}</style>RED",
        "TLP:<small>RED</small>",
        "<s>TLP:</s>RED",
        "TLP:\u200bRED",
        "ＴＬＰ：ＲＥＤ",
        "Tlp:red",
    ],
)
def test_another_label_is_found_however_it_is_written(written: str) -> None:
    """What nobody sees between its letters hides no label that is larger than the marking."""
    page = f"<p>TLP:CLEAR</p><p style='font-size: 60px'>{written}</p>"

    assert "shows TLP:RED, larger than its marking, TLP:CLEAR" == marking_fault(page, "TLP:CLEAR")


@pytest.mark.parametrize("written", ["TLP:<small>CLEAR</small>", "TLP:<s>x</s>CLEAR", "Tlp:clear"])
def test_the_marking_itself_is_plain_or_none(written: str) -> None:
    assert "does not show its marking" in marking_fault(f"<p>{written}</p>", "TLP:CLEAR")
