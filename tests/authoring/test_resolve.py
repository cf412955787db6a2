"""``resolve``: what came of a forecast is written where it stands, and nothing else is touched."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from reportkit.authoring.decided import decided
from reportkit.authoring.yaml_text import Unwritable
from tests.cli.series import FRONT, Ran, publish, run, write
from tests.terminal import CTRL_C, answer

#: In the manner of a hand: a comment behind a value, a blank line, a folded criterion.
OUTLOOK = """\
section: talks
judgements:
  # the one that readers ask for
  - id: more-shots
    key: true  # on page 1
    statement: It is likely that shots fall again by 26 October.
    likelihood: {term: likely}
    horizon: 2025-10-26
    confidence: {level: low}
    basis: [toll]
    none_found: true
    alternatives:
      - {statement: No shot falls by 26 October., likelihood: {term: unlikely}}
    implications:
      - {audience: carriers, so_what: Wait for the talks.}
    resolution:
      criteria: >-
        The Paper reports shots.
      due: 2025-10-26  # the Sunday

  - {id: quiet, statement: A truce is unlikely by 26 October., likelihood: {term: unlikely},
     horizon: 2025-10-26, confidence: {level: low}, basis: [toll], none_found: true,
     resolution: {criteria: The Paper reports a truce., due: 2025-10-26}}
# the end
"""
SHOTS = """\
  - {id: shots, statement: Shots fell at the bridge., date: 2025-10-24,
     verification: single_origin, source_refs: [paper]}
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """No. 1 published two forecasts on 19 October; the seeds are those of the week after it."""
    for week in (1, 2):
        write(tmp_path, week)
        (tmp_path / "seeds" / "outlook.yaml").write_text(OUTLOOK)
        if week == 1:
            publish(tmp_path)
    front = tmp_path / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("figures:\n", f"{SHOTS}figures:\n"))
    assert "figures:\n" in FRONT
    return tmp_path


def occurred(series: Path, *more: str, on: str = "2025-10-24", evidence: str = "shots") -> Ran:
    words = ["--outcome", "occurred", "--on", on, "--note", "Shots fell on 24 October."]
    return run(series, "resolve", "more-shots", *words, "--evidence", evidence, *more)


def outlook_of(series: Path) -> str:
    return (series / "seeds" / "outlook.yaml").read_text()


DECIDED = (
    OUTLOOK.replace("key: true  #", "key: false  #")
    .replace("  # the Sunday\n", "  # the Sunday\n      outcome: occurred\n      on: 2025-10-24\n"
             "      note: Shots fell on 24 October.\n      evidence: [shots]\n")
)  # fmt: skip


def test_the_outcome_is_written_and_all_else_stays_byte_for_byte(series: Path) -> None:
    ran = occurred(series)

    assert DECIDED == outlook_of(series)
    assert "seeds/outlook.yaml:4: more-shots: occurred on 2025-10-24\n" == ran.out


def test_what_is_still_to_be_done_about_it_is_shown(series: Path) -> None:
    """The change is told to readers with its reason, which only its author knows."""
    ran = occurred(series)

    assert 1 == ran.code
    assert "error[change-unexplained]: more-shots" in ran.err
    assert "record: more-shots" in ran.err
    assert "quiet" not in ran.err


def test_a_judgement_in_braces_stays_in_braces(series: Path) -> None:
    words = ["--outcome", "did_not", "--on", "2025-10-26", "--note", "The Paper names none."]
    run(series, "resolve", "quiet", *words)

    was = "{criteria: The Paper reports a truce., due: 2025-10-26}"
    now = was.replace("}", ", outcome: did_not, on: 2025-10-26, note: The Paper names none.}")
    assert OUTLOOK.replace(was, now) == outlook_of(series)


def test_braces_that_grow_too_wide_become_keys_below_each_other() -> None:
    text = "judgements:\n- id: a\n  resolution: {criteria: Seen., due: 2025-10-26}\n  key: false\n"
    note = "Nobody whom we asked by the end of October had seen anything of the kind, and no paper"
    written = decided(text.encode(), "a", {"outcome": "did_not", "note": note}).decode()

    assert written == (
        "judgements:\n- id: a\n  resolution:\n    criteria: Seen.\n    due: 2025-10-26\n"
        f"    outcome: did_not\n    note: {note}\n  key: false\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_lines_of_a_file_end_as_they_did(newline: str) -> None:
    text = "judgements:\n- id: a\n  resolution:\n    criteria: Seen.\n    due: 2025-10-26"
    written = decided(text.replace("\n", newline).encode(), "a", {"outcome": "did_not"})

    assert f"{text}\n    outcome: did_not".replace("\n", newline).encode() == written


def test_a_form_that_cannot_be_changed_by_machine_is_refused() -> None:
    text = (
        "judgements:\n- id: a\n  resolution: {criteria: Seen., # or heard\n    due: 2025-10-26}\n"
    )

    with pytest.raises(Unwritable, match="a comment"):
        decided(text.encode(), "a", {"outcome": "did_not"})


def test_a_file_whose_lines_do_not_end_alike_is_refused() -> None:
    """To make them alike would change what nobody asked for."""
    text = b"judgements:\r\n- id: a\n  resolution:\n    criteria: Seen.\n    due: 2025-10-26\n"

    with pytest.raises(Unwritable, match="end alike"):
        decided(text, "a", {"outcome": "did_not"})


def test_what_to_write_by_hand_can_be_pasted(series: Path) -> None:
    (series / "seeds" / "outlook.yaml").write_text(f"{OUTLOOK}...\n")
    told = ["--outcome", "did_not", "--on", "2025-10-26", "--note", "Unsure: # none reports it."]

    ran = run(series, "resolve", "more-shots", *told)
    assert "it ends with '...'" in ran.err
    assert '      note: "Unsure: # none reports it."' in ran.err


def test_of_a_judgement_that_cannot_be_read_it_is_shown_what_is_wrong(series: Path) -> None:
    """Nor does the list say that nothing waits: it would lack this one."""
    text = OUTLOOK.replace("due: 2025-10-26  #", "outcome:  #")
    (series / "seeds" / "outlook.yaml").write_text(text)
    told = ["--outcome", "did_not", "--on", "2025-10-26", "--note", "None reports it."]

    for words in ([], ["more-shots", *told]):
        ran = run(series, "resolve", *words)
        assert (1, True) == (ran.code, "value-empty" in ran.err)


def test_a_dry_run_shows_the_change_and_writes_nothing(series: Path) -> None:
    ran = occurred(series, "--dry-run")

    assert OUTLOOK == outlook_of(series)
    assert 0 == ran.code
    assert [line for line in ran.out.splitlines() if line[:1] in "+-"][2:] == [
        "-    key: true  # on page 1",
        "+    key: false  # on page 1",
        "+      outcome: occurred",
        "+      on: 2025-10-24",
        "+      note: Shots fell on 24 October.",
        "+      evidence: [shots]",
    ]


@pytest.mark.parametrize(
    ("evidence", "on", "message"),
    [
        ("shoots", "2025-10-24", "did you mean 'shots'"),
        ("quiet", "2025-10-24", "quiet, which the desk made itself"),
        ("shots", "2025-10-23", "shots speaks of a later day"),
        ("shots", "2025-10-27", "the cut-off is 2025-10-26"),
    ],
)
def test_evidence_that_shows_nothing_is_refused(
    series: Path, evidence: str, on: str, message: str
) -> None:
    ran = occurred(series, on=on, evidence=evidence)

    assert (1, OUTLOOK) == (ran.code, outlook_of(series))
    assert message in " ".join(ran.err.split())
    assert ran.err.endswith("nothing was written\n")


def test_who_says_that_it_came_true_names_the_evidence(series: Path) -> None:
    ran = run(series, "resolve", "more-shots", "--outcome", "partly", "--on", "2025-10-24")

    assert (2, OUTLOOK) == (ran.code, outlook_of(series))
    assert "an outcome needs note, evidence" in ran.err


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ([], "--outcome did_not --on 2025-10-26 --note 'the Gazette reports none'"),
        (["--on", "2025-10-24", "--note", "two shots"], "--outcome did_not --on 2025-10-24"),
        (["--outcome", "did_not", "--on", "2025-10-26"], "--note 'the Gazette reports none'"),
    ],
)
def test_the_example_of_what_is_lacking_can_be_pasted(
    series: Path, given: list[str], lacking: str
) -> None:
    """It keeps what was given, and its day is one on which the forecast could be decided."""
    typed = run(series, "resolve", "more-shots", *given).err.splitlines()[-1]
    pasted = run(series, *shlex.split(typed)[1:], "--dry-run")

    assert lacking in typed
    assert pasted.code == 0
    assert "will not be scored" not in pasted.err


def test_an_unknown_judgement_is_a_usage_error_with_the_nearest(series: Path) -> None:
    mistyped, other = run(series, "resolve", "more-shot"), run(series, "resolve", "toll")

    assert (2, 2) == (mistyped.code, other.code)
    assert "did you mean 'more-shots'" in mistyped.err
    assert "'toll' is a figure, not a judgement" in other.err


def test_what_was_decided_is_decided_anew_only_when_asked(series: Path) -> None:
    occurred(series)
    refused, again = occurred(series, on="2025-10-25"), occurred(series, "--again", on="2025-10-25")

    assert (1, "--again") == (refused.code, "--again" if "--again" in refused.err else "")
    assert "was decided on 2025-10-24: occurred" in refused.err
    assert DECIDED.replace("on: 2025-10-24", "on: 2025-10-25") == outlook_of(series)
    assert "2025-10-25" in again.out


def test_a_judgement_that_says_not_how_it_is_decided_is_refused(series: Path) -> None:
    text = OUTLOOK.replace("    resolution:\n      criteria: >-\n        The Paper reports shots.\n"
                           "      due: 2025-10-26  # the Sunday\n", "")  # fmt: skip
    (series / "seeds" / "outlook.yaml").write_text(text)

    ran = occurred(series)

    assert (1, text) == (ran.code, outlook_of(series))
    assert "does not say how it is decided" in ran.err


def test_without_a_judgement_it_lists_what_is_due(series: Path) -> None:
    """The cut-off is on 26 October, the day on which both are due."""
    ran = run(series, "resolve")

    assert 0 == ran.code
    assert ["Due by the cut-off of 2025-10-26", "more-shots", "quiet"] == [
        ran.out.splitlines()[0],
        *(line.split()[1] for line in ran.out.splitlines()[1:] if "2025-10-26" in line),
    ]


def test_what_was_known_before_it_was_published_is_not_scored(series: Path) -> None:
    """No. 1 has its cut-off on 19 October, and its records tell of the 18th."""
    ran = occurred(series, "--dry-run", on="2025-10-18", evidence="toll")

    assert "No. 1 published it first" in ran.err
    assert "will not be scored" in ran.err


def test_what_had_happened_before_it_was_published_shows_no_later_outcome(series: Path) -> None:
    """The toll is of the clash of 14 October; No. 1 knew of the days up to the 19th."""
    ran, both = (
        occurred(series, evidence="toll"),
        occurred(series, "--dry-run", evidence="toll,shots"),
    )

    assert (1, 0, OUTLOOK) == (ran.code, both.code, outlook_of(series))
    assert "toll tells of none later: name what happened since" in " ".join(ran.err.split())


def test_json_tells_what_was_written(series: Path) -> None:
    written = occurred(series, "--json").json

    assert ("more-shots", "occurred", ["shots"], True) == (
        written["record"],
        written["outcome"],
        written["evidence"],
        written["written"],
    )
    assert "change-unexplained" in {problem["code"] for problem in written["problems"]}


def test_a_person_is_asked_for_what_is_not_given(series: Path) -> None:
    answers = ["1", "2025-10-24", "Shots fell on 24 October.", "shots", ""]
    session = answer(series, "resolve", "more-shots", answers=answers)

    assert "The Paper reports shots." in session.screen
    assert "+      outcome: occurred" in session.screen
    assert DECIDED == outlook_of(series)


@pytest.mark.parametrize("last", ["n", CTRL_C])
def test_who_does_not_agree_writes_nothing(series: Path, last: str) -> None:
    answers = ["did_not", "2025-10-26", "No shot fell.", "", last]
    answer(series, "resolve", "more-shots", answers=answers)

    assert OUTLOOK == outlook_of(series)
