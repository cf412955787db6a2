"""The engine's child: limits hold, nothing comes from outside, same input, same bytes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reportkit.page.design.lint import lint
from reportkit.page.pdf.engine import Limits
from reportkit.problems import MachineUnable
from tests.page.design import STYLE, codes, design, fonts, pressed, refusals

EXPLODING_FLEX = '<div style="display:flex">' * 14 + "x" + "</div>" * 14
ENDLESS_COLUMNS = "<table><tr><td colspan=10000000>x</td></tr></table>"


@pytest.mark.parametrize(
    "page",
    [
        '<p>x</p><img alt="" src="file:///etc/passwd">',
        '<p>x</p><img alt="" src="FILE:///etc/passwd">',
        '<p>x</p><img alt="" src="styles/%2e%2e/%2e%2e/etc/passwd">',
        '<p>x</p><img alt="" src="styles/none.png">',
        '<p>x</p><img alt="" src="ftp://localhost/x.png">',
        '<p>x</p><img alt="" src="//localhost/x.png">',
        '<link rel="stylesheet" href="styles/none.css"><p>x</p>',
        "<style>p { background: url(file:///etc/passwd) }</style><p>x</p>",
        '<style>@import "file:///etc/passwd";</style><p>x</p>',
        "<style>p::before { content: url(/etc/passwd) }</style><p>x</p>",
        (
            "<style>@font-face { font-family: F; src: url(file:///etc/passwd) }"
            " p { font-family: F }</style><p>x</p>"
        ),
        (
            '<p>x</p><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            '<image href="file:///etc/passwd" width="9" height="9"/></svg>'
        ),
    ],
)
def test_what_is_not_in_the_design_is_refused(page: str) -> None:
    """Whatever way a page names a file, only the design's own files exist."""
    assert "asset-refused" in codes(refusals(page))


@pytest.mark.parametrize(
    "page",
    [
        '<a rel="attachment" href="styles/brief.css">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<a href=" data:text/html,x">x</a>',
        "<iframe></iframe><p>x</p>",
    ],
)
def test_links_and_elements_that_no_reader_should_meet_are_refused(page: str) -> None:
    assert {"link-scheme", "html-attachment", "html-element"} & set(codes(refusals(page)))


def test_a_page_opens_no_connection() -> None:
    """A listener on loopback hears nothing from a page that asks for it by address."""
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def listen() -> None:
            try:
                heard.append(server.accept())
            except OSError:
                return

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        port = server.getsockname()[1]
        refused = refusals(f'<p>x</p><img alt="" src="http://127.0.0.1:{port}/x.png">')
        server.close()
        listener.join(6)

    assert ["asset-refused"] == codes(refused)
    assert [] == heard


@pytest.mark.parametrize("share", [0.5, 0.02])
def test_a_picture_cut_short_is_refused(share: float) -> None:
    """The engine would draw the upper half of a chart and say nothing."""
    whole = BytesIO()
    Image.effect_noise((200, 200), 90).save(whole, "PNG")
    cut = whole.getvalue()[: int(len(whole.getvalue()) * share)]

    assert ["asset-refused"] == codes(
        refusals('<p>x</p><img alt="" src="styles/a.png">', assets={"a.png": cut})
    )
    assert [] == refusals(
        '<p>x</p><img alt="a" src="styles/a.png">', assets={"a.png": whole.getvalue()}
    )


def test_a_picture_of_many_pixels_in_few_bytes_is_refused() -> None:
    bomb = BytesIO()
    Image.new("1", (10_000, 10_000)).save(bomb, "PNG")

    assert ["asset-refused"] == codes(
        refusals('<p>x</p><img alt="" src="styles/a.png">', assets={"a.png": bomb.getvalue()})
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onclick="alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<image href="https://evil.example/x.png"/>',
        '<use href="https://evil.example/x.svg#y"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<path d="M0 0" fill="url(https://evil.example/x#y)"/>',
        "<style>@import 'https://evil.example/x.css';</style>",
        "<style>path { fill: u\\72 l(https://evil.example/x) }</style>",
        '<x:image xmlns:x="urn:x" href="#a"/>',  # the engine draws it, whatever its namespace
        '<x:use xmlns:x="urn:x" href="https://evil.example/x.svg#y"/>',
        "<?xml-stylesheet href='https://evil.example/x.css'?>",
    ],
)
def test_every_picture_has_one_judge(inside: str) -> None:
    """A picture of a template is looked through as the logo is, when it is set and by check."""
    picture = SVG.format(f'<path d="M0 0h9v9z"/>{inside}').encode()
    body = '<p>x</p><img alt="a" src="styles/a.svg">'

    assert {"asset-refused"} == set(codes(refusals(body, assets={"a.svg": picture})))
    (problem,) = lint(design(body, assets={"a.svg": picture}))
    assert ("asset-refused", "styles/a.svg") == (problem.code, problem.mark.file)


def test_a_picture_with_words_and_effects_is_shown() -> None:
    inside = (
        '<defs><filter id="f"><feGaussianBlur stdDeviation="1"/></filter></defs><style>.a { fill: '
        'url(#f) }</style><path d="M0 0h9v9z"/><metadata><x xmlns="urn:x" href="http://x"/></metadata>'
    )
    body = '<p>x</p><img alt="a" src="styles/a.svg">'

    assert [] == lint(design(body, assets={"a.svg": SVG.format(inside).encode()}))


def test_an_svg_with_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "ha">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'

    assert ["asset-refused"] == codes(
        refusals('<p>x</p><img alt="" src="styles/a.svg">', assets={"a.svg": bomb})
    )


@pytest.mark.parametrize("sheet", ['@import "brief.css";', "@import url(brief.css);"])
def test_a_style_sheet_brings_in_no_other_and_not_itself(sheet: str) -> None:
    """The engine would go round without end; ``check`` says so with the line."""
    (problem,) = lint(design("<p>x</p>", f"{STYLE}\n  {sheet}"))

    assert ("asset-refused", "styles/brief.css", 2, 3) == (problem.code, *problem.mark)
    assert refusals("<p>x</p>", f"{sheet} {STYLE}")


@pytest.mark.parametrize(
    "style", [f"{STYLE} p {{ colour: red }}", f"{STYLE} p {{ display: nonsense }}"]
)
def test_a_warning_of_the_engine_refuses_the_edition(style: str) -> None:
    assert ["render-warning"] == codes(refusals("<p>x</p>", style))


@pytest.mark.parametrize(
    ("body", "style", "place"),
    [
        ("<p>x</p>", f"{STYLE}\n  p {{ colour: red }}", ("styles/brief.css", 2, 7)),
        ("<p>x</p>", f"{STYLE}\n  p {{ display: nonsense }}", ("styles/brief.css", 2, 7)),
        ("<p>x</p>", f"{STYLE}\n\n @font-face {{ font-family: x }}", ("styles/brief.css", 3, 2)),
        ("<p>x</p>\n<style>\np { colour: red }</style>", STYLE, ("templates/brief.html.j2", 3, 5)),
        ("<p>x</p><style>p { colour: red }</style>", STYLE, ("templates/brief.html.j2", 1, 137)),
    ],
)
def test_a_warning_of_css_is_told_at_its_sheet(
    body: str, style: str, place: tuple[str, int, int]
) -> None:
    (problem,) = refusals(body, style)

    assert ("render-warning", place) == (problem.code, problem.mark)


def test_a_letter_that_no_font_has_refuses_the_edition() -> None:
    problems = refusals("<p>{{ page }}</p>", page="東京")

    assert "render-warning" in codes(problems)
    assert any("U+6771" in problem.message for problem in problems)


@pytest.mark.parametrize("page", [EXPLODING_FLEX, ENDLESS_COLUMNS])
def test_a_small_page_that_computes_without_end_is_stopped(page: str) -> None:
    with pytest.raises(MachineUnable, match="s of computing"):
        pressed(page, limits=Limits(cpu_seconds=2))


def test_a_page_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(MachineUnable, match="more than 1 s"):
        pressed(ENDLESS_COLUMNS, limits=Limits(wall_seconds=1))


def test_a_page_that_needs_too_much_memory_is_stopped() -> None:
    forty = "{% for _ in [0]|batch(40, 0)|first %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}"
    body = f"{{% set ns = namespace(t='x') %}}{forty}<p>{{{{ ns.t|length }}}}</p>"

    with pytest.raises(MachineUnable, match="MB of memory"):
        pressed(body, limits=Limits(memory_bytes=300 * 1024**2))


@pytest.mark.parametrize(
    ("style", "wording"),
    [
        ("p { font-size: 1e30pt }", "ZeroDivisionError"),
        ("a{" * 3000, "SyntaxError"),
    ],
)
def test_what_the_engine_cannot_reckon_with_is_a_problem(style: str, wording: str) -> None:
    """Not a bug of ours with a traceback: whoever wrote the style can mend it."""
    (problem,) = refusals("<p>text</p>", STYLE + style)

    assert "render" == problem.code
    assert wording in problem.message


def test_fonts_of_one_name_in_two_folders_are_both_there() -> None:
    font = next(iter(fonts().values()))

    assert [] == refusals("<p>text</p>", assets={"fonts/more/SourceSerif4-Regular.ttf": font})


def test_a_page_nested_too_deeply_is_refused() -> None:
    assert "render" in codes(refusals("<div>" * 300 + "x" + "</div>" * 300))


BUILD = """
import sys; sys.path.insert(0, sys.argv[1])
from tests.page.design import pressed
sys.stdout.buffer.write(pressed("<h1>Same</h1><p>{{ page }}</p>", page="bytes").pdf)
"""


def test_two_renders_on_other_machines_are_the_same_bytes(tmp_path: Path) -> None:
    """Folder, zone, locale, hash seed and the day of the run leave no trace."""
    made = []
    for seed, zone, locale in (
        ("0", "Asia/Kabul", "C"),
        ("4711", "America/New_York", "de_DE.UTF-8"),
    ):
        folder = tmp_path / seed
        folder.mkdir()
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "TMPDIR": str(folder),
        }
        made.append(
            subprocess.run(
                [sys.executable, "-c", BUILD, str(Path(__file__).parents[2])],
                cwd=folder,
                env=surroundings,
                check=True,
                capture_output=True,
            ).stdout
        )

    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")
    for trace in (str(tmp_path), os.uname().nodename):
        assert trace.encode() not in _streams(made[0])


def _streams(pdf: bytes) -> bytes:
    """Unpack what a PDF holds, so that a trace inside a compressed stream is seen."""
    whole = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            whole.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return b"".join(whole)
