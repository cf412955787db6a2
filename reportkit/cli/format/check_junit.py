"""Problems as JUnit XML, the form in which every server shows tests: a suite for each file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from reportkit.cli.format.report import CheckReport, shown, silence_of, words_of
from reportkit.cli.format.set_aside import setting_of
from reportkit.problems import Problem, counted

#: What no XML document may hold, not even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WAITS = "the rules are asked when every file can be read"


def check_junit(report: CheckReport) -> str:
    """Write a suite for each file: one case that passes, or a case for each rule broken in it.

    A warning passes and is told in the output of its case, unless warnings are treated as
    errors. ASCII, so that the encoding of the caller does not matter.
    """
    suites = [_suite(report, file) for file in _files(report)]
    if report.error:
        stopped = _case("reportkit", "check", _failure("error", (report.error,)))
        suites.insert(0, _Suite("reportkit", (stopped,), 1))
    tests = sum(len(suite.cases) for suite in suites)
    failures = sum(suite.failed for suite in suites)
    skipped = sum(suite.skipped for suite in suites)
    counts = f'tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}"'
    body = "".join(suite.xml for suite in suites)
    written = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="reportkit check" {counts}>\n{body}</testsuites>'
    )
    return written.encode("ascii", "xmlcharrefreplace").decode()


class _Suite(NamedTuple):
    """The cases of one file."""

    name: str
    cases: tuple[str, ...]
    failed: int = 0
    skipped: int = 0

    @property
    def xml(self) -> str:
        counts = f'failures="{self.failed}" errors="0" skipped="{self.skipped}"'
        return (
            f'  <testsuite name={_quoted(self.name)} tests="{len(self.cases)}" {counts}>\n'
            f"{''.join(self.cases)}  </testsuite>\n"
        )


def _suite(report: CheckReport, file: str) -> _Suite:
    """Give a case for each rule that is broken in a file, else one that passes."""
    path = report.path(file)
    own = sorted(
        (problem for problem in report.problems if problem.mark.file == file),
        key=lambda problem: problem.code,
    )
    skipped = [*_set_aside(report, file, path)]
    if not own and report.unread:
        return _Suite(path, (_case(path, "check", f"<skipped message={_quoted(_WAITS)}/>"),), 0, 1)
    cases, failed = list[str](), 0
    for code, group in groupby(own, key=lambda problem: problem.code):
        broken = tuple(group)
        fails = any(report.fails(problem) for problem in broken)
        failed += fails
        lines = tuple(_placed(problem, path) for problem in broken)
        outcome = _failure(code, lines) if fails else _output(lines)
        cases.append(_case(path, code, outcome, broken[0].mark.line))
    return _Suite(path, (*(cases or [_case(path, "check")]), *skipped), failed, len(skipped))


def _set_aside(report: CheckReport, file: str, path: str) -> Iterator[str]:
    """Give a case that is skipped for each finding and each rule that is set aside."""
    for silenced in report.aside.silenced:
        problem = silenced.problem
        if problem.mark.file == file:
            name = f"{problem.code} {problem.short_fingerprint}"
            words = f"{silence_of(silenced)}\n{_placed(problem, path)}"
            yield _case(path, name, _skipped(words), problem.mark.line)
    for overruled in report.aside.overruled:
        if overruled.mark.file == file:
            words = f"overruled, {setting_of(overruled)}: {overruled.reason}"
            yield _case(path, f"{overruled.rule} overruled", _skipped(words), overruled.mark.line)


def _skipped(said: str) -> str:
    return f"<skipped message={_quoted(said)}/>"


def _files(report: CheckReport) -> Iterator[str]:
    """Give all files that were read or are at fault, once each."""
    told = (*report.problems, *(each.problem for each in report.aside.silenced))
    overruled = (each.mark.file for each in report.aside.overruled)
    yield from sorted({*report.files, *(each.mark.file for each in told), *overruled})


def _case(path: str, name: str, outcome: str = "", line: int = 1) -> str:
    begin = f"    <testcase classname={_quoted(path)} name={_quoted(name)}"
    place = f' file={_quoted(path)} line="{max(line, 1)}" time="0"'
    return (
        f"{begin}{place}>\n      {outcome}\n    </testcase>\n" if outcome else f"{begin}{place}/>\n"
    )


def _failure(code: str, lines: tuple[str, ...]) -> str:
    first = lines[0].split("\n")[0] if len(lines) == 1 else counted(len(lines), "problem")
    attributes = f"message={_quoted(first)} type={_quoted(code)}"
    return f"<failure {attributes}>{_text(lines)}</failure>"


def _output(lines: tuple[str, ...]) -> str:
    return f"<system-out>{_text(lines)}</system-out>"


def _text(lines: tuple[str, ...]) -> str:
    return escape(_shown("\n".join(lines)))


def _placed(problem: Problem, path: str) -> str:
    mark = problem.mark
    return f"{path}:{mark.line}:{mark.column}: {problem.level}: {words_of(problem)}"


def _quoted(text: str) -> str:
    return f'"{escape(_shown(text), quote=True)}"'


def _shown(text: str) -> str:
    """Write as an escape what a terminal obeys or XML cannot hold."""
    return _NO_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", shown(text))
