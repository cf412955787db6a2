"""Our own errors: what the notice says and which of them cannot wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.corrections import Notice, Trigger, notices
from reportkit.i18n.translate import use_language
from reportkit.model.analysis import Correction
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.fields import fields_for_readers
from reportkit.phrasing.notice import notice_sentence
from tests.records import Written, edition_view, value_of

if TYPE_CHECKING:
    from reportkit.loading.serialize import Plain

PARTY: Written = {"type": "actor", "id": "pk", "name": "Pakistan", "party_to_conflict": True}
MILITARY: Written = {"type": "actor", "id": "ispr", "name": "ISPR", "part_of": "pk"}
TRADE: Written = {
    "type": "figure", "id": "trade", "metric": "trade_value", "provider": "chamber", "best": "100",
}  # fmt: skip
FACT: Written = {"type": "fact", "id": "talks", "statement": "Talks began."}


def correction(record: Written, field: str, was: Plain, now: Plain) -> Written:
    return {
        "type": "correction", "id": "our-error", "record": record["id"], "field": field,
        "editions_affected": [3, 3], "was": str(was), "now": str(now),
        "because": "we copied the wrong line", "cause": "transcription",
        "approved_by": "the editor", "date": "2025-11-14",
    }  # fmt: skip


def notice(record: Written, change: Written, *others: Written, **more: Plain) -> Notice:
    """Correct one field of a record and take the notice of it."""
    ((field, now),) = change.items()
    wrong = (PARTY, MILITARY, *others, record)
    entry = {**correction(record, field, record.get(field, "none"), now), **more}
    right = (PARTY, MILITARY, *others, {**record, field: now}, entry)
    was, after = (
        edition_view(name=name, records={str(held["id"]): held for held in records})
        for name, records in (("3", wrong), ("4", right))
    )
    (found,) = notices(was, after, classify(was, after).changes)
    return found


KUNDUZ: Written = {"type": "place", "id": "kunduz", "name": "Saudi Maternity Hospital"}
DEAD: Written = {
    "type": "figure", "id": "dead", "metric": "killed", "population": "civilian", "place": "kunduz",
    "provider": "ispr", "best": "450",
}  # fmt: skip
LEAST: Written = {
    **{name: value for name, value in DEAD.items() if name != "best"},
    "low": "18", "operator": "at_least",
}  # fmt: skip
DATED: Written = {"type": "fact", "id": "day", "statement": "Talks began.", "section": "talks"}
SHUT: Written = {
    "type": "measure", "id": "shut", "statement": "Torkham is shut", "measure_status": "eased",
}  # fmt: skip


@pytest.mark.parametrize(
    ("record", "wrong", "sentence"),
    [
        (
            DEAD,
            {"field": "best", "editions_affected": [1, 2], "was": "500", "now": "450",
             "because": "The toll of two was added up."},
            ("Civilians killed, Saudi Maternity Hospital (ISPR): in No. 1 and 2 we wrote 500; "
            "right is 450. Reason: The toll of two was added up."),
        ),
        (
            DEAD,
            {"field": "best", "editions_affected": [2], "was": "1450", "now": "1540",
             "because": "two digits changed places"},
            ("Civilians killed, Saudi Maternity Hospital (ISPR): in No. 2 we wrote 1,450; "
            "right is 1,540. Reason: Two digits changed places."),
        ),
        (
            LEAST,
            {"field": "low", "editions_affected": [2], "was": "20", "now": "18",
             "because": "We counted two names twice."},
            ("Civilians killed, Saudi Maternity Hospital (ISPR): in No. 2 we wrote at least 20; "
            "right is at least 18. Reason: We counted two names twice."),
        ),
        (
            DATED,
            {"field": "date", "editions_affected": [1], "was": "2025-10-25", "now": "2025-10-26",
             "because": "We took the day of print."},
            ("Talks began, date: in No. 1 we wrote 25 October 2025; "
            "right is 26 October 2025. Reason: We took the day of print."),
        ),
        (
            SHUT,
            {"field": "measure_status", "editions_affected": [2, 4], "was": "in_force",
             "now": "eased", "because": "because ISPR said so on 2025-10-12"},
            ("Torkham is shut, state: in No. 2 to 4 we wrote in force; "
            "right is eased. Reason: ISPR said so on 2025-10-12."),
        ),
        (
            DATED,
            {"field": "statement", "editions_affected": [3, 3], "was": "Talks end on 2025-10-25.",
             "now": "Talks began.", "because": "it was misread"},
            ("Fact (The talks): in No. 3 we wrote “Talks end on 25 October 2025”; "
            "right is “Talks began”. Reason: It was misread."),
        ),
    ],
)  # fmt: skip
def test_the_notice_says_what_was_wrong_where_what_is_right_and_why(
    record: Written, wrong: Written, sentence: str
) -> None:
    """Record and field in words, days written out; each value once."""
    entry: Written = {**wrong, "type": "correction", "id": "slip", "record": record["id"]}
    held = (PARTY, MILITARY, KUNDUZ, record, entry)
    side = edition_view(
        name="5",
        records={str(each["id"]): each for each in held},
        brief={"sections": [{"id": "talks", "title": "The talks"}]},
    )

    assert notice_sentence(value_of(Correction, entry), side) == sentence


def test_what_was_put_right_twice_is_told_so_that_both_sentences_are_true() -> None:
    """No. 2 wrote 120, its revision 102, the next revision 103."""
    wrong: Written = {"record": "toll", "field": "best", "editions_affected": [2], "because": "z"}
    first: Written = {**wrong, "type": "correction", "id": "one", "was": "120", "now": "102"}
    second: Written = {**wrong, "type": "correction", "id": "two", "was": "102", "now": "103"}
    elsewhere: Written = {
        **second,
        "id": "three",
        "editions_affected": [4],
        "was": "103",
        "now": "9",
    }
    held = (PARTY, MILITARY, {**KUNDUZ, "id": "toll"}, first, second, elsewhere)
    side = edition_view(name="2-r2", records={str(each["id"]): each for each in held})

    told = [notice_sentence(value_of(Correction, each), side) for each in (first, second)]

    assert "in No. 2 we wrote 120; right is 103. Reason: Z." in told[0]
    assert "in the correction of No. 2 we wrote 102; right is 103. Reason: Z." in told[1]


def test_a_minor_error_is_neither_prominent_nor_urgent() -> None:
    """It stands in the change log and waits for the next edition."""
    found = notice(FACT, {"statement": "Talks were begun."})

    assert (found.triggers, found.immediate) == ((), False)


@pytest.mark.parametrize(
    ("record", "change", "more", "triggers"),
    [
        (TRADE, {"best": "105"}, {}, ()),
        (TRADE, {"best": "112"}, {}, (Trigger.LARGE,)),
        (TRADE, {"best": "-100"}, {}, (Trigger.LARGE,)),
        (TRADE, {"metric": "price"}, {}, (Trigger.LARGE,)),
        ({**TRADE, "metric": "killed"}, {"best": "101"}, {}, (Trigger.HARM_OR_IDENTITY,)),
        ({**TRADE, "provider": "ispr"}, {"best": "101"}, {}, (Trigger.FAVOURS_A_PARTY,)),
        (
            {"type": "claim", "id": "c", "speaker": "ispr"},
            {"statement": "It held."},
            {},
            (Trigger.PARTY_POSITION,),
        ),
        (
            {"type": "event", "id": "e", "place": "kabul"},
            {"place": "paktika"},
            {},
            (Trigger.CARRIES_THE_BRIEF, Trigger.HARM_OR_IDENTITY),
        ),
        (
            FACT,
            {"statement": "Talks ended."},
            {"cause": "attribution"},
            (Trigger.HARM_OR_IDENTITY,),
        ),
        (
            FACT,
            {"statement": "Talks ended."},
            {"editions_affected": [2, 3]},
            (Trigger.SEVERAL_EDITIONS,),
        ),
        (
            {"type": "measure", "id": "m", "kind": "crossing_closure"},
            {"until": "2025-11-01"},
            {},
            (Trigger.ACTED_UPON,),
        ),
    ],
)
def test_prominence_is_computed(
    record: Written, change: Written, more: Written, triggers: tuple[Trigger, ...]
) -> None:
    """The eight triggers of standards.md 4, from record, field and size."""
    assert notice(record, change, **more).triggers == triggers


def test_what_the_brief_rests_on_is_prominent_however_far_down() -> None:
    """A fact under the basis of a key judgement."""
    truce: Written = {"type": "judgement", "id": "truce", "key": True, "basis": ["toll"]}
    toll: Written = {"type": "fact", "id": "toll", "about": ["talks"]}

    found = notice(FACT, {"statement": "Talks ended."}, truce, toll)

    assert found.triggers == (Trigger.CARRIES_THE_BRIEF,)


def test_a_marking_that_was_too_low_cannot_wait() -> None:
    """It is handling, and we were wrong; a marking that was too high is not urgent for it."""
    raised = notice({**FACT, "tlp": "TLP:GREEN"}, {"tlp": "TLP:AMBER"})
    lowered = notice({**FACT, "tlp": "TLP:AMBER"}, {"tlp": "TLP:GREEN"})

    assert Trigger.MARKED_TOO_LOW in raised.triggers
    assert Trigger.MARKED_TOO_LOW not in lowered.triggers
    assert raised.immediate


def test_a_correction_of_a_marking_is_matched_by_its_handling() -> None:
    """HANDLING-CHANGED comes first in the order of decision and still is the correction."""
    wrong: Written = {**FACT, "tlp": "TLP:GREEN"}
    right: Written = {**FACT, "tlp": "TLP:AMBER"}
    entry = correction(FACT, "tlp", "TLP:GREEN", "TLP:AMBER")
    was = edition_view(name="3", records={"talks": wrong})
    now = edition_view(name="4", records={"talks": right, "our-error": entry})

    assert classify(was, now).problems == ()


@pytest.mark.parametrize(
    ("record", "change", "immediate"),
    [
        ({**TRADE, "metric": "killed"}, {"best": "101"}, True),
        ({"type": "measure", "id": "m", "kind": "airspace"}, {"until": "2025-11-01"}, True),
        (TRADE, {"best": "200"}, False),
    ],
)
def test_some_errors_cannot_wait(record: Written, change: Written, *, immediate: bool) -> None:
    """Harm, marking, and what a reader may have acted upon."""
    assert notice(record, change).immediate is immediate


def test_the_notice_tells_what_became_of_the_judgements() -> None:
    """Re-examined, and whether they changed."""
    truce: Written = {"type": "judgement", "id": "truce", "statement": "It will hold."}

    found = notice(FACT, {"statement": "Ended."}, truce, judgements_affected=["truce"])

    assert found.judgements == (("truce", False),)


def test_what_became_of_a_record_since_is_no_reason_for_our_error() -> None:
    """A level was read anew, and its earlier day had been wrong: two things, each with its why."""
    level: Written = {
        "type": "figure", "id": "level", "metric": "length", "provider": "ispr", "best": "4",
        "as_of": "2026-01-10",
    }  # fmt: skip
    risen: Written = {**level, "best": "5", "as_of": "2026-01-17"}
    entry: Written = {
        **correction(level, "as_of", "2026-01-10", "2026-01-09"),
        "because": "We took the day of print.",
    }
    was, now = (
        edition_view(
            name=name, records={str(each["id"]): each for each in (MILITARY, PARTY, *records)}
        )
        for name, records in (("3", (level,)), ("4", (risen, entry)))
    )
    read_anew = ChangeNote(
        record="level", class_=ChangeClass.UPDATED, reason="The gauge was read.", evidence=("news",)
    )  # fmt: skip

    changes = {one.class_: one for one in classify(was, now, [read_anew]).changes}

    ours = changes[ChangeClass.CORRECTED]
    assert (ours.reason, ours.evidence) == ("We took the day of print.", ())
    (field,) = fields_for_readers(ours, now)
    assert (field.was, field.now) == ("10 January 2026", "9 January 2026")
    updated = changes[ChangeClass.UPDATED]
    assert (updated.reason, updated.evidence) == ("The gauge was read.", ("news",))


def test_a_notice_speaks_the_language_of_the_page_that_prints_it() -> None:
    """Editions are compared in English before an Urdu page is composed."""
    announcement = notice(FACT, {"statement": "Talks ended."})

    assert "ہم نے لکھا" not in notice_sentence(announcement.entry, announcement.now)
    with use_language("ur"):
        assert "ہم نے لکھا" in notice_sentence(announcement.entry, announcement.now)
