"""A mail shows text and links, and does nothing else: whatever its template holds (S2, S3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.page.confined import Limits
from reportkit.problems import MachineUnable, Problem, SeedsRejected
from tests.delivery.posting import make_series, publish
from tests.delivery.test_message import read, rehearsed, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


def refused(series: Path, old: str, new: str, file: str = "mail.html.j2") -> tuple[Problem, ...]:
    """Change the mail's template, make every mail, and give what is wrong with it."""
    source = (ROOT / "templates" / file).read_text(encoding="utf-8")
    assert old in source
    (series / "templates").mkdir(exist_ok=True)
    (series / "templates" / file).write_text(source.replace(old, new), encoding="utf-8")
    with pytest.raises(SeedsRejected) as told:
        rehearsed(series)
    return told.value.problems


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src="https://evil.example/pixel.png?reader=1" width="1" height="1" alt="">',
        '<iframe src="https://evil.example"></iframe>',
        '<form action="https://evil.example"><input type="password" name="p"></form>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java&#10;script:alert(1)">x</a>',
        '<a href="https://example.org" ping="https://evil.example">x</a>',
        '<a href="//evil.example">x</a>',
        '<a href="http://[example.org/x">x</a>',
        '<p onclick="x()">x</p>',
        '<link rel="prefetch" href="https://evil.example/x">',
        '<meta http-equiv="refresh" content="0; url=https://evil.example">',
        '<p style="background-image: url(https://evil.example/x.png)">x</p>',
        '<p style="background: u\\72l(https://evil.example/x.png)">x</p>',
        "<style>@import 'https://evil.example/x.css';</style>",
        "<svg onload=x()><circle r='1'/></svg>",
        '<object data="https://evil.example"></object>',
        '<base href="https://evil.example/">',
        "<!--[if mso]><img src=x><![endif]-->",
        "<p <script>x</p>",
        '<p style="position: relative; top: 2px">x</p>',
        '<p style="position : relative; top: 2px">x</p>',
        '<p style="position/**/: relative; top: 2px">x</p>',
        '<p style="margin-top: -40px; background: #fff">x</p>',
        '<p style="margin: calc(0px - 40px) 0 0">x</p>',
        '<p style="box-shadow: 0 0 0 99px #fff">x</p>',
    ],
)
def test_a_mail_that_would_do_more_than_show_text_is_refused(series: Path, body: str) -> None:
    """At its place in the template, and before anything is queued."""
    problem = refused(series, "<h1 style", f"{body}\n<h1 style")[0]

    assert "templates/mail.html.j2" == problem.mark.file
    assert problem.message.startswith("the mail: ")
    assert not (series / "reports" / "deliveries.sqlite").exists()


def test_a_fault_is_told_at_its_line(series: Path) -> None:
    source = (ROOT / "templates" / "mail.html.j2").read_text(encoding="utf-8")
    line = source[: source.index("<h1 style")].count("\n") + 1

    assert line == refused(series, "<h1 style", "<iframe></iframe>\n<h1 style")[0].mark.line


def test_a_value_that_brings_in_an_address_is_refused(series: Path) -> None:
    """The template is sound; what is set in it is not."""
    body = '<a href="{{ page.bottom_line }}">x</a>'
    publish(series, bottom_line="javascript:alert(1)")
    source = (ROOT / "templates" / "mail.html.j2").read_text(encoding="utf-8")
    (series / "templates").mkdir()
    (series / "templates" / "mail.html.j2").write_text(
        source.replace("<h1 style", f"{body}<h1 style"), encoding="utf-8"
    )
    with pytest.raises(SeedsRejected) as told:
        rehearsed(series, "002")

    assert ["link-scheme"] == [problem.code for problem in told.value.problems]


@pytest.mark.parametrize("file", ["mail.txt.j2", "mail.html.j2"])
def test_a_mail_without_its_marking_is_refused(series: Path, file: str) -> None:
    source = (ROOT / "templates" / file).read_text(encoding="utf-8")
    problems = refused(series, source, source.replace("mail.marking", "mail.number"), file)

    assert {"marking-missing"} == {problem.code for problem in problems}
    assert {f"templates/{file}"} == {problem.mark.file for problem in problems}


def test_a_mail_whose_text_names_another_label_first_is_refused(series: Path) -> None:
    source = (ROOT / "templates" / "mail.txt.j2").read_text(encoding="utf-8")
    problems = refused(series, source, f"TLP:GREEN\n{source}", "mail.txt.j2")

    assert ["marking-missing"] == [problem.code for problem in problems]


LOOPS = "{% for a in page.edition_sha256 %}" * 6 + "{% set y = 1 %}" + "{% endfor %}" * 6


def test_a_mail_that_never_ends_is_stopped(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """S4: loops in loops, which no list of words can foresee."""
    small = Limits(cpu_seconds=1, wall_seconds=60)  # a busy machine gives a second late
    monkeypatch.setattr("reportkit.delivery.message.templates.LIMITS", small)
    source = (ROOT / "templates" / "mail.txt.j2").read_text(encoding="utf-8")
    (series / "templates").mkdir()
    (series / "templates" / "mail.txt.j2").write_text(source + LOOPS, encoding="utf-8")
    with pytest.raises(MachineUnable, match="the mail took more than 1 s"):
        rehearsed(series)


def test_the_shipped_templates_pass(series: Path) -> None:
    assert "<li " in text_of(read(rehearsed(series)["ann"]), "html")


def test_a_mail_whose_marking_is_white_on_white_is_refused(series: Path) -> None:
    source = (ROOT / "templates" / "mail.html.j2").read_text(encoding="utf-8")
    label = "background-color:#000000;color:{{ mail.colour | css }}"
    assert label in source
    pale = source.replace(label, "background-color:#ffffff;color:#ffffff")

    problems = refused(series, source, pale, "mail.html.j2")

    assert ["marking-missing"] == [problem.code for problem in problems]
