"""The log as data and as text: counted, reconciled, the same bytes for the same changes."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reportkit.changes.classify import classify
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import Reconciliation, baseline, change_log, within
from reportkit.changes.net import collapse, read_log
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import Tlp
from reportkit.phrasing.change_log import counts_of, discrepancy, to_json, to_markdown
from tests.records import Written, edition_view

if TYPE_CHECKING:
    from reportkit.changes.log import ChangeLog
    from reportkit.loading.serialize import Plain

A: Written = {"type": "fact", "id": "a", "statement": "One | two.", "section": "militancy"}
B: Written = {"type": "fact", "id": "b", "statement": "Talks began."}
TOLL: Written = {"type": "figure", "id": "toll", "metric": "injured", "best": "346"}


def side(name: str, *records: Written) -> EditionView:
    return edition_view(name=name, records={str(record["id"]): record for record in records})


def logged(was: EditionView, now: EditionView, *notes: ChangeNote) -> ChangeLog:
    return change_log(was, now, classify(was, now, notes))


def updated(record: str, reason: str) -> ChangeNote:
    return ChangeNote(record=record, class_=ChangeClass.UPDATED, reason=reason)


def dropped(record: Written) -> Written:
    return {**record, "status": "dropped", "status_reason": "It is old."}


def test_a_first_edition_is_a_baseline() -> None:
    """Nothing is new because nothing was before; what has ended is not carried."""
    now = side("1", A, dropped(B))
    log = baseline(now)

    assert (log.changes, log.baseline, counts_of(log)) == ((), True, "baseline")
    assert log.reconciliation == Reconciliation(1, 0, 0, 1)
    assert json.loads(to_json(log, now))["from"] is None


def test_counts_are_of_records_and_reconcile() -> None:
    """Before + added - ended = now."""
    was, now = side("3", A, TOLL), side("4", dropped(A), {**TOLL, "best": "425"}, B)

    log = logged(was, now, updated("toll", "The mission went on counting."))

    assert log.reconciliation == Reconciliation(before=2, added=1, ended=1, now=2)
    assert log.reconciliation.holds
    assert log.counts == {ChangeClass.ADDED: 1, ChangeClass.UPDATED: 1, ChangeClass.DROPPED: 1}
    assert counts_of(log) == "1 added, 1 updated, 1 dropped"


def test_a_log_that_misses_a_record_does_not_reconcile() -> None:
    """The sum is over the changes, not over the records."""
    assert not Reconciliation(before=2, added=0, ended=0, now=3).holds


def test_ended_once_is_ended_once() -> None:
    """A dropped record that is withdrawn later has left already."""
    withdrawn: Written = {**A, "status": "withdrawn", "status_reason": "Wrong."}

    log = logged(side("3", dropped(A), B), side("4", withdrawn, B))

    assert log.reconciliation == Reconciliation(1, 0, 0, 1)


def test_json_has_a_row_for_each_field() -> None:
    """Documented names, the numbers as written."""
    was, now = side("3", TOLL), side("4", {**TOLL, "best": "425", "as_of": "2025-10-19"})

    document = json.loads(to_json(logged(was, now, updated("toll", "It went on.")), now))

    assert (document["schema_version"], document["from"], document["to"]) == (1, "3", "4")
    assert [(row["field"], row["was"], row["now"]) for row in document["changes"]] == [
        ("as_of", None, "2025-10-19"),
        ("best", "346", "425"),
    ]
    assert document["changes"][1] == {
        "record": "toll", "type": "figure", "title": "people injured ()", "section": None,
        "class": "UPDATED", "kind": [], "field": "best", "was": "346", "now": "425",
        "reason": "It went on.", "evidence": [], "significance": "substantive", "key": False,
        "formerly": None, "via": [],
        "sentence": "People injured (), as of 19 Oct 2025: 425, up 79 from 346 (+23%).",
    }  # fmt: skip
    assert document["counts"] == {"UPDATED": 1}
    assert document["reconciliation"] == {"before": 1, "added": 0, "ended": 0, "now": 1}


def test_markdown_says_what_we_said_and_what_we_say() -> None:
    """Without ids, classes and fields: those are in changes.json."""
    was, now = side("3", TOLL), side("4", {**TOLL, "best": "425", "as_of": "2025-10-19"})

    text = to_markdown(logged(was, now, updated("toll", "It went on.")), now)

    assert text.splitlines()[4] == (
        "- People injured (). We said (No. 3): 346. We now say: 425 on 19 Oct 2025. "
        "Because it went on."
    )


def test_a_published_record_that_is_gone_is_told() -> None:
    """It was neither dropped nor withdrawn: the sum does not hold, and says so."""
    was, now = side("3", A, B), side("4", A)

    log = logged(was, now)

    assert not log.reconciliation.holds
    assert (log.vanished, counts_of(log)) == (("b",), "1 no longer on file")
    assert discrepancy(log) == (
        "This does not add up: 2 expected, 1 on file. Published and no longer on file: b."
    )
    assert discrepancy(log) in to_markdown(log, now)


def test_the_same_log_gives_the_same_bytes() -> None:
    """The order of records and of lists in the seeds says nothing."""
    sources: Plain = ["x", "y"]
    turned: Plain = ["y", "x"]
    one = side("4", {**A, "source_refs": sources}, {**TOLL, "best": "1"}, B)
    other = side("4", B, {**TOLL, "best": "1"}, {**A, "source_refs": turned})
    was = side("3", A, TOLL)

    assert to_json(logged(was, one), one) == to_json(logged(was, other), other)


def test_markdown_shows_texts_as_they_are() -> None:
    """No character of the seeds is markup."""
    was, now = side("3", A, TOLL), side("4", {**A, "statement": "<b>x|y</b>"}, TOLL, B)

    text = to_markdown(logged(was, now, updated("a", "New *text*.")), now)

    assert text == (
        "# Change log of No. 4\n"
        "\n"
        "### Other\n"
        "\n"
        "- We said (No. 3): One \\| two. We now say: \\<b\\>x\\|y\\</b\\>. "
        "Reason: New \\*text\\*.\n"
        "- Talks began.\n"
    )


def test_a_rename_is_told_by_the_machine_log_alone() -> None:
    """No change, no count, and nothing that a reader would have to know."""
    was, now = side("3", A), side("4", {**A, "id": "c", "formerly": "a"})
    log = logged(was, now)

    assert (log.changes, counts_of(log), log.renamed) == ((), "no change", {"c": "a"})
    assert "Nothing has changed since No. 3." in to_markdown(log, now)


def test_a_log_tells_no_more_than_its_marking() -> None:
    """The value of a record that was restricted before stays restricted."""
    was = side("3", {**A, "tlp": "TLP:RED"}, TOLL)
    now = side("4", {**A, "statement": "Open now."}, {**TOLL, "best": "425"})

    log = within(logged(was, now), Tlp.AMBER)

    assert [change.record for change in log.changes] == ["toll"]
    assert b"One" not in to_json(log, now)


def test_who_may_have_a_marking_has_all_of_it() -> None:
    """Up to TLP:AMBER is TLP:AMBER too."""
    was = side("3", {**A, "tlp": "TLP:AMBER"}, {**B, "tlp": "TLP:RED"})
    now = side(
        "4",
        {**A, "tlp": "TLP:AMBER", "statement": "Two."},
        {**B, "tlp": "TLP:RED", "statement": "Talks ended."},
    )

    assert [change.record for change in within(logged(was, now), Tlp.AMBER).changes] == ["a"]


def test_several_editions_collapse_to_the_net_change() -> None:
    """First against last, with what the editions between said of it."""
    one = side("1", TOLL, A, B)
    two = side("2", {**TOLL, "best": "400"}, {**A, "statement": "Passing."}, B)
    moved: Written = {**TOLL, "id": "un.toll", "formerly": "toll", "best": "425"}
    three = side("3", moved, A, dropped(B))
    sealed = [
        read_log(to_json(logged(was, now, *notes), now), now.name)
        for was, now, notes in (
            (one, two, [updated("toll", "It went on."), updated("a", "Passing.")]),
            (two, three, [updated("un.toll", "It ended."), updated("a", "Gone.")]),
        )
    ]

    net = collapse(one, three, sealed)

    assert [
        (change.record, change.class_, change.reason, [step.edition for step in change.via])
        for change in net.changes
    ] == [
        ("b", ChangeClass.DROPPED, "It is old.", ["3"]),
        ("un.toll", ChangeClass.UPDATED, "It went on. It ended.", ["2", "3"]),
    ]
    assert [(found.was, found.now) for found in net.changes[1].fields] == [
        (Decimal(346), Decimal(425))
    ]
    assert (net.renamed, net.reconciliation) == ({"un.toll": "toll"}, Reconciliation(3, 0, 1, 2))


def test_what_was_reviewed_and_kept_is_so_in_the_net_change_too() -> None:
    """A mail counts it as the page does: nothing of the record was updated."""
    cited: Written = {**B, "source_refs": ["x"]}
    again: Written = {**B, "source_refs": ["x", "y"]}
    kept = ChangeNote(record="b", class_=ChangeClass.REAFFIRMED, reason="A second report.")
    still = ChangeNote(record="a", class_=ChangeClass.REAFFIRMED, reason="Asked again.")
    one, two = side("1", A, cited), side("2", A, again)
    log = logged(one, two, kept, still)

    net = collapse(one, two, [read_log(to_json(log, two), "2")])

    assert net.counts == log.counts == {ChangeClass.REAFFIRMED: 2}
    assert [change.reason for change in net.changes] == ["Asked again.", "A second report."]


def test_the_net_change_keeps_the_gravest_class_on_the_way() -> None:
    """Once corrected, a reader who missed it must learn that we were wrong."""
    entry: Written = {
        "type": "correction", "id": "err", "record": "toll", "field": "best", "because": "misread",
    }  # fmt: skip
    one, two = side("1", TOLL), side("2", {**TOLL, "best": "364"}, entry)
    three = side("3", {**TOLL, "best": "425"}, entry)
    sealed = [
        read_log(to_json(logged(one, two), two), "2"),
        read_log(to_json(logged(two, three, updated("toll", "It went on.")), three), "3"),
    ]

    net = collapse(one, three, sealed)

    assert [change.class_ for change in net.changes] == [ChangeClass.ADDED, ChangeClass.CORRECTED]


def test_one_error_in_two_fields_is_one_change_of_the_net() -> None:
    """A correction tells of the day, and the author's note of the sentence that holds it too."""
    left: Written = {**B, "statement": "They left on the 13th.", "date": "2025-11-13"}
    right: Written = {**B, "statement": "They left on the 14th.", "date": "2025-11-14"}
    entry: Written = {
        "type": "correction", "id": "err", "record": "b", "field": "date", "because": "we misread",
    }  # fmt: skip
    one, two, three = side("1", left), side("2", right, entry), side("3", right, entry, A)
    wrong = ChangeNote(record="b", class_=ChangeClass.CORRECTED, reason="We read the wrong line.")
    sealed = [
        read_log(to_json(logged(one, two, wrong), two), "2"),
        read_log(to_json(logged(two, three), three), "3"),
    ]

    net = collapse(one, three, sealed)

    (change,) = (change for change in net.changes if change.record == "b")
    assert change.class_ is ChangeClass.CORRECTED
    assert ["date", "statement"] == [found.field for found in change.fields]
    assert change.reason == "We read the wrong line."


def test_a_reason_that_followed_because_is_a_sentence_alone() -> None:
    entry: Written = {
        "type": "correction", "id": "err", "record": "toll", "field": "best", "because": "misread",
    }  # fmt: skip

    log = logged(side("1", TOLL), side("2", {**TOLL, "best": "364"}, entry))

    assert ["Misread."] == [change.reason for change in log.changes if change.record == "toll"]


def test_an_error_that_came_and_went_on_the_way_is_none_to_who_never_met_it() -> None:
    """No. 1 said 346, No. 2 wrongly 500, No. 3 rightly 364: no reader of No. 1 was misled."""
    entry: Written = {
        "type": "correction", "id": "err", "record": "toll", "field": "best", "because": "misread",
        "editions_affected": ["2"],
    }  # fmt: skip
    one, two = side("1", TOLL), side("2", {**TOLL, "best": "500"})
    three = side("3", {**TOLL, "best": "364"}, entry)
    sealed = [
        read_log(to_json(logged(one, two, updated("toll", "It went on.")), two), "2"),
        read_log(to_json(logged(two, three), three), "3"),
    ]
    assert sealed[1].counts["CORRECTED"] == 1

    net = collapse(one, three, sealed)

    (toll,) = (change for change in net.changes if change.record == "toll")
    # "It went on" was said of 500.
    assert (toll.class_, toll.reason) == (ChangeClass.UPDATED, None)
    assert [(found.was, found.now) for found in toll.fields] == [(Decimal(346), Decimal(364))]


def test_what_ended_and_left_the_seeds_is_still_told() -> None:
    """Dropped in No. 2, gone from the seeds in No. 3."""
    one, two, three = side("1", A, B), side("2", dropped(A), B), side("3", B)
    sealed = [
        read_log(to_json(logged(was, now), now), now.name)
        for was, now in ((one, two), (two, three))
    ]

    net = collapse(one, three, sealed)

    assert [(change.record, change.class_) for change in net.changes] == [
        ("a", ChangeClass.DROPPED)
    ]
    assert net.reconciliation.holds


def test_what_ended_twice_and_left_the_seeds_is_told_as_it_ended_last() -> None:
    """Dropped in No. 2, withdrawn in No. 3, gone in No. 4: nobody is to go on using it."""
    withdrawn: Written = {**A, "status": "withdrawn", "status_reason": "It was wrong."}
    sides = side("1", A, B), side("2", dropped(A), B), side("3", withdrawn, B), side("4", B)
    sealed = [read_log(to_json(logged(was, now), now), now.name) for was, now in pairwise(sides)]

    (change,) = collapse(sides[0], sides[-1], sealed).changes

    assert (change.class_, change.reason) == (ChangeClass.WITHDRAWN, "It was wrong.")
