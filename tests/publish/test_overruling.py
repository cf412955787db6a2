"""Rules that a series sets otherwise, and findings that it silences: what is left to be told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.problems import Code, Problem
from reportkit.publish.check import Checked, check_series
from reportkit.publish.codes import OVERRULING
from reportkit.publish.every_code import CODES, GROUPS
from reportkit.publish.fixed_rules import FREE, why_fixed
from reportkit.publish.overruling import UNWRITTEN, declared
from tests import tiny
from tests.building import build_quickly
from tests.rules.conftest import BRIEF, EDITION, RECORDS

HEDGED = """\
judgements:
  - id: open
    statement: It is likely that the bridge could open.
    likelihood: {term: likely}
    confidence: {level: low}
    basis: [toll]
    none_found: true
"""
FIRST = "section: front\n"
LONG_QUOTE = (
    "section: front\nclaims: [{id: c, speaker: north, modality: asserts, statement: it rained,"
    f" date: 2025-10-14, source_refs: [wire], quote: {{text: {'word ' * 45}, language: en}}}}]\n"
)
WHY = "reason: The accord itself speaks in this way."


def checked(
    series: Path, brief: str = "", case: str = HEDGED, edition: tuple[str, str] = ("", "")
) -> Checked:
    """Check the good series with a file of records more, and lines more in brief.yaml."""
    seeds = series / "seeds"
    seeds.mkdir(exist_ok=True)
    for name, text in (
        ("brief", f"{BRIEF}{brief}"),
        ("edition", EDITION.replace(*edition) if edition[0] else EDITION),
        ("records", RECORDS),
        ("case", case),
    ):
        (seeds / f"{name}.yaml").write_text(text)
    return check_series(series, lint=lambda *_: [])


def codes(result: Checked) -> list[str]:
    return [problem.code for problem in result.problems]


def the_hedge(series: Path) -> Problem:
    (problem,) = checked(series).problems
    return problem


def silence(finding: str, until: str = "2025-10-31", rule: str = "judgement-hedged") -> str:
    return f'silenced: [{{finding: "{finding}", rule: {rule}, until: {until}, {WHY}, by: N. N.}}]\n'


def setting(text: str, why: str = WHY) -> str:
    return f"rules: [{{{text}, {why}}}]\n"


# -- levels ------------------------------------------------------------------------------------


def test_a_rule_that_is_off_tells_nothing_and_is_counted(tmp_path: Path) -> None:
    result = checked(tmp_path, setting("rule: judgement-hedged, level: off"))

    (overruled,) = result.aside.overruled
    assert [] == codes(result)
    assert ("judgement-hedged", "off", 1) == (
        overruled.rule,
        overruled.level,
        overruled.findings,
    )
    assert "The accord itself speaks in this way." == overruled.reason
    assert "1 rule overruled" == result.aside.words


def test_a_warning_can_be_made_an_error_that_stops_publication(tmp_path: Path) -> None:
    result = checked(tmp_path, setting("rule: judgement-hedged, level: error"))

    assert [("judgement-hedged", "error")] == [(p.code, p.level) for p in result.problems]
    assert result.stops(strict=False)
    assert not checked(tmp_path).stops(strict=False)


def test_an_error_can_be_made_a_warning(tmp_path: Path) -> None:
    loud = checked(tmp_path, case=LONG_QUOTE)
    quiet = checked(tmp_path, setting("rule: quote-long, level: warning"), LONG_QUOTE)

    assert (["quote-long"], True) == (codes(loud), loud.stops(strict=False))
    assert (["quote-long"], False) == (codes(quiet), quiet.stops(strict=False))
    assert quiet.stops(strict=True)  # it counts what is left


def test_a_warning_made_an_error_is_asked_of_lower_editions_too(tmp_path: Path) -> None:
    """There two of the other side's claims are missing: 5 of 8 become 5 of 6."""
    said = "modality: asserts, statement: it rained, date: 2025-10-14, source_refs: [wire]"
    claims = "".join(
        f"  - {{id: c{number}, speaker: {who}, {said}{tlp}}}\n"
        for number, (who, tlp) in enumerate(
            [("north", "")] * 5 + [("south", "")] + [("south", ', tlp: "TLP:AMBER"')] * 2
        )
    )
    case = f"section: front\nclaims:\n{claims}"
    lower = "releases: [TLP:CLEAR]\n"
    edition = (
        "published: 2025-10-20T06:00+00:00",
        "published: 2025-10-20T06:00+00:00\ntlp: TLP:AMBER",
    )
    strict = lower + setting("rule: claims-one-sided, level: error")

    assert [] == codes(checked(tmp_path, lower, case, edition))
    assert ["claims-one-sided"] == codes(checked(tmp_path, strict, case, edition))


# -- thresholds --------------------------------------------------------------------------------


def test_a_rule_speaks_from_the_number_that_the_series_sets(tmp_path: Path) -> None:
    result = checked(tmp_path, setting("rule: quote-long, threshold: 45"), LONG_QUOTE)

    assert [] == codes(result)
    assert "words 45 in place of 40 (words of a quotation)" == result.aside.overruled[0].threshold
    assert ["quote-long"] == codes(
        checked(tmp_path, setting("rule: quote-long, threshold: 44"), LONG_QUOTE)
    )


def test_a_threshold_is_kept_within_its_limits(tmp_path: Path) -> None:
    result = checked(tmp_path, setting("rule: quote-long, threshold: 500"), LONG_QUOTE)

    (problem, _) = result.problems
    assert "overruling-threshold" == problem.code
    assert "the words of quote-long is 500" == problem.message
    assert "from 5 to 120 words of a quotation" == problem.hint
    assert "quote-long" in codes(result)  # a setting that is refused sets nothing


# -- what cannot be, and what does nothing -----------------------------------------------------


@pytest.mark.parametrize("code", OVERRULING, ids=lambda code: code.code)
def test_the_examples_of_these_codes_hold(tmp_path: Path, code: Code) -> None:
    """The broken one tells its code; the good one tells none of them."""
    own = {one.code for one in OVERRULING}
    for example in code.examples:
        files = (example.broken, example.good)
        broken, good = (
            checked(tmp_path, text.removesuffix(f"\n{example.was}") + "\n") for text in files
        )
        assert [code.code] == [one for one in codes(broken) if one in own]
        assert [] == [one for one in codes(good) if one in own]


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("judgement-hegded", "did you mean 'judgement-hedged'?"),
        ("nonsense", "'reportkit explain' lists all rules"),
    ],
)
def test_an_unknown_rule_is_answered_with_the_nearest(tmp_path: Path, rule: str, hint: str) -> None:
    problem = next(
        each
        for each in checked(tmp_path, setting(f"rule: {rule}, level: off")).problems
        if each.code == "overruling-unknown"
    )

    assert (f"there is no rule '{rule}'", hint) == (problem.message, problem.hint)
    assert "seeds/brief.yaml" == problem.mark.file


def test_an_unknown_threshold_and_level_are_answered_with_the_nearest(tmp_path: Path) -> None:
    share = setting("rule: claims-one-sided, threshold: 80, which: shore")
    level = setting("rule: claims-one-sided, level: warnin")

    hints = {p.code: p.hint for brief in (share, level) for p in checked(tmp_path, brief).problems}

    assert "did you mean 'share'?" == hints["overruling-unknown"]
    assert hints["enum-unknown"].startswith("did you mean 'warning'?")


def test_a_rule_that_cannot_be_overruled_says_why_and_still_holds(tmp_path: Path) -> None:
    case = "section: front\nfacts: [{id: f, statement: It rained., verification: single_origin}]\n"
    result = checked(tmp_path, setting("rule: fact-unsourced, level: off"), case)

    assert ["fact-unsourced", "overruling-refused"] == sorted(codes(result))
    refused = next(p for p in result.problems if p.code == "overruling-refused")
    assert "fact-unsourced cannot be overruled: every statement rests on a source" == (
        refused.message
    )


def test_a_reason_that_was_pasted_and_not_written_is_refused(tmp_path: Path) -> None:
    result = checked(tmp_path, setting("rule: quote-long, level: off", f'reason: "{UNWRITTEN}"'))

    assert "the reason is not written yet" in [problem.message for problem in result.problems]


def test_a_rule_with_findings_at_two_levels_is_not_idle_at_the_graver(tmp_path: Path) -> None:
    """No key figure at all is warned of, too many are refused."""
    brief = setting("rule: key-figures-count, level: error")
    seeds = tmp_path / "seeds"
    checked(tmp_path, brief, case="section: front")
    (seeds / "edition.yaml").write_text(EDITION.replace("[toll]\ntrend:", "[]\ntrend:"))

    result = check_series(tmp_path, lint=lambda *_: [])

    assert [("key-figures-count", "error")] == [(p.code, p.level) for p in result.problems]
    assert ["overruling-idle"] == codes(checked(tmp_path, brief, case="section: front"))


# -- silences ----------------------------------------------------------------------------------


def test_a_silent_finding_is_not_told_and_is_counted(tmp_path: Path) -> None:
    hedge = the_hedge(tmp_path)
    result = checked(tmp_path, silence(hedge.short_fingerprint))

    (silenced,) = result.aside.silenced
    assert ([], "1 silenced") == (codes(result), result.aside.words)
    assert hedge == silenced.problem
    assert ("2025-10-31", "N. N.") == (silenced.until, silenced.by)
    assert not result.stops(strict=True)


def test_another_finding_of_the_rule_is_still_told(tmp_path: Path) -> None:
    brief = silence(the_hedge(tmp_path).short_fingerprint)
    other = HEDGED.replace("id: open", "id: shut").replace("judgements:\n", "")

    assert ["judgement-hedged"] == codes(checked(tmp_path, brief, HEDGED + other))


def test_a_silence_ends_with_its_value(tmp_path: Path) -> None:
    brief = silence(the_hedge(tmp_path).short_fingerprint)

    assert ["judgement-hedged", "silence-unused"] == sorted(
        codes(checked(tmp_path, brief, HEDGED.replace("could open", "could open soon")))
    )


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2025-10-20", []),  # the day of publication is the last
        ("2025-10-19", ["judgement-hedged", "silence-expired"]),
    ],
)
def test_a_silence_ends_by_the_day_of_publication(
    tmp_path: Path, until: str, expected: list[str]
) -> None:
    """Not by the clock, which is later here than any of these days."""
    brief = silence(the_hedge(tmp_path).short_fingerprint, until)

    assert expected == sorted(codes(checked(tmp_path, brief)))


def test_a_silence_under_another_rule_holds_nothing_and_tells_which(tmp_path: Path) -> None:
    brief = silence(the_hedge(tmp_path).short_fingerprint, rule="quote-long")
    result = checked(tmp_path, brief)

    (unused,) = [p for p in result.problems if p.code == "silence-unused"]
    assert "it is a finding of judgement-hedged: correct the rule" == unused.hint
    assert "judgement-hedged" in codes(result)


def test_a_finding_that_cannot_be_overruled_cannot_be_silenced(tmp_path: Path) -> None:
    case = "section: front\nfacts: [{id: f, statement: It rained., verification: single_origin}]\n"
    (problem,) = checked(tmp_path, case=case).problems
    brief = silence(problem.short_fingerprint, rule="fact-unsourced")

    assert not problem.may_be_silenced
    assert ["fact-unsourced", "overruling-refused"] == sorted(codes(checked(tmp_path, brief, case)))


def test_nothing_is_called_unused_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    result = checked(tmp_path, silence("3f9c2a71b04e"), "facts: [")

    assert "silence-unused" not in codes(result)


def test_nothing_is_called_unused_whose_rule_was_not_asked(tmp_path: Path) -> None:
    """Whether an edition is far ahead, only the clock can tell; nobody gave one here."""
    assert [] == codes(checked(tmp_path, silence("3f9c2a71b04e", rule="date-far-ahead"), FIRST))


def test_nothing_is_called_unused_that_is_asked_before_publication_alone(tmp_path: Path) -> None:
    """The words of corrections on page 1 are counted while they can still be shortened."""
    series = tiny.write(tmp_path)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text() + silence("3f9c2a71b04e", "2026-02-01", "page-one-long"))
    before = codes(check_series(series))
    build_quickly(series, now=datetime(2026, 1, 12, 6, tzinfo=UTC))

    assert "silence-unused" in before
    assert "silence-unused" not in codes(check_series(series))


def test_no_line_of_what_is_set_aside_reaches_the_sealed_facts_but_rules(tmp_path: Path) -> None:
    """Which finding is silent is the desk's own affair; which rule is overruled is told."""
    hedge = the_hedge(tmp_path)
    brief = silence(hedge.short_fingerprint) + setting("rule: quote-long, level: warning")
    candidate = checked(tmp_path, brief).candidate

    assert candidate is not None
    assert () == candidate.snapshot.brief.silenced
    assert ["quote-long"] == [each.rule for each in candidate.snapshot.brief.rules]


def test_what_is_set_aside_can_be_counted_before_any_rule_is_asked(tmp_path: Path) -> None:
    brief = silence("3f9c2a71b04e") + setting("rule: quote-long, level: off")
    checked(tmp_path, brief)
    book = load(tmp_path).book

    assert book is not None
    assert "1 finding, 1 rule" == declared(book)


def test_the_reason_for_a_rule_is_read_as_a_printed_text_and_that_for_a_silence_is_not(
    tmp_path: Path,
) -> None:
    """'bandits' is a term that takes sides; readers get the one, and nobody gets the other."""
    why = 'reason: "The bandits were quoted in this way."'
    printed = checked(tmp_path, setting("rule: quote-long, level: warning", why), case=FIRST)
    silent = checked(
        tmp_path,
        f'silenced: [{{finding: "{the_hedge(tmp_path).short_fingerprint}",'
        f" rule: judgement-hedged, until: 2025-10-31, {why}}}]\n",
    )

    assert ["naming-policy"] == codes(printed)
    assert [] == codes(silent)


# -- which rules -------------------------------------------------------------------------------


def test_each_rule_that_cannot_be_overruled_says_why() -> None:
    assert {code for code in CODES if not why_fixed(code)} == FREE


@pytest.mark.parametrize(
    "heading",
    ["Reading the seeds", "Markings and names", "Mailing", "Lower markings", "Changes", "Mail"],
)
def test_no_rule_of_these_groups_can_be_overruled(heading: str) -> None:
    assert [] == [code.code for code in GROUPS[heading] if code.code in FREE]


def test_advice_can_be_overruled() -> None:
    assert {"judgement-hedged", "claims-one-sided", "quote-long", "date-far-ahead"} <= FREE
