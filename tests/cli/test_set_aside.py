"""What is silenced or overruled is counted wherever problems are, and listed when asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import validate
from junitparser import JUnitXml

from tests.cli.series import run, write
from tests.cli.test_check_forms import GITLAB

HEDGED = """\
section: talks
judgements:
  - id: gate
    statement: It is likely that the gate could open.
    likelihood: {term: likely}
    confidence: {level: low}
    basis: [toll]
    none_found: true
"""
OFF = "{rule: quote-long, threshold: 60, reason: The accord is quoted at its full length.}"
COUNT = "1 silenced, 1 rule overruled ('reportkit check --silenced' lists them)"


@pytest.fixture
def hedged(tmp_path: Path) -> Path:
    """A series with one warning, of a judgement that hedges."""
    series = tmp_path / "own"
    write(series, 1)
    (series / "seeds" / "hedge.yaml").write_text(HEDGED)
    return series


@pytest.fixture
def aside(hedged: Path) -> Path:
    """The same with its warning silenced by what ``check`` gives to paste, and a rule set."""
    append(hedged, run(hedged, "check", "--silence", fingerprint(hedged), "--reason", WHY).out)
    append(hedged, f"rules:\n  - {OFF}\n")
    return hedged


WHY = "Both ministers' texts say could: we quote."


def append(series: Path, lines: str) -> None:
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}{lines}")


def fingerprint(series: Path) -> str:
    (problem,) = run(series, "check", "--json").json["problems"]
    return str(problem["fingerprint"])


def test_a_finding_that_can_be_silenced_ends_with_its_fingerprint(hedged: Path) -> None:
    first = run(hedged, "check").out.splitlines()[0]

    assert first.endswith(f"which is on no scale [{fingerprint(hedged)}]")
    assert 12 == len(fingerprint(hedged))


def test_one_that_cannot_has_none_behind_it(hedged: Path) -> None:
    (hedged / "seeds" / "hedge.yaml").write_text(HEDGED.replace("[toll]", "[tol]"))

    lines = run(hedged, "check").out.splitlines()

    assert next(line for line in lines if "ref-unknown" in line).endswith("no record has that id")


def test_what_is_pasted_silences_the_finding(aside: Path) -> None:
    ran = run(aside, "check", "--strict")

    assert 0 == ran.code
    assert ran.out.startswith("no problems in ")
    assert ran.out.splitlines()[1:] == [COUNT]


def test_the_lines_come_as_json_too(hedged: Path) -> None:
    words = ("check", "--silence", fingerprint(hedged), "--reason", WHY)

    assert run(hedged, *words).out == run(hedged, *words, "--json").json["block"] + "\n"


def test_a_second_one_is_pasted_under_the_first(aside: Path) -> None:
    more = HEDGED.replace("id: gate", "id: ford").partition("judgements:\n")[2]
    hedge = aside / "seeds" / "hedge.yaml"
    hedge.write_text(hedge.read_text() + more)

    lines = run(aside, "check", "--silence", fingerprint(aside), "--reason", WHY).out
    brief = aside / "seeds" / "brief.yaml"
    head, _, entry = lines.partition("\n")
    assert "paste under 'silenced:' in seeds/brief.yaml" in head
    brief.write_text(brief.read_text().replace("silenced:\n", f"silenced:\n{entry}"))

    assert "2 silenced, 1 rule overruled" in run(aside, "check", "--strict").out


def test_without_a_reason_the_pasted_lines_ask_for_one(hedged: Path) -> None:
    append(hedged, run(hedged, "check", "--silence", fingerprint(hedged)).out)

    ran = run(hedged, "check")

    assert 1 == ran.code
    assert "error[overruling-reason]: the reason is not written yet" in ran.out


def test_what_cannot_be_silenced_says_why(hedged: Path) -> None:
    (hedged / "seeds" / "hedge.yaml").write_text(HEDGED.replace("[toll]", "[tol]"))
    problems = run(hedged, "check", "--json").json["problems"]
    (unknown,) = [each for each in problems if each["code"] == "ref-unknown"]
    findings = json.loads(run(hedged, "check", "--format", "gitlab").out)
    (name,) = [each["fingerprint"] for each in findings if each["check_name"] == "ref-unknown"]

    fixed = run(hedged, "check", "--silence", name[:12])
    none = run(hedged, "check", "--silence", "0123456789ab")

    assert "fingerprint" not in unknown
    assert (2, 2) == (fixed.code, none.code)
    assert "a finding of ref-unknown cannot be silenced: what is named must be there" in fixed.err
    assert "no finding has the fingerprint '0123456789ab'" in none.err


@pytest.mark.parametrize(
    "words",
    [
        ["--reason", "It holds."],
        ["--reason", ""],
        ["--silence", ""],
        ["--silenced", "--silence", "0123456789ab"],
        ["--silenced", "--format", "junit"],
    ],
)
def test_options_that_do_not_go_together_are_refused(hedged: Path, words: list[str]) -> None:
    assert 2 == run(hedged, "check", *words).code


def test_the_list_tells_rule_place_reason_last_day_and_who(aside: Path) -> None:
    brief = aside / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("    until:", "    by: N. Noor\n    until:"))
    out = " ".join(run(aside, "check", "--silenced").out.split())

    assert "seeds/hedge.yaml:4:16: warning[judgement-hedged]: gate says 'could'" in out
    assert f"because: {WHY}" in out
    assert "until 2025-11-16, by N. Noor [" in out
    assert "quote-long: words 60 in place of 40 (words of a quotation)" in out
    assert "because: The accord is quoted at its full length." in out


def test_the_list_says_that_there_is_nothing_on_it(hedged: Path) -> None:
    ran = run(hedged, "check", "--silenced")

    assert "nothing is silenced, and no rule is overruled\n" == ran.out
    assert "beside it 1 warning in 1 file" in ran.err


def test_json_holds_what_is_set_aside(aside: Path) -> None:
    found = run(aside, "check", "--json").json

    assert [] == found["problems"]
    (silenced,), (overruled,) = found["silenced"], found["overruled"]
    assert ("judgement-hedged", WHY, "2025-11-16") == tuple(
        silenced[key] for key in ("code", "reason", "until")
    )
    assert "seeds/hedge.yaml" == silenced["file"]
    assert "seeds/brief.yaml" == silenced["set_in"]["file"]
    assert ("quote-long", None) == (overruled["rule"], overruled["level"])


def test_github_counts_it(aside: Path) -> None:
    assert f"::notice title=reportkit::{COUNT}\n" == run(aside, "check", "--format", "github").out


def test_gitlab_shows_it_as_information(aside: Path) -> None:
    findings = json.loads(run(aside, "check", "--format", "gitlab").out)
    validate(findings, GITLAB)

    assert [("judgement-hedged", "info"), ("quote-long", "info")] == [
        (each["check_name"], each["severity"]) for each in findings
    ]
    assert findings[0]["description"].startswith(f"silenced until 2025-11-16: {WHY}\n")


def test_sarif_suppresses_it_with_its_justification(aside: Path) -> None:
    (whole,) = json.loads(run(aside, "check", "--format", "sarif").out)["runs"]
    (result,) = whole["results"]
    (override,) = whole["invocations"][0]["ruleConfigurationOverrides"]

    assert result["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": f"silenced until 2025-11-16: {WHY}",
        }
    ]
    rules = whole["tool"]["driver"]["rules"]
    assert "quote-long" == rules[override["descriptor"]["index"]]["id"]
    assert "The accord is quoted at its full length." == override["properties"]["reason"]


def test_junit_skips_it(aside: Path) -> None:
    suites = JUnitXml.fromstring(run(aside, "check", "--format", "junit").out.encode())
    skipped = [case for suite in suites for case in suite if case.is_skipped]

    assert (2, 0) == (suites.skipped, suites.failures)
    assert ["quote-long", "judgement-hedged"] == [str(case.name).split()[0] for case in skipped]


def test_a_build_that_is_refused_counts_it(aside: Path) -> None:
    (aside / "seeds" / "extra.yaml").write_text(
        "section: front\nfacts: [{id: f, statement: It rained., verification: single_origin}]\n"
    )
    ran = run(aside, "build")

    assert 1 == ran.code
    assert COUNT in ran.err
    assert 1 == len(run(aside, "build", "--json").json["silenced"])


def test_the_doctor_counts_it(aside: Path) -> None:
    rows = {row["what"]: row for row in run(aside, "doctor", "--json").json["rows"]}

    assert "no problems, 1 silenced, 1 rule overruled" == rows["check"]["detail"]


def test_a_comparison_with_the_last_edition_counts_it(own_river: Path) -> None:
    append(own_river, f"rules:\n  - {OFF}\n")

    assert "of what the rules ask, brief.yaml sets aside: 1 rule" in run(own_river, "diff").err


def test_the_next_edition_asks_whether_the_reasons_still_hold(own_river: Path) -> None:
    append(own_river, f"rules:\n  - {OFF}\n")
    append(
        own_river,
        "silenced:\n  - {finding: 3f9c2a71b04e, rule: judgement-hedged, until: 2025-10-31,\n"
        f'     reason: "{WHY}"}}\n',
    )

    listed = run(own_river, "next", "--list", "--json").json["look_at"]
    names = {each["name"]: each["message"] for each in listed if each["group"] == "set_aside"}

    assert names == {
        "judgement-hedged 3f9c2a71b04e": f"silent, ended on 2025-10-31: {WHY}",
        "quote-long": "The accord is quoted at its full length.",
    }
