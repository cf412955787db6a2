"""Changes in sentences, and the box of page 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.corrections import notices
from reportkit.changes.edition_view import EditionView
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.events import Position
from reportkit.phrasing.counts import counts_line
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.since_box import MAX_LINES, quiet_sections, since_box
from reportkit.phrasing.titles import title_of
from reportkit.phrasing.values import field_in_sentence
from tests.records import Written, edition_view

if TYPE_CHECKING:
    from reportkit.loading.serialize import Plain

UN: Written = {"type": "actor", "id": "un", "name": "UN mission", "short": "UNAMA"}
SPIN: Written = {"type": "place", "id": "spin", "name": "Spin Boldak"}
TOLL: Written = {
    "type": "figure", "id": "toll", "metric": "injured", "population": "civilian", "place": "spin",
    "provider": "un", "best": "346", "section": "militancy",
}  # fmt: skip
FACT: Written = {
    "type": "fact",
    "id": "talks",
    "statement": "Talks began in Doha.",
    "verification": "single_origin",
}
TRUCE: Written = {
    "type": "judgement", "id": "truce", "statement": "The ceasefire is unlikely to hold.",
    "key": True, "likelihood": {"term": "unlikely"}, "confidence": {"level": "low"},
}  # fmt: skip
OMEN: Written = {
    "type": "indicator", "id": "omen", "statement": "Customs clear lorries",
    "indicator_status": "receded", "last_checked": "2025-11-09",
}  # fmt: skip
GATE: Written = {
    "type": "measure", "id": "gate", "statement": "Torkham is closed to trade",
    "measure_status": "in_force",
}  # fmt: skip
ERROR: Written = {
    "type": "correction", "id": "our-error", "record": "toll", "field": "best",
    "editions_affected": [3, 3], "was": "346 injured", "now": "364 injured",
    "because": "we turned two digits round.", "cause": "transcription",
}  # fmt: skip


def side(name: str, *records: Written, key_figures: list[Plain] | None = None) -> EditionView:
    positions = {
        str(record["id"]): Position.CONTESTED for record in records if "disputed" in record
    }
    return edition_view(
        name=name,
        records={str(record["id"]): record for record in (UN, SPIN, *records)},
        edition={"key_figures": key_figures or []},
        positions=positions,
    )


def said(was: Written, now: Written, class_: ChangeClass, reason: str = "Why.") -> str:
    """Say the one change of a record that the author puts in a class."""
    after = side("4", now)
    note = ChangeNote(record=str(now["id"]), class_=class_, reason=reason, evidence=("un",))
    changes = classify(side("3", was), after, [note]).changes
    (found,) = (change for change in changes if change.class_ is class_)
    return sentence(found, after)


@pytest.mark.parametrize(
    ("was", "change", "class_", "words"),
    [
        (
            TOLL,
            {"best": "425"},
            ChangeClass.UPDATED,
            "Civilians injured, Spin Boldak (UNAMA): 425, up 79 from 346 (+23%).",
        ),
        (
            TOLL,
            {"best": "425", "scope": "cumulative"},
            ChangeClass.METHOD_CHANGED,
            (
                "Counted differently, not comparable with before: civilians injured, Spin Boldak "
                "(UNAMA): 425; 346 before."
            ),
        ),
        (
            TOLL,
            {"best": "3"},
            ChangeClass.SOURCE_REVISED,
            (
                "Revised by UNAMA itself: civilians injured, Spin Boldak (UNAMA): 3, "
                "down 343 from 346 (−99%)."
            ),
        ),
        (
            FACT,
            {"status": "withdrawn", "status_reason": "The source took it back."},
            ChangeClass.WITHDRAWN,
            "Withdrawn, we no longer stand behind it: Talks began in Doha. Reason: Why.",
        ),
        (
            FACT,
            {"statement": "Talks ended in Doha."},
            ChangeClass.UPDATED,
            "Updated: Talks ended in Doha.",
        ),
        (
            GATE,
            {"measure_status": "lifted"},
            ChangeClass.STATUS_MOVED,
            "The measure “Torkham is closed to trade” has been lifted (before: in force).",
        ),
        (
            {**TOLL, "as_of": "2025-10-12"},
            {"note": "UNAMA now gives 206 for the whole month."},
            ChangeClass.SOURCE_REVISED,
            (
                "UNAMA added to its figure, which is unchanged: 346 civilians injured, Spin Boldak "
                "(UNAMA, 12 Oct 2025)."
            ),
        ),
        (
            {**TOLL, "as_of": "2025-11-08"},
            {"status": "dropped", "status_reason": "Nobody confirmed it."},
            ChangeClass.DROPPED,
            (
                "We no longer carry: 346 civilians injured, Spin Boldak (UNAMA, 8 Nov 2025). "
                "Reason: Why."
            ),
        ),
        (
            {**TOLL, "best": "1"},
            {"status": "dropped", "status_reason": "Nobody confirmed it."},
            ChangeClass.DROPPED,
            "We no longer carry: 1 civilian injured, Spin Boldak (UNAMA). Reason: Why.",
        ),
        (
            {**FACT, "date": "2025-11-09"},
            {"date": "2025-11-16", "statement": "No talks were held by 16 November."},
            ChangeClass.UPDATED,
            "Updated: No talks were held by 16 November.",
        ),
        (
            FACT,
            {"source_refs": ["un"]},
            ChangeClass.UPDATED,
            "Sources updated: Talks began in Doha.",
        ),
        (
            FACT,
            {"claims": ["un"], "source_refs": ["un"]},
            ChangeClass.UPDATED,
            "Evidence updated: Talks began in Doha.",
        ),
        (
            GATE,
            {"note": "Reuters gives 11 October.", "source_refs": ["un"]},
            ChangeClass.UPDATED,
            "Note updated: measure “Torkham is closed to trade”.",
        ),
        (
            OMEN,
            {"linked": ["truce"]},
            ChangeClass.UPDATED,
            "Links updated: indicator “Customs clear lorries”.",
        ),
        (
            OMEN,
            {"last_checked": "2025-11-16"},
            ChangeClass.EDITORIAL,
            "Checked again: indicator “Customs clear lorries”.",
        ),
        (
            FACT,
            {"verification": "multi_origin"},
            ChangeClass.RE_GRADED,
            "Re-graded: Talks began in Doha (verification: several origins, before: one origin).",
        ),
        (
            TRUCE,
            {"resolution": {"outcome": "did_not", "on": "2025-11-16"}},
            ChangeClass.JUDGEMENT_CHANGED,
            (
                "We had judged that the ceasefire is unlikely (20–45%) to hold. It did not happen. "
                "Reason: Why."
            ),
        ),
        (
            TRUCE,
            {"likelihood": {"term": "likely"}, "statement": "The ceasefire is likely to hold."},
            ChangeClass.JUDGEMENT_CHANGED,
            (
                "We now judge that the ceasefire is likely (55–80%, before 20–45%) to hold. "
                "Reason: Why."
            ),
        ),
        (
            TRUCE,
            {
                "likelihood": {"term": "very unlikely"},
                "statement": "The ceasefire is very unlikely to hold.",
            },
            ChangeClass.JUDGEMENT_CHANGED,
            (
                "We now judge that the ceasefire is very unlikely (5–20%, before 20–45%) to hold. "
                "Reason: Why."
            ),
        ),
        (
            TOLL,
            {"best": "364"},
            ChangeClass.CORRECTED,
            "We were wrong: civilians injured, Spin Boldak (UNAMA): 364, not 346. Reason: Why.",
        ),
        (  # with the value that it had when it was last carried
            TOLL,
            {"best": "340", "status": "dropped", "status_reason": "Nobody confirmed it."},
            ChangeClass.DROPPED,
            "We no longer carry: 346 civilians injured, Spin Boldak (UNAMA). Reason: Why.",
        ),
        (
            FACT,
            {"status": "superseded", "superseded_by": "spin"},
            ChangeClass.SUPERSEDED,
            "Replaced: Talks began in Doha; see now: Spin Boldak. Reason: Why.",
        ),
    ],
)
def test_each_class_has_its_sentence(
    was: Written, change: Written, class_: ChangeClass, words: str
) -> None:
    """As a reader would say it, with the delta where there is one."""
    assert said(was, {**was, **change}, class_) == words


def test_a_new_figure_of_a_known_series_tells_its_movement() -> None:
    """Added as a record, but the same count of the same provider a week later."""
    point: Written = {**TOLL, "series": "un-toll"}
    now = side("4", point, {**point, "id": "toll-2", "best": "425"})
    (change,) = classify(side("3", point), now).changes

    assert sentence(change, now) == (
        "Civilians injured, Spin Boldak (UNAMA): 425, up 79 from 346 (+23%)."
    )


def test_a_figure_whose_scope_changed_has_no_delta() -> None:
    """UPDATED or not, the numbers are not compared."""
    change: Written = {"best": "425", "scope": "cumulative"}

    assert said(TOLL, {**TOLL, **change}, ChangeClass.UPDATED) == (
        "Civilians injured, Spin Boldak (UNAMA): 425, 346 before, not comparable: scope changed."
    )


def test_the_box_begins_with_what_weighs_most() -> None:
    """Corrections, withdrawn, judgements, newly contested, states, figures; no counts."""
    killed: Written = {**TOLL, "id": "killed", "metric": "killed", "best": "17"}
    other: Written = {**TOLL, "id": "other", "provider": "spin", "best": "1"}
    gone: Written = {**FACT, "id": "gone", "statement": "A strike hit a market."}
    was = side("3", TOLL, killed, other, gone, TRUCE, GATE)
    now = side(
        "4",
        {**TOLL, "best": "364"},
        {**killed, "best": "35"},
        {**other, "best": "2"},
        {**gone, "status": "withdrawn", "status_reason": "The agency withdrew it."},
        {
            **TRUCE,
            "likelihood": {"term": "likely"},
            "statement": "The ceasefire is likely to hold.",
        },
        {**GATE, "measure_status": "lifted"},
        {**FACT, "disputed": "yes"},
        ERROR,
        key_figures=["killed", "toll"],
    )
    notes = [
        ChangeNote(record=name, class_=ChangeClass.UPDATED, reason="Counted on.")
        for name in ("killed", "other")
    ]
    changes = classify(was, now, notes).changes

    box = since_box(changes, now, notices(was, now, changes))

    assert [line.text for line in box.lines] == [
        (
            "Civilians injured, Spin Boldak (UNAMA): in No. 3 we wrote 346 injured; "
            "right is 364 injured. Reason: We turned two digits round."
        ),
        ("Withdrawn, we no longer stand behind it: A strike hit a market. The agency withdrew it."),
        "We now judge that the ceasefire is likely (55–80%, before 20–45%) to hold.",
        "Newly contested: Talks began in Doha.",
        "The measure “Torkham is closed to trade” has been lifted (before: in force).",
        "Civilians killed, Spin Boldak (UNAMA): 35, up 18 from 17.",
    ]


def test_what_readers_acted_upon_and_is_gone_is_told_with_its_value_and_why() -> None:
    """Two figures and the fact that repeats them, dropped for one reason: one sentence."""
    ended: Written = {"status": "dropped", "status_reason": "No second copy was found."}
    unbounded = {name: held for name, held in TOLL.items() if name != "best"}
    killed: Written = {**unbounded, "id": "killed", "metric": "killed", "low": "50"}
    tally: Written = {**FACT, "id": "tally", "about": ["killed", "toll"]}
    minor: Written = {**FACT, "id": "minor", "statement": "A gate was painted."}
    was = side("3", killed, TOLL, tally, minor)
    now = side("4", *({**record, **ended} for record in (killed, TOLL, tally)), {**minor, **ended})
    changes = classify(was, now).changes

    box = since_box([change for change in changes if change.record != "minor"], now)

    assert [(line.text, line.always) for line in box.lines] == [
        (
            (
                "We no longer carry: at least 50 civilians killed and 346 civilians injured, Spin "
                "Boldak (UNAMA). No second copy was found."
            ),
            True,
        )
    ]
    assert since_box([change for change in changes if change.record == "minor"], now).lines == ()


def test_a_correction_whose_record_is_withdrawn_instead_is_told_first_all_the_same() -> None:
    gone: Written = {**TOLL, "status": "withdrawn", "status_reason": "It was of another day."}
    was, now = side("3", TOLL), side("4", gone, ERROR)
    changes = classify(was, now).changes

    box = since_box(changes, now, notices(was, now, changes))

    assert [line.text.partition(":")[0] for line in box.lines] == [
        "Civilians injured, Spin Boldak (UNAMA)",
        "Withdrawn, we no longer stand behind it",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source_status": "withdrawn"}, "Source withdrawn"),
        ({"source_status": "disputed"}, "Source disputed"),
        (
            {"reliability": "D"},
            "Source now graded D (not usually reliable), before B (usually reliable)",
        ),
    ],
)
def test_a_source_that_fell_is_told_with_its_reason(change: Written, words: str) -> None:
    """Not as "1 re-graded": whoever cites it must know."""
    wire: Written = {
        "type": "source", "id": "wire", "publisher": "The Wire", "title": "Gate shut",
        "published": "2025-10-14", "reliability": "B",
    }  # fmt: skip
    fallen = {**wire, **change, "status_reason": "Its photograph was of 2021."}
    was, now = side("3", wire), side("4", fallen)

    box = since_box(classify(was, now).changes, now)

    assert [line.text for line in box.lines] == [
        f"{words}: The Wire, “Gate shut”, 14 Oct 2025. Its photograph was of 2021."
    ]


def test_likelihood_and_confidence_stand_in_two_sentences() -> None:
    """ICD 203: never in one."""
    change: Written = {
        "likelihood": {"term": "likely"},
        "statement": "The ceasefire is likely to hold.",
        "confidence": {"level": "high"},
    }

    assert said(TRUCE, {**TRUCE, **change}, ChangeClass.JUDGEMENT_CHANGED) == (
        "We now judge that the ceasefire is likely (55–80%, before 20–45%) to hold. "
        "Our confidence is now high, before low. Reason: Why."
    )


def test_a_figure_that_held_says_until_when() -> None:
    """The day moved and the number did not."""
    assert said(TOLL, {**TOLL, "as_of": "2025-10-23"}, ChangeClass.UPDATED) == (
        "Civilians injured, Spin Boldak (UNAMA): still 346 on 23 Oct 2025."
    )


def test_every_kind_of_change_has_its_turn_in_the_box() -> None:
    """Eight new key figures leave room for the round of talks that failed."""
    figures: list[Written] = [{**TOLL, "id": f"toll-{n}"} for n in range(8)]
    keys: list[Plain] = [f"toll-{n}" for n in range(8)]
    talks: Written = {
        "type": "round", "id": "round-3", "number": 3, "venue": "spin", "summary": "no text"
    }  # fmt: skip
    now = side("4", *figures, {**talks, "outcome": "deadlock"}, key_figures=keys)

    box = since_box(classify(side("3", {**talks, "outcome": "ongoing"}), now).changes, now)

    assert [line.class_ for line in box.lines] == [
        ChangeClass.STATUS_MOVED,
        *[ChangeClass.ADDED] * (MAX_LINES - 1),
    ]
    assert box.lines[0].text == "Round 3 of the talks in Spin Boldak ended in deadlock: no text."


def test_the_box_holds_six_lines_and_counts_nothing() -> None:
    """A reader who is given more reads none; how many more there are tells a stranger nothing."""
    gates: list[Written] = [{**GATE, "id": f"gate-{n}"} for n in range(9)]
    now = side("4", *({**preflight, "measure_status": "eased"} for preflight in gates))

    box = since_box(classify(side("3", *gates), now).changes, now)

    assert len(box.lines) == MAX_LINES == 6


@pytest.mark.parametrize(
    ("change", "lines"),
    [({"statement": "The truce is unlikely to hold."}, 0), ({"likelihood": {"term": "likely"}}, 1)],
)
def test_the_box_says_why_a_key_judgement_moved_and_not_that_it_was_reworded(
    change: Written, lines: int
) -> None:
    """Page 1 says above it what we judge now."""
    was, now = side("3", TRUCE), side("4", {**TRUCE, **change})
    note = ChangeNote(
        record="truce", class_=ChangeClass.JUDGEMENT_CHANGED, reason="The guns fell silent."
    )

    box = since_box(classify(was, now, [note]).changes, now, elsewhere={"truce"})

    assert len(box.lines) == lines


def test_editorial_changes_are_for_the_machine_log() -> None:
    """No line, and the section is quiet."""
    now = side("4", {**TOLL, "stale_after": "2025-12-01"})
    changes = classify(side("3", TOLL), now).changes

    assert since_box(changes, now).lines == ()
    assert quiet_sections(changes, ["background", "militancy"]) == ("background", "militancy")


def test_a_section_with_a_change_is_not_quiet() -> None:
    """The others say "no change"."""
    changes = classify(side("3"), side("4", TOLL)).changes

    assert quiet_sections(changes, ["background", "militancy"]) == ("background",)


def test_what_was_only_looked_at_again_is_no_change_of_wording() -> None:
    watched: Written = {
        "type": "indicator", "id": "watch", "statement": "Reserves are called up",
        "indicator_status": "observed", "last_checked": "2025-10-18",
    }  # fmt: skip
    was, now = side("1", watched), side("2", {**watched, "last_checked": "2025-10-25"})
    (change,) = classify(was, now).changes

    assert sentence(change, now) == "Checked again: indicator “Reserves are called up”."


def test_a_new_source_is_called_by_who_published_it() -> None:
    """A headline alone reads as if we said it."""
    wire: Written = {
        "type": "source", "id": "wire", "publisher": "The Wire", "title": "Sixty hurt",
        "published": "2025-10-14",
    }  # fmt: skip
    was, now = side("3"), side("4", wire)

    (change,) = classify(was, now).changes

    assert sentence(change, now) == "New source: The Wire, “Sixty hurt”, 14 Oct 2025."


def test_an_edition_that_is_marked_lower_says_so_in_a_sentence() -> None:
    was, now = (
        edition_view(name=name, records={}, edition={"tlp": tlp})
        for name, tlp in (("3", "TLP:AMBER"), ("4", "TLP:GREEN"))
    )

    (change,) = classify(was, now).changes

    assert sentence(change, now) == "This brief is now marked TLP:GREEN, before TLP:AMBER."


def test_the_likelihood_of_an_alternative_is_not_that_of_the_judgement() -> None:
    """Alone the line would say the opposite of the judgement."""
    assert (
        field_in_sentence("alternatives[It breaks].likelihood.term") == "alternatives: likelihood"
    )
    assert field_in_sentence("likelihood.term") == "likelihood"


def test_days_that_went_by_are_no_news() -> None:
    """The number stands beside the box, and it grows whatever happens."""
    days: Written = {**TOLL, "metric": "days", "population": "unspecified"}
    was, now = side("3", days), side("4", {**days, "best": "353"}, key_figures=["toll"])

    assert since_box(classify(was, now).changes, now).lines == ()


def test_several_changes_are_counted_as_english_does() -> None:
    counts = {ChangeClass.JUDGEMENT_CHANGED: 2, ChangeClass.STATUS_MOVED: 1}

    assert counts_line(counts) == "2 judgements changed, 1 state moved"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            "ACLED (version 3) no longer gives this number.",
            "Withdrawn, for ACLED (version 3) no longer gives it: ",
        ),
        (
            "ACLED (read on 4 May 2026) no longer lists it.",
            "Withdrawn, for ACLED (read on 4 May 2026) no longer lists it: ",
        ),
        ("Its guards deny it.", "Withdrawn, we no longer stand behind it: "),
    ],
)
def test_what_a_data_set_took_back_is_told_in_its_name(reason: str, words: str) -> None:
    gone: Written = {**TOLL, "status": "withdrawn", "status_reason": reason}
    (change,) = classify(side("3", TOLL), after := side("4", gone), []).changes

    assert sentence(change, after).startswith(words + "346 civilians injured, Spin Boldak (UNAMA)")


LISTED: Written = {
    "type": "event", "id": "acled.1", "summary": "Armed clash, Mill", "event_type": "battle",
    "date_start": "2025-11-08", "place": "spin", "source_refs": ["acled"],
    "external_ids": [{"scheme": "acled", "id": "1"}],
}  # fmt: skip
ACLED: Written = {
    "type": "source", "id": "acled", "publisher": "Armed Conflict Data (ACLED)", "kind": "dataset",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "begins"),
    [
        ({}, "New event, listed by ACLED: "),
        ({"kind": "un_report"}, "New event: "),
        ({"attribution_rule": "chatham_house"}, "New event: "),
    ],
)
def test_a_new_event_of_a_data_set_is_told_in_its_name_with_its_day(
    changed: Written, begins: str
) -> None:
    source = {**ACLED, **changed}
    changes = classify(side("3", source), after := side("4", source, LISTED), []).changes

    assert [f"{begins}Armed clash, Mill, 8 Nov 2025."] == [
        sentence(change, after) for change in changes
    ]


def test_events_of_one_summary_are_told_apart_by_their_days() -> None:
    clash: Written = {
        "type": "event", "id": "a", "summary": "Clash, Mill", "event_type": "battle",
        "date_start": "2025-11-08", "place": "spin", "section": "militancy",
    }  # fmt: skip
    other: Written = {**clash, "id": "b", "date_start": "2025-11-09", "date_precision": "week"}
    after = side("4", clash, other, {**clash, "id": "c", "summary": "Shots"})

    assert ["Clash, Mill, 8 Nov 2025", "Clash, Mill, about 9 Nov 2025", "Shots"] == [
        title_of(after.records[id], after) for id in "abc"
    ]
