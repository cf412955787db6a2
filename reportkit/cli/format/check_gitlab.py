"""Problems as a report on code quality, which GitLab shows beside a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reportkit.cli.format.report import CheckReport, named, silence_of, words_of
from reportkit.cli.format.set_aside import setting_of
from reportkit.problems import Level, Mark, Overruled, Problem, Silenced, visible

_STOPPED = "reportkit"  # no rule: it names whoever could not check
#: What the series has set aside stays in sight, and weighs nothing.
_ASIDE = "info"
_SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor"}


def check_gitlab(report: CheckReport) -> str:
    """Write one list of findings, with what is set aside; an empty one where there is neither."""
    problems, aside = report.problems, report.aside
    if report.error:  # the form knows findings in files only
        problems = (Problem(_STOPPED, report.error, Mark("seeds/brief.yaml", 1, 1)), *problems)
    findings = [
        *(_finding(report, one, _SEVERITY[one.level]) for one in named(problems)),
        *(_silenced(report, silenced) for silenced in aside.silenced),
        *(_overruled(report, problem) for problem in named(_of_rules(aside.overruled))),
    ]
    if report.error:
        findings[0]["severity"] = "blocker"
    return json.dumps(findings, indent=2)


def _finding(
    report: CheckReport, problem: Problem, severity: str, before: str = ""
) -> dict[str, object]:
    return {
        "description": f"{before}{words_of(problem)}",
        "check_name": visible(problem.code),
        "fingerprint": problem.fingerprint,
        "severity": severity,
        "location": {
            "path": visible(report.path(problem.mark.file)),
            "lines": {"begin": max(problem.mark.line, 1)},
        },
    }


def _silenced(report: CheckReport, silenced: Silenced) -> dict[str, object]:
    return _finding(report, silenced.problem, _ASIDE, f"{silence_of(silenced)}\n")


def _overruled(report: CheckReport, problem: Problem) -> dict[str, object]:
    return _finding(report, problem, _ASIDE)


def _of_rules(overruled: Iterable[Overruled]) -> tuple[Problem, ...]:
    """The form knows no rules that are set otherwise: each is a finding of the least weight."""
    return tuple(
        Problem(one.rule, f"overruled, {setting_of(one)}: {one.reason}", one.mark)
        for one in overruled
    )
