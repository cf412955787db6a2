"""Problems as workflow commands of GitHub Actions, which become notes beside the lines."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.cli.format.report import CheckReport, shown, words_of
from reportkit.problems import Problem, visible

#: How a command writes what would end it; in a property also what would end that.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def check_github(report: CheckReport) -> str:
    """Write a command for each problem, and one that counts what is set aside; else nothing."""
    return "\n".join(_commands(report))


def _commands(report: CheckReport) -> Iterator[str]:
    if report.error:
        yield f"::error title=reportkit::{_escaped(shown(report.error), _DATA)}"
    for problem in report.problems:
        yield _command(problem, report)
    if report.aside.words:
        yield f"::notice title=reportkit::{_escaped(report.aside.remark, _DATA)}"


def _command(problem: Problem, report: CheckReport) -> str:
    properties = {
        "file": visible(report.path(problem.mark.file)),
        "line": str(max(problem.mark.line, 1)),
        "col": str(max(problem.mark.column, 1)),
        "title": visible(problem.code),
    }
    written = ",".join(f"{key}={_escaped(text, _PROPERTY)}" for key, text in properties.items())
    return f"::{problem.level} {written}::{_escaped(words_of(problem), _DATA)}"


def _escaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    for sign, written in signs:
        text = text.replace(sign, written)
    return text
