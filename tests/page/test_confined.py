"""The child in which strangers' work is read and set: no secrets, bounded time and memory."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportkit.page.assets import Design
from reportkit.page.confined import LimitReached, Limits, Progress, confined
from reportkit.page.design.lint import lint
from reportkit.page.html.screen import for_paper, for_screen
from tests.page.design import design

SMALL = Limits(cpu_seconds=2, wall_seconds=10, memory_bytes=512 * 1024**2)

CHILD = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
import mmap
import os
from reportkit.page.confined import Limits, confined
def work(folder, progress):
    return {"python": sorted(os.environ), "kernel": Path("/proc/self/environ").read_text()}
told = confined(work, Path(sys.argv[2]), limits=Limits())
print(told)
print(os.environ["REPORTKIT_SMTP_PASSWORD"])
"""


def test_the_child_has_no_secret_in_its_environment(tmp_path: Path) -> None:
    """Neither where Python looks nor in the block with which the process was started."""
    secrets = {
        "REPORTKIT_SMTP_PASSWORD": "hunter2",
        "REPORTKIT_UNSUBSCRIBE_SECRET": "hunter3",
        "AWS_SECRET_ACCESS_KEY": "hunter4",
        "GITHUB_TOKEN": "hunter5",
        "SSH_AUTH_SOCK": "hunter6",
    }
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(Path(__file__).parents[2]), str(tmp_path)],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **secrets},
        capture_output=True,
        text=True,
        check=True,
    )
    child, parent = ran.stdout.splitlines()

    assert "LC_ALL" in child
    assert "hunter" not in child
    assert not any(name in child.split("'kernel'")[0] for name in secrets)
    assert "hunter2" == parent


def test_work_that_never_ends_is_stopped_and_says_how_far_it_came(tmp_path: Path) -> None:
    steps: list[str] = []

    def work(_: Path, progress: Progress) -> dict[str, object]:
        progress("first")
        progress("second")
        while True:
            pass

    with pytest.raises(LimitReached, match="the dog took more than 1 s of computing"):
        confined(
            work, tmp_path, limits=Limits(cpu_seconds=1), progress=steps.append, what="the dog"
        )
    assert ["first", "second"] == steps


def test_a_bug_in_the_child_is_a_bug_in_the_parent(tmp_path: Path) -> None:
    def work(_: Path, __: Progress) -> dict[str, object]:
        raise KeyError("ours")

    with pytest.raises(RuntimeError, match="KeyError: 'ours'"):
        confined(work, tmp_path, limits=Limits())


def of_file(name: str, content: str) -> Design:
    whole = design("<p>x</p>")
    return Design({**whole.files, name: content.encode()})


@pytest.mark.parametrize(
    "body",
    [
        "{% if 9**(9**9) %}x{% endif %}",
        "{{ 9**9**9**9 }}",
        "{% set x = ('a'*2000000000)|length %}",
        "{{ 'a'.center(2000000000)|length }}",
        "{{ ('%2000000000d' % 1)|length }}",
        "{{ [0] * 2000000000 }}",
    ],
)
def test_nothing_is_worked_out_while_a_template_is_read(body: str) -> None:
    """Jinja would work out what is constant; the page is refused, if at all, when it is set."""
    began = time.monotonic()
    problems = lint(design(body))

    assert {"template-forbidden"} >= {problem.code for problem in problems}
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("styles/theme.css", "/* " * 60_000),
        ("styles/a.css", "/* " * 60_000),
        ("styles/a.css", "a:" * 60_000),
        ("styles/a.css", "url(" * 60_000),
        ("styles/a.css", "@import " * 5_000),
        ("styles/a.css", "{[(" * 60_000),
        ("styles/a.css", "--a " * 60_000),
        ("styles/theme.css", "--a" * 60_000),
        ("styles/a.css", "\\" * 100_000),
        ("styles/a.css", '"' * 99_999),
        ("templates/a.html.j2", "<style x>" * 30_000),
        ("templates/a.html.j2", "<a b=" * 30_000),
        ("templates/a.html.j2", "<!-- " * 60_000),
        ("templates/a.html.j2", "<!-- screen -->" * 30_000),
        ("templates/a.html.j2", "{# " * 60_000),
        ("templates/a.html.j2", "{% raw %}" * 30_000),
        ("templates/a.html.j2", "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}"),
        ("templates/a.html.j2", "{{ " + "-" * 20_000 + "1 }}"),
        ("templates/a.html.j2", "{% if 1 %}" * 3_000 + "{% endif %}" * 3_000),
        ("templates/a.html.j2", "{{ 1" + "+1" * 50_000 + " }}"),
        ("templates/a.html.j2", "{{ 1" + "0" * 100_000 + " }}"),
        ("styles/a.svg", "<g>" * 100_000),
        ("styles/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" a="' + "url(" * 50_000 + '"/>'),
    ],
    ids=lambda value: value[:20],
)
def test_check_survives_every_file(name: str, content: str) -> None:
    """It ends in time: with a problem of that file, or with none."""
    began = time.monotonic()
    problems = lint(of_file(name, content), SMALL)

    assert time.monotonic() - began < 10
    assert {name} >= {problem.mark.file for problem in problems}


def test_what_the_process_held_before_is_no_fault_of_the_work(tmp_path: Path) -> None:
    with mmap.mmap(-1, 2 * 1024**3):
        done = confined(
            lambda *_: {"made": len(bytes(50 << 20))},
            tmp_path,
            limits=Limits(memory_bytes=512 << 20),
        )

    assert {"made": 50 << 20} == done


def test_a_file_that_reaches_a_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("reportkit.page.design.asset_checks.css_faults", endless)
    (problem,) = lint(of_file("styles/zebra.css", "p { color: red }"), Limits(cpu_seconds=1))

    assert ("design-limit", "styles/brief.css") == (problem.code, problem.mark.file)
    assert "more than 1 s of computing" in problem.message


@pytest.mark.parametrize(
    "html",
    [
        "<!-- screen -->" * 50_000,
        "<img " * 50_000,
        '<img src="pictures/' * 30_000,
        '<link rel="stylesheet" href="' * 30_000,
        "<!-- paper --><!-- /screen -->" * 30_000,
        "<body>" + "1–" * 40_000,
    ],
    ids=lambda value: value[:20],
)
def test_one_page_for_two_media_is_made_in_a_moment(html: str) -> None:
    began = time.process_time()  # quadratic work takes minutes, whoever else is at the machine
    for_paper(html)
    for_screen(html, design(""))

    assert time.process_time() - began < 2


def test_a_day_and_a_range_are_kept_together_in_texts_alone() -> None:
    html = '<title>No. 5</title><body title="14 May">14 May, 5–20%, about 12'

    assert for_paper(html) == (
        '<title>No. 5</title><body title="14 May">14 &#8288;May, 5–&#8288;20%, about &#8288;12'
    )


def test_a_marked_passage_is_left_out_and_the_rest_stays() -> None:
    html = "a<!-- screen -->\nb<!-- /screen -->\nc<!-- paper -->d<!-- /paper -->e"

    assert "acde" == for_paper(html)
    assert "a" + "b" + "ce" == for_screen(html, design(""))
    assert "ab" == for_paper("a<!-- screen -->b")
