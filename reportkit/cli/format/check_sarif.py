"""Problems as SARIF 2.1.0, which editors and code scanning read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from reportkit import __version__
from reportkit.cli.codes import CODES
from reportkit.cli.format.report import CheckReport, named, shown, silence_of, words_of
from reportkit.cli.format.set_aside import setting_of
from reportkit.problems import Code, Overruled, Problem, Silenced

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_TOP = "%SRCROOT%"


def check_sarif(report: CheckReport) -> str:
    """Write one run: the rules that were broken, and a result for each problem."""
    silenced, overruled = report.aside
    codes = (
        *(problem.code for problem in report.problems),
        *(each.problem.code for each in silenced),
        *(each.rule for each in overruled),
    )
    rules = list(dict.fromkeys(codes))
    run = {
        "tool": {
            "driver": {
                "name": "reportkit",
                "version": __version__,
                "rules": [_rule(code) for code in rules],
            }
        },
        "invocations": [_invocation(report, rules)],
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(problem, report, rules) for problem in named(report.problems)),
            *(
                {**_result(one.problem, report, rules), "suppressions": [_suppression(one)]}
                for one in silenced
            ),
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(name: str) -> dict[str, Any]:
    code = CODES.get(name) or Code(name, "", f"The problem {name}.")
    more = f"'reportkit explain {code.code}' shows an example."
    return {
        "id": code.code,
        "shortDescription": {"text": f"{code.text.split('. ')[0].rstrip('.')}."},
        "fullDescription": {"text": code.text},
        "help": {"text": f"{code.paragraph}\n{more}"},
        **({"properties": {"tags": [code.standard]}} if code.standard else {}),
    }


def _result(problem: Problem, report: CheckReport, rules: list[str]) -> dict[str, Any]:
    mark = problem.mark
    region = {"startLine": max(mark.line, 1), "startColumn": max(mark.column, 1)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rules.index(problem.code),
        "level": str(problem.level),
        "message": {"text": words_of(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(report.path(mark.file)), "uriBaseId": _TOP},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"reportkitProblem/v2": problem.fingerprint},
    }


def _suppression(silenced: Silenced) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": silence_of(silenced)}


def _override(overruled: Overruled, rules: list[str]) -> dict[str, Any]:
    """Say how a rule was set otherwise, and why."""
    off = overruled.level == "off"
    level = {} if off or not overruled.level else {"level": overruled.level}
    properties = {"setting": setting_of(overruled), "reason": overruled.reason}
    return {
        "descriptor": {"id": overruled.rule, "index": rules.index(overruled.rule)},
        "configuration": {"enabled": not off, **level},
        "properties": properties,
    }


def _invocation(report: CheckReport, rules: list[str]) -> dict[str, Any]:
    """Say how it ended: whether the check took place, not whether it liked what it saw."""
    invocation: dict[str, Any] = {
        "executionSuccessful": not report.error,
        "exitCode": report.exit_code,
    }
    if overruled := report.aside.overruled:
        invocation["ruleConfigurationOverrides"] = [_override(one, rules) for one in overruled]
    if report.error:
        told = {"level": "error", "message": {"text": shown(report.error)}}
        invocation["toolExecutionNotifications"] = [told]
    return invocation


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"))
