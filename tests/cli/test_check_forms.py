"""What `check` found, in the forms that others read: notes, reports, tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import validate
from junitparser import JUnitXml

from reportkit import cli
from reportkit.cli.format.check import NAMES, check_form
from reportkit.cli.format.report import CheckReport
from reportkit.problems import Level, Mark, Problem
from tests.cli.series import notes_folder, write

Asked = Callable[..., tuple[int, str, str]]
#: A message and a file may hold whatever a seed or a disk holds.
HOSTILE = 'a::b%0A\n::error::x, <b> & "q" ]]> \x00\x1b[31m\x85\u202e\udc80\uffff \U0001f600'
PROBLEM = Problem(
    "ref-unknown",
    "toll names 'copi' as source_refs",
    Mark("seeds/front.yaml", 10, 56),
    "did you mean 'copy'?",
)
WARNING = Problem("text-cut", HOSTILE, Mark(f"seeds/{HOSTILE}.yaml", 0, 0), HOSTILE, Level.WARNING)


def sarif(report: CheckReport) -> Any:
    return json.loads(check_form("sarif")(report))["runs"][0]


# GitHub -----------------------------------------------------------------------------------------


def test_github_gets_a_command_for_each_problem() -> None:
    assert check_form("github")(CheckReport((PROBLEM,), folder="briefs/river")) == (
        "::error file=briefs/river/seeds/front.yaml,line=10,col=56,title=ref-unknown::"
        "toll names 'copi' as source_refs%0Ahint: did you mean 'copy'?"
    )


def test_no_message_ends_a_command_or_begins_another() -> None:
    written = check_form("github")(CheckReport((WARNING, PROBLEM)))

    assert [line[:9] for line in written.split("\n")] == ["::warning", "::error f"]
    properties, message = written.split("\n")[0].removeprefix("::warning ").split("::", 1)
    assert ["file", "line", "col", "title"] == [
        part.split("=")[0] for part in properties.split(",")
    ]
    assert message.startswith(r"a::b%250A%0A::error::x, <b> & \"q\"".replace("\\", ""))
    assert r"\x00\x1b[31m" in message


def test_github_gets_nothing_where_nothing_is_wrong() -> None:
    assert "" == check_form("github")(CheckReport(()))


# GitLab -----------------------------------------------------------------------------------------


def test_gitlab_gets_what_its_report_needs() -> None:
    findings = json.loads(check_form("gitlab")(CheckReport((PROBLEM, WARNING), folder="briefs")))
    validate(findings, GITLAB)

    assert ["major", "minor"] == [finding["severity"] for finding in findings]
    assert findings[0]["check_name"] == "ref-unknown"
    assert findings[0]["location"] == {"path": "briefs/seeds/front.yaml", "lines": {"begin": 10}}


#: As its documentation has it.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def prints(form: str, *problems: Problem) -> list[str]:
    report = CheckReport(problems)
    if form == "gitlab":
        return [finding["fingerprint"] for finding in json.loads(check_form(form)(report))]
    return [
        result["partialFingerprints"]["reportkitProblem/v2"] for result in sarif(report)["results"]
    ]


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_fingerprint_stays_when_lines_move(form: str) -> None:
    twice = Problem("key-repeated", "the first is on line 3; keep one", Mark("a.yaml", 9, 1))
    moved = Problem("key-repeated", "the first is on line 5; keep one", Mark("a.yaml", 11, 7))
    other = Problem("key-repeated", "the first is on line 3; keep one", Mark("b.yaml", 9, 1))

    assert prints(form, twice) == prints(form, moved)
    assert prints(form, twice) != prints(form, other)


def test_two_problems_with_the_same_words_have_two_fingerprints() -> None:
    again = Problem("a", "is empty", Mark("a.yaml", 9, 1))

    assert 2 == len(set(prints("gitlab", again, Problem("a", "is empty", Mark("a.yaml", 12, 1)))))


# SARIF ------------------------------------------------------------------------------------------


def test_sarif_tells_rule_place_and_level() -> None:
    whole = sarif(CheckReport((PROBLEM, WARNING, PROBLEM), folder="briefs", exit_code=1))
    first, second, third = whole["results"]
    rules = whole["tool"]["driver"]["rules"]

    assert ["ref-unknown", "text-cut"] == [rule["id"] for rule in rules]
    assert [0, 1, 0] == [result["ruleIndex"] for result in (first, second, third)]
    assert ["error", "warning"] == [first["level"], second["level"]]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "briefs/seeds/front.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 10, "startColumn": 56},
    }
    assert [{"executionSuccessful": True, "exitCode": 1}] == whole["invocations"]


def test_the_help_of_a_rule_is_its_explanation() -> None:
    (rule,) = sarif(CheckReport((PROBLEM,)))["tool"]["driver"]["rules"]

    assert rule["help"]["text"].startswith(rule["fullDescription"]["text"])
    assert "'reportkit explain ref-unknown'" in rule["help"]["text"]
    assert rule["shortDescription"]["text"].count(". ") == 0


def test_a_place_in_sarif_is_an_address_and_counts_from_one() -> None:
    place = sarif(CheckReport((WARNING,)))["results"][0]["locations"][0]["physicalLocation"]

    assert place["region"] == {"startLine": 1, "startColumn": 1}
    assert place["artifactLocation"]["uri"].isascii()
    assert not set('\n <>"%') & set(place["artifactLocation"]["uri"].replace("%", "", 99))


# JUnit ------------------------------------------------------------------------------------------


def suites(report: CheckReport, tmp_path: Path) -> dict[str, list[tuple[str, str]]]:
    """Read it as servers do: each file with its cases and how they came out."""
    path = tmp_path / "report.xml"
    path.write_text(check_form("junit")(report), encoding="utf-8")
    return {
        suite.name: [
            (case.name, type(case.result[0]).__name__ if case.result else "passed")
            for case in suite
        ]
        for suite in JUnitXml.fromfile(str(path))
    }


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_rule(tmp_path: Path) -> None:
    again = Problem("ref-unknown", "x", Mark("seeds/front.yaml", 12, 1))
    report = CheckReport((PROBLEM, again), files=("seeds/brief.yaml", "seeds/front.yaml"))

    assert suites(report, tmp_path) == {
        "seeds/brief.yaml": [("check", "passed")],
        "seeds/front.yaml": [("ref-unknown", "Failure")],
    }


@pytest.mark.parametrize(("strict", "outcome"), [(False, "passed"), (True, "Failure")])
def test_a_warning_passes_in_junit_unless_it_is_an_error(
    tmp_path: Path, outcome: str, *, strict: bool
) -> None:
    warning = Problem("text-cut", "x", Mark("a.yaml", 1, 1), "", Level.WARNING)
    report = CheckReport((warning,), strict=strict)

    assert suites(report, tmp_path) == {"a.yaml": [("text-cut", outcome)]}
    assert "a.yaml:1:1: warning: x" in check_form("junit")(report)


def test_junit_passes_nothing_that_was_not_looked_at(tmp_path: Path) -> None:
    report = CheckReport((PROBLEM,), files=("seeds/brief.yaml",), unread=True)

    assert suites(report, tmp_path)["seeds/brief.yaml"] == [("check", "Skipped")]


def test_whatever_a_message_holds_junit_is_xml() -> None:
    written = check_form("junit")(CheckReport((WARNING, PROBLEM), strict=True, error=HOSTILE))
    failure = next(ET.fromstring(written).iter("failure"))

    assert written.isascii()
    assert r"\x00\x1b[31m" in (failure.text or "")
    assert "\U0001f600" in (failure.text or "")


# All of them, by the command --------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Ask `check` in a folder, in this process: what it prints, and its exit code."""

    def ask(folder: Path, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("XDG_CACHE_HOME", notes_folder())
        code = cli.run(["check", *words])
        return code, *capsys.readouterr()

    return ask


@pytest.fixture
def faulty(own_river: Path) -> Path:
    """A series that cites a source nobody knows, in a folder of a repository."""
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("source_refs: [copy]", "source_refs: [copi]"))
    (own_river.parent / ".git").mkdir()
    return own_river


@pytest.mark.parametrize("form", ["text", "json", *NAMES])
def test_the_exit_code_is_the_same_in_each_form(own_river: Path, asked: Asked, form: str) -> None:
    write(own_river, 3)
    good, _, _ = asked(own_river, "--format", form)
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("lorries.", "lorries on route #4."))
    warned, _, _ = asked(own_river, "--format", form)
    strict, _, _ = asked(own_river, "--format", form, "--strict")

    assert (0, 1, 1) == (good, warned, strict)


def test_json_is_json_however_it_is_asked_for(faulty: Path, asked: Asked) -> None:
    assert asked(faulty, "--json") == asked(faulty, "--format", "json")


def test_files_are_named_from_the_top_of_the_repository(faulty: Path, asked: Asked) -> None:
    code, written, talk = asked(faulty, "--format", "github")

    assert f"::error file={faulty.name}/seeds/front.yaml,line=10,col=56," in written
    assert (1, "") == (code, talk)


def told_error(form: str, written: str) -> str:
    """Find the error in a document that tells of nothing else."""
    if form == "github":
        return written.removeprefix("::error title=reportkit::")
    if form == "junit":
        return next(ET.fromstring(written).iter("failure")).text or ""
    document = json.loads(written)
    if form == "json":
        return str(document["error"])
    if form == "gitlab":
        validate(document, GITLAB)
        return str(document[0]["description"])
    invocation = document["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    return str(invocation["toolExecutionNotifications"][0]["message"]["text"])


@pytest.mark.parametrize("form", ["json", *NAMES])
@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["-C", "nowhere"], "there is no folder nowhere"),
        (["--now", "2026-01-01"], "--now goes with --due"),
    ],
)
def test_an_error_is_told_in_the_form_asked_for(
    river: Path, asked: Asked, form: str, words: list[str], error: str
) -> None:
    code, written, talk = asked(river, "--format", form, *words)

    assert 2 == code
    assert error in told_error(form, written)
    assert error in talk


@pytest.mark.parametrize("form", ["json", *NAMES])
def test_what_was_altered_is_told_in_the_form_asked_for(
    own_river: Path, asked: Asked, form: str
) -> None:
    facts = next((own_river / "reports" / "003").glob("facts.json"))
    facts.chmod(0o644)
    facts.write_text("{}")

    code, written, _ = asked(own_river, f"--format={form}")

    assert 7 == code
    assert "is not what was sealed" in told_error(form, written)


def test_gitlab_is_told_that_nothing_could_be_checked() -> None:
    found = json.loads(check_form("gitlab")(CheckReport((), error="the disk fails")))

    assert [("reportkit", "blocker")] == [(one["check_name"], one["severity"]) for one in found]
