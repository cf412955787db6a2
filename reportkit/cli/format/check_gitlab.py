"""Problems as a report on code quality, which GitLab shows beside a merge request."""

from __future__ import annotations

import json

from reportkit.cli.format.report import CheckReport, fingerprints, words_of
from reportkit.problems import Level, Mark, Problem, visible

_STOPPED = "reportkit"  # no rule: it names whoever could not check
_SEVERITY = {Level.ERROR: "major", Level.WARNING: "minor"}


def check_gitlab(report: CheckReport) -> str:
    """Write one list of findings; an empty one where there is no problem."""
    problems = report.problems
    if report.error:  # the form knows findings in files only
        stopped = Problem(_STOPPED, report.error, Mark("seeds/brief.yaml", 1, 1))
        problems = (stopped, *problems)
    findings = [
        {
            "description": words_of(problem),
            "check_name": visible(problem.code),
            "fingerprint": fingerprint,
            "severity": _SEVERITY[problem.level],
            "location": {
                "path": visible(report.path(problem.mark.file)),
                "lines": {"begin": max(problem.mark.line, 1)},
            },
        }
        for problem, fingerprint in zip(problems, fingerprints(problems), strict=True)
    ]
    if report.error:
        findings[0]["severity"] = "blocker"
    return json.dumps(findings, indent=2)
