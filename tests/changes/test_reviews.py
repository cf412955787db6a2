"""A source turned: each thing that rests on it is decided, or looked at again and stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.diff import marks_of
from reportkit.changes.edition_view import EditionView
from reportkit.changes.reviews import turned_since, unreviewed
from reportkit.phrasing.sentence import sentence
from tests.records import Written, edition_view

if TYPE_CHECKING:
    from reportkit.problems import Problem

AGENCY: Written = {"type": "source", "id": "agency", "publisher": "The Agency"}
COPY: Written = {"type": "source", "id": "copy", "publisher": "Daily", "originates_from": "agency"}
OTHER: Written = {"type": "source", "id": "other", "publisher": "Other"}
TOLL: Written = {"type": "figure", "id": "toll", "metric": "killed", "source_refs": ["copy"]}
WORD: Written = {"type": "claim", "id": "word", "statement": "x", "source_refs": ["agency"]}
DEATHS: Written = {"type": "fact", "id": "deaths", "statement": "Some died.", "about": ["toll"]}
RAIN: Written = {"type": "fact", "id": "rain", "statement": "It rained.", "source_refs": ["other"]}
VIEW: Written = {"type": "judgement", "id": "view", "statement": "More.", "basis": ["deaths"]}
RECORDS = (AGENCY, COPY, OTHER, TOLL, WORD, DEATHS, RAIN, VIEW)
PAGE: dict[str, Any] = {
    "bottom_line": {"text": "Some died.", "basis": ["deaths"]},
    "highlights": [{"text": "It rained.", "basis": ["rain"]}],
    "trend_rationale": {"text": "Worse.", "basis": ["view"]},
}
WITHDRAWN: Written = {"source_status": "withdrawn", "status_reason": "Forged."}
STANDS: dict[str, Any] = {
    "source": "agency",
    "records": ["toll", "word", "deaths", "view"],
    "statements": ["bottom_line", "trend_rationale"],
    "reason": "A second count says the same.",
}


def side(name: str, edition: Written = PAGE, **changed: Any) -> EditionView:
    """Give an edition in which some records say something else; None: it has no such record."""
    records = {str(one["id"]): {**one, **changed.get(str(one["id"]), {})} for one in RECORDS}
    return edition_view(name, records, edition=edition)


def left(now: EditionView, was: EditionView | None = None) -> list[Problem]:
    was = was or side("1")
    return list(unreviewed(was, now, classify(was, now), marks_of(now.book)))


def names(problem: Problem) -> set[str]:
    """Give what the block offers to name as looked at again."""
    rows = [line for line in problem.hint.split("\n") if "[" in line]
    return {id.strip() for row in rows for id in row.split("[")[1].rstrip("]").split(",")}


def test_all_that_rests_on_a_withdrawn_source_is_asked_for() -> None:
    (problem,) = left(side("2", agency=WITHDRAWN))

    assert problem.code == "source-unreviewed"
    assert names(problem) == {"toll", "word", "deaths", "view", "bottom_line", "trend_rationale"}
    assert "agency was withdrawn, and so falls what repeats it (1 source)" in problem.message


def test_a_disputed_source_asks_for_the_same_look() -> None:
    (problem,) = left(side("2", agency={**WITHDRAWN, "source_status": "disputed"}))

    assert "agency is disputed" in problem.message


def test_what_is_named_with_a_reason_is_reviewed() -> None:
    assert left(side("2", {**PAGE, "source_reviews": [STANDS]}, agency=WITHDRAWN)) == []


def test_a_block_that_was_pasted_and_not_filled_in_is_no_review() -> None:
    pasted = {**STANDS, "reason": "(say why, in a sentence)"}

    assert left(side("2", {**PAGE, "source_reviews": [pasted]}, agency=WITHDRAWN))


@pytest.mark.parametrize(
    "decided",
    [
        {"statement": "Four died on the bridge that day."},
        {"status": "under_review"},
        {"status": "dropped", "status_reason": "Nobody else says so."},
    ],
    ids=["changed", "in review", "ended"],
)
def test_what_was_changed_ended_or_put_in_review_is_decided(decided: Written) -> None:
    (problem,) = left(side("2", agency=WITHDRAWN, deaths=decided))

    assert "deaths" not in names(problem)
    assert "view" in names(problem)  # still concluded from it


def test_what_was_in_review_or_had_ended_before_is_not_asked_for() -> None:
    doubt: Written = {"status": "under_review"}
    gone: Written = {"status": "dropped", "status_reason": "Old."}
    was = side("1", toll=doubt, word=gone)
    (problem,) = left(side("2", agency=WITHDRAWN, toll=doubt, word=gone), was)

    assert names(problem) == {"deaths", "view", "bottom_line", "trend_rationale"}


def test_a_change_of_what_no_reader_sees_is_no_look() -> None:
    (problem,) = left(side("2", agency=WITHDRAWN, deaths={"standing": True}))

    assert "deaths" in names(problem)


def test_to_take_the_citation_away_is_no_look_at_what_was_concluded() -> None:
    cites_other = {"source_refs": ["other"]}
    (problem,) = left(side("2", agency=WITHDRAWN, toll=cites_other, word=cites_other))

    assert names(problem) == {"deaths", "view", "bottom_line", "trend_rationale"}


def test_a_sentence_of_page_one_that_was_written_anew_needs_no_review() -> None:
    page = {**PAGE, "bottom_line": {"text": "The count is in doubt.", "basis": ["deaths"]}}
    (problem,) = left(side("2", page, agency=WITHDRAWN))

    assert "bottom_line" not in names(problem)


def test_the_next_edition_asks_for_no_review_again() -> None:
    assert left(side("3", agency=WITHDRAWN), side("2", agency=WITHDRAWN)) == []


def test_a_review_of_the_dispute_does_not_do_for_the_withdrawal() -> None:
    page = {**PAGE, "source_reviews": [STANDS]}
    disputed = side("2", page, agency={**WITHDRAWN, "source_status": "disputed"})

    assert left(side("3", page, agency=WITHDRAWN), disputed)


def test_a_text_that_turns_out_to_copy_a_withdrawn_one_falls_with_it() -> None:
    was = side("2", agency=WITHDRAWN)
    (turned,) = turned_since(was, side("3", agency=WITHDRAWN, other={"originates_from": "copy"}))

    assert (turned.source, turned.through) == ("agency", ("other",))


def test_a_source_under_a_new_id_is_followed() -> None:
    was = side("1")
    renamed: Written = {**RECORDS[0], "id": "agence", "formerly": "agency", **WITHDRAWN}
    others: list[Written] = [{**COPY, "originates_from": "agence"}, OTHER, TOLL, DEATHS, RAIN, VIEW]
    word: Written = {**WORD, "source_refs": ["agence"]}
    now = edition_view("2", {str(one["id"]): one for one in (renamed, *others, word)}, edition=PAGE)

    (problem,) = left(now, was)
    assert problem.message.startswith("agence was withdrawn")
    assert {"toll", "deaths", "word"} <= names(problem)


def test_readers_are_told_what_was_looked_at_again_and_why_it_stands() -> None:
    was = side("1")
    now = side(
        "2", {**PAGE, "source_reviews": [{**STANDS, "records": ["deaths"]}]}, agency=WITHDRAWN
    )
    (change,) = (each for each in classify(was, now).changes if each.record == "agency")

    assert sentence(change, now) == (
        "Source withdrawn: The Agency. Reason: Forged. "
        "Looked at again because of it and left unchanged: Some died. "
        "Reason: A second count says the same."
    )
