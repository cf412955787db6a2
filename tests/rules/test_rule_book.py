"""Checking as a whole: order, marks, hints, manual, weight."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import reportkit
from reportkit.cli.codes import CODES, GROUPS
from reportkit.problems import Mark, Problem
from reportkit.rules import book as rule_book

PACKAGE = Path(reportkit.__file__).parent
#: Functions whose first argument is a problem's code.
TELLING = {"Problem", "_report"}
#: Texts that are spelled like codes and are none.
NO_CODES = {"one-page", "utf-8-sig"}


def test_problems_come_in_file_order(problems: Callable[..., tuple[Problem, ...]]) -> None:
    """Problems of all rules are told as a person walks through the files."""
    report = problems(
        "facts: [{source_refs: [wird]}, {date: 2025-10-20, statement: It seems so.}]",
        brief=("format: 1", "format: 2"),
    )

    assert [problem.mark for problem in report] == sorted(problem.mark for problem in report)
    assert ["format-unknown", "ref-unknown", "fact-assesses", "record-after-cut-off"] == [
        problem.code for problem in report
    ]


def test_a_problem_points_at_the_value_and_hints(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    """A dangling reference is placed at the item of the list and knows the near id."""
    (problem,) = problems(records=("source_refs: [paper]", "source_refs: [papr]"))

    assert Mark("seeds/records.yaml", 18, 20) == problem.mark
    assert "did you mean 'paper'?" == problem.hint


def test_every_code_is_explained() -> None:
    """Each code that is told anywhere stands in the manual."""
    told = {code for path in PACKAGE.rglob("*.py") for code in _told_in(path)}

    assert set() == told - set(CODES)


def test_every_explanation_is_of_a_code() -> None:
    """The manual explains nothing that is never told."""
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "codes.py"]
    written = {text for path in modules for text in _texts_in(path)}

    assert set() == set(CODES) - written


def test_no_code_is_explained_twice() -> None:
    """The groups share no code, so that none of two texts is lost."""
    assert sum(map(len, GROUPS.values())) == len(CODES)


def test_explanations_are_paragraphs() -> None:
    """An explanation is at least one full sentence, and names the standard it has."""
    assert all(code.text.endswith((".", ")")) for code in CODES.values())
    assert CODES["linchpin-effect"].paragraph.endswith("Standard: ICD 203, standard 3.")
    assert CODES["file-empty"].paragraph.endswith(" House rule: nothing is guessed.")


def test_every_rule_is_asked() -> None:
    """Each public function of the rule families stands in the list of rules."""
    families = [name for name in dir(rule_book) if hasattr(getattr(rule_book, name), "RULES")]
    asked = {rule.name for rule in rule_book.RULES}
    asked |= {rule.name for rule in rule_book.RECORD_RULES}
    written = {
        node.name
        for family in families
        for node in ast.parse((PACKAGE / "rules" / f"{family}.py").read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "live_"))
    }

    assert asked == written


def test_every_rule_states_what_should_hold() -> None:
    """Each rule's docstring begins with one full sentence."""
    for rule in rule_book.RULES:
        assert (rule.ask.__doc__ or "").split("\n")[0].endswith("."), rule.name
    for asked in rule_book.RECORD_RULES:
        assert (asked.ask.__doc__ or "").split("\n")[0].endswith("."), asked.name


def test_checking_loads_no_page_engine() -> None:
    """Rules need neither the page's libraries nor difflib until something is misspelt."""
    code = (
        "import sys, reportkit.rules.book, reportkit.cli.codes\n"
        "print([name for name in ('weasyprint', 'jinja2', 'difflib', 'zoneinfo', 'json')"
        " if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == run.stdout.strip()


def _told_in(path: Path) -> set[str]:
    """Find the codes in a module: first arguments of what tells, and texts spelled like codes.

    Codes that stand in a table are seen in the two rooms whose other texts are known.
    """
    codes = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in TELLING
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    if path.parent.name in ("facts", "rules"):
        codes |= {text for text in _texts_in(path) if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}
    return codes - NO_CODES


def _texts_in(path: Path) -> set[str]:
    constants = (node for node in ast.walk(ast.parse(path.read_text()))
                 if isinstance(node, ast.Constant))  # fmt: skip
    return {node.value for node in constants if isinstance(node.value, str)}
