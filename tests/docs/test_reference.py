"""The generated pages are up to date, and the example that they are made from holds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest

from reportkit.cli import COMMANDS
from reportkit.cli.codes import CODES
from reportkit.loading.loader import load
from reportkit.model.book import RECORD_TYPES
from reportkit.rules.book import check
from tests.docs.pages import DOCS, PAGES, ROOT


def test_the_reference_is_up_to_date() -> None:
    """`tools/reference` writes it anew."""
    ran = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (ran.returncode, ran.stderr)


def test_the_example_has_no_fault_but_that_it_is_one() -> None:
    problems = check(load(ROOT / "examples" / "starter"))

    assert ["example-record"] == [problem.code for problem in problems]


@pytest.mark.parametrize("kind", [kind.type for kind in RECORD_TYPES])
def test_the_example_has_a_record_of_each_type(kind: str) -> None:
    assert kind in {record.type for record in load(ROOT / "examples" / "starter").records}


def test_every_command_is_told_of() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")

    assert [] == [name for name in COMMANDS if f"`{name}" not in page]


def test_no_command_is_told_of_twice() -> None:
    table = re.findall(r"^\| (`.+?) \| ", (DOCS / "commands.md").read_text("utf-8"), re.MULTILINE)

    assert [] == [row for row, times in Counter(table).items() if times > 1]


@pytest.mark.parametrize("name", PAGES)
def test_every_code_that_is_shown_exists(name: str) -> None:
    text = PAGES[name].read_text("utf-8")
    shown = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", text))
    shown |= set(re.findall(r"rules\.md#([a-z-]+)", text))

    assert set() == {code for code in shown if code not in CODES}
