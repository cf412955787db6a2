"""What an import would do: the file, the last import and the seeds side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal

import pytest

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, LeftOut, Refusal
from reportkit.imports.compare import Verdict, canonical
from reportkit.imports.preview import Preview
from reportkit.imports.spool import Spool
from reportkit.imports.state import Header, Imported, State, digest_of, state_bytes
from reportkit.loading.serialize import from_plain
from reportkit.model.book import Records
from reportkit.model.envelope import Record
from reportkit.model.evidence import Place
from reportkit.model.vocabulary.series import Status
from reportkit.problems import Mark, Problem
from tests.imports.made import event, source, toll


def record(candidate: Candidate) -> Record:
    """The record that the seeds hold after an import."""
    return from_plain(candidate.kind, canonical(candidate.kind, candidate.values), {})


def records(*held: Record) -> Records:
    return Records({one.id: one for one in held}, {one.id: one.type for one in held})


def imported(*candidates: Candidate, gone: str = "", **header: object) -> State:
    """What was imported last time, and is in the seeds as it was."""
    lines = [
        Imported(one.kind, str(one.values["id"]), one.key, one.row, one.values,
                 digest_of(record(one)), gone)
        for one in candidates
    ]  # fmt: skip
    content = state_bytes("monitor", Header(**header), lines)  # type: ignore[arg-type]
    return State(
        Header(**header),  # type: ignore[arg-type]
        {line.id: text for line, text in zip(sorted(lines, key=lambda one: one.id),
                                             content.splitlines()[1:], strict=True)},
    )  # fmt: skip


_OPEN = ExitStack()


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    with _OPEN:
        yield


def preview(
    stream: Iterable[Candidate | Refusal | LeftOut],
    *,
    seeds: Sequence[Record] = (),
    last: State | None = None,
    **header: object,
) -> Preview:
    spool = _OPEN.enter_context(Spool())
    made = Preview("events.csv", records(*seeds), last or State(), Header(**header), spool)  # type: ignore[arg-type]
    made.fill(stream)
    return made


def verdicts(made: Preview) -> dict[str, str]:
    return {one.record: str(one.verdict) for one in made.entries.values()}


def test_what_the_seeds_lack_is_new() -> None:
    made = preview([source(), event(1), toll(1, "3")])

    new = dict.fromkeys(["monitor", "monitor.v1", "monitor.v1.killed"], "new")
    assert new == verdicts(made)


def test_what_says_the_same_as_last_time_is_counted_and_not_kept() -> None:
    made = preview([event(1)], seeds=[record(event(1))], last=imported(event(1)))

    assert {} == made.entries
    assert 1 == made.counts[Verdict.SAME]


def test_another_number_in_the_file_is_a_change() -> None:
    made = preview(
        [event(1), toll(1, "4")],
        seeds=[record(event(1)), record(toll(1, "3"))],
        last=imported(event(1), toll(1, "3")),
    )

    (entry,) = made.entries.values()
    assert Verdict.CHANGED is entry.verdict
    assert [("best", "3", "4", "3")] == [tuple(one)[:4] for one in entry.differences]


def test_what_the_desk_changed_is_kept() -> None:
    mine = record(toll(1, "3")).replace(best=Decimal(5))

    made = preview([event(1), toll(1, "3")], seeds=[record(event(1)), mine],
                   last=imported(event(1), toll(1, "3")))  # fmt: skip

    assert {"monitor.v1.killed": "edited"} == verdicts(made)


def test_what_both_changed_is_a_conflict_and_what_only_the_file_changed_is_not() -> None:
    mine = record(toll(1, "3")).replace(best=Decimal(5))

    made = preview([event(1), toll(1, "4", high="9")], seeds=[record(event(1)), mine],
                   last=imported(event(1), toll(1, "3")))  # fmt: skip

    (entry,) = made.entries.values()
    assert {"best": "conflict", "high": "changed"} == {
        one.key: str(one.verdict) for one in entry.differences
    }
    assert Verdict.CONFLICT is entry.verdict


def test_what_both_changed_alike_is_no_change() -> None:
    mine = record(toll(1, "3")).replace(best=Decimal(4))

    made = preview([toll(1, "4")], seeds=[mine], last=imported(toll(1, "3")))

    assert {} == made.entries


def test_without_a_last_import_every_difference_is_shown_and_nothing_overwritten() -> None:
    made = preview([toll(1, "4")], seeds=[record(toll(1, "3"))])

    assert {"monitor.v1.killed": "conflict"} == verdicts(made)


def test_another_day_of_access_alone_is_no_change() -> None:
    made = preview([source(accessed="2026-02-01")], seeds=[record(source())],
                   last=imported(source()))  # fmt: skip

    assert {} == made.entries


def test_keys_that_the_desk_added_are_its_own() -> None:
    mine = record(event(1)).replace(internal_note="ask the mill", sub_type="Raid")

    made = preview([event(1)], seeds=[mine], last=imported(event(1)))

    assert {} == made.entries


def test_what_the_desk_deleted_does_not_come_back() -> None:
    made = preview([event(1)], last=imported(event(1)))

    assert {"monitor.v1": "deleted"} == verdicts(made)


def test_what_the_desk_withdrew_is_not_changed() -> None:
    mine = record(toll(1, "3")).replace(status=Status.WITHDRAWN)

    made = preview([toll(1, "4")], seeds=[mine], last=imported(toll(1, "3")))

    assert {"monitor.v1.killed": "ended"} == verdicts(made)


def test_a_record_that_was_renamed_is_found_by_its_old_id_or_by_the_number_of_the_data_set() -> (
    None
):
    mine = record(event(1)).replace(id="raid", formerly="monitor.v1")
    other = record(event(2)).replace(id="ambush")

    made = preview(
        [event(1), toll(1, "3"), event(2), toll(2, "1")],
        seeds=[mine, other, record(toll(1, "3")).replace(event="raid")],
        last=imported(event(1), event(2), toll(1, "3")),
    )

    assert {"monitor.v2.killed": "new"} == verdicts(made)
    assert "ambush" == made.values_of(made.entries["monitor.v2.killed"])["event"]


def test_a_record_that_was_renamed_where_the_file_comes_from_is_no_new_one() -> None:
    moved = event(1, id="raid", formerly="monitor.v1")

    made = preview([moved, toll(1, "3", event="raid")], seeds=[record(event(1))])

    assert {"monitor.v1.killed": "new"} == verdicts(made)
    assert "monitor.v1" == made.values_of(made.entries["monitor.v1.killed"])["event"]


def test_what_differs_in_a_record_that_was_renamed_elsewhere_is_shown_at_its_own_id() -> None:
    moved = event(1, id="raid", formerly="monitor.v1", event_type="riot")

    made = preview([moved], seeds=[record(event(1))])

    [entry] = made.entries.values()
    assert ("monitor.v1", ["event_type"]) == (
        entry.record, [one.key for one in entry.differences],
    )  # fmt: skip


def test_a_row_that_stands_there_twice_is_counted() -> None:
    made = preview([event(1, row="x"), event(1, line=9, row="x")])

    assert (1, []) == (made.counts[Verdict.DUPLICATE], made.problems)
    assert {"monitor.v1": "new"} == verdicts(made)


def test_a_key_that_is_used_twice_for_different_things_is_refused_with_both_lines() -> None:
    made = preview([event(1, line=2), event(1, line=9, date_start="2026-01-08")])

    (problem,) = made.problems
    assert ("import-key-repeated", Mark("events.csv", 9, 1)) == (problem.code, problem.mark)
    assert "the first is on line 2" in problem.hint
    assert {} == made.entries


@pytest.mark.parametrize("again", [(event(1, line=9, summary="Raid"), toll(1, "5")),
                                   (event(1, line=9, summary="Raid"), toll(1, "3"))])  # fmt: skip
def test_nothing_is_taken_of_rows_that_share_a_key(again: tuple[Candidate, Candidate]) -> None:
    before = [event(1), toll(1, "4")]

    first = preview([event(1), toll(1, "3"), *again])
    later = preview([event(1), *again], seeds=list(map(record, before)), last=imported(*before))

    assert ({}, {}) == (verdicts(first), verdicts(later))


def test_a_toll_is_not_taken_without_its_event() -> None:
    made = preview([event(1, event_type="brawl"), toll(1, "3")])

    assert ({}, 1) == (verdicts(made), len(made.problems))


def test_an_event_is_not_taken_without_its_place_nor_its_toll_without_it() -> None:
    hut = Candidate(Place, "hut", {"id": "hut", "name": "a\u202eb", "kind": "city",
                                   "country": "Valley", "geo_precision": "1"}, 2)  # fmt: skip

    made = preview([hut, event(1, place="hut"), toll(1, "3"), event(2)])

    assert {"monitor.v2": "new"} == verdicts(made)
    assert "monitor.v1 speaks of hut, which is refused (line 2)" in [
        one.message for one in made.problems
    ]


def test_the_same_source_for_many_rows_is_no_duplicate() -> None:
    made = preview([source(), event(1), source(), event(2)])

    assert 0 == made.counts[Verdict.DUPLICATE]


def test_a_value_that_no_record_can_hold_is_refused_with_its_line() -> None:
    made = preview([event(1, event_type="brawl"), event(2, date_start="soon"),
                    event(3, summary="a\u202eb"), event(4, colour="red")])  # fmt: skip

    assert [2, 3, 4, 5] == [problem.mark.line for problem in made.problems]
    assert {} == made.entries


def test_an_id_of_another_type_is_refused() -> None:
    made = preview([event(1)], seeds=[record(toll(1, "3")).replace(id="monitor.v1")])

    assert ["monitor.v1 is the id of a figure already"] == [one.message for one in made.problems]


# -- what is not there any more ----------------------------------------------------------------


def test_what_the_file_no_longer_has_within_its_days_has_vanished() -> None:
    gone = event(2)
    later, sooner = event(3, date_start="2026-02-01"), event(5, date_start="2025-12-01")
    held = [event(1), event(4, date_start="2026-01-20")]
    last = imported(gone, later, sooner, *held)

    made = preview(held, seeds=[record(one) for one in (gone, later, sooner, *held)], last=last)

    assert {"monitor.v2": "vanished"} == verdicts(made)


def test_a_month_within_which_an_event_was_does_not_widen_the_days_of_a_file() -> None:
    """It was given its middle in the file; the days before are those of another file."""
    month = event(2, date_start="2026-01-01", date_end="2026-01-31", date_precision="month")
    early = event(1, date_start="2026-01-03")

    made = preview(
        [month, event(3, date_start="2026-01-14"), event(4, date_start="2026-01-18")],
        seeds=[record(early)],
        last=imported(early),
    )

    assert 0 == made.counts[Verdict.VANISHED]


def test_an_event_of_a_week_has_vanished_from_a_file_that_holds_its_middle() -> None:
    week = event(1, date_start="2026-01-11", date_end="2026-01-17", date_precision="week")

    made = preview(
        [event(3, date_start="2026-01-13"), event(4, date_start="2026-01-18")],
        seeds=[record(week)],
        last=imported(week),
    )

    assert {"monitor.v1": "vanished"}.items() <= verdicts(made).items()


def test_a_toll_vanishes_with_its_event_or_when_the_file_gives_none_any_more() -> None:
    before = [event(1), toll(1, "3"), event(2), toll(2, "1")]

    made = preview([event(1)], seeds=list(map(record, before)), last=imported(*before))

    gone = ["monitor.v1.killed", "monitor.v2", "monitor.v2.killed"]
    assert dict.fromkeys(gone, "vanished") == verdicts(made)


def test_what_other_filters_leave_out_has_not_vanished() -> None:
    before = [event(1), event(2)]

    made = preview(
        [event(1), LeftOut("V2")], seeds=list(map(record, before)), last=imported(*before),
        filters={"place": "mill"},
    )  # fmt: skip

    assert {} == verdicts(made)


def test_days_that_were_asked_for_again_are_those_of_the_file() -> None:
    before = [event(1), event(2, date_start="2026-01-09")]
    days = {"from": "2026-01-05", "until": "2026-01-11"}

    made = preview([event(1)], seeds=list(map(record, before)),
                   last=imported(*before, filters=days), filters=days)  # fmt: skip

    assert {"monitor.v2": "vanished"} == verdicts(made)


def test_events_have_not_vanished_from_a_file_that_is_read_as_figures() -> None:
    before = [event(1), toll(1, "3")]
    total = toll(2, "3", as_of="2026-01-07")
    del total.values["event"]

    made = preview([total], seeds=list(map(record, before)), last=imported(*before))

    assert {"monitor.v2.killed": "new"} == verdicts(made)


def test_a_row_that_is_refused_has_not_vanished() -> None:
    before = [event(1), event(2)]

    made = preview([event(1), event(2, event_type="brawl")], seeds=list(map(record, before)),
                   last=imported(*before))  # fmt: skip

    assert {} == verdicts(made)


@pytest.mark.parametrize("row", [event(1), event(2), LeftOut("V1"), LeftOut("V2")])
def test_a_record_that_the_desk_made_of_two_has_not_vanished_while_one_is_there(
    row: Candidate | LeftOut,
) -> None:
    before = [event(1), event(2)]
    numbers: Value = [{"scheme": "monitor", "id": "V1"}, {"scheme": "monitor", "id": "V2"}]
    both = record(event(1, external_ids=numbers))

    made = preview([row, event(3)], seeds=[both], last=imported(*before))

    assert "vanished" not in verdicts(made).values()


@pytest.mark.parametrize(
    "unread", [LeftOut("", 3), Refusal(Problem("table-row-width", "cut", Mark("events.csv", 3, 1)))]
)
def test_where_the_number_of_a_row_cannot_be_read_nothing_has_vanished(
    unread: LeftOut | Refusal,
) -> None:
    before = [event(1), event(2)]

    made = preview([event(1), unread], seeds=list(map(record, before)), last=imported(*before))

    assert {} == verdicts(made)


def test_what_vanished_is_shown_until_the_desk_ends_it() -> None:
    gone = imported(event(2), gone="2026-01-12")

    shown = preview([], seeds=[record(event(2))], last=gone)
    ended = preview([], seeds=[record(event(2)).replace(status=Status.WITHDRAWN)], last=gone)

    assert ({"monitor.v2": "vanished"}, {}) == (verdicts(shown), verdicts(ended))


def test_a_refusal_travels_along() -> None:
    problem = Problem("import-date", "is no day", Mark("events.csv", 7, 3))

    made = preview([Refusal(problem), event(1)])

    assert [problem] == made.problems
    assert 1 == made.counts[Verdict.REFUSED]


def test_a_record_that_would_now_speak_of_one_that_is_refused_is_not_changed() -> None:
    """The seeds would name a place that is nowhere."""
    mill = Candidate(Place, "mill", {"id": "mill", "name": "The mill", "kind": "city",
                                     "country": "Valley", "geo_precision": "1"}, 1)  # fmt: skip
    weir = Candidate(Place, "weir", {"id": "weir", "name": "The weir", "kind": "odd",
                                     "country": "Valley", "geo_precision": "1"}, 2)  # fmt: skip
    moved = event(1, place="weir", line=3)

    made = preview(
        [weir, moved],
        seeds=[record(mill), record(event(1))],
        last=imported(event(1)),
    )

    assert {} == verdicts(made)
    assert [
        "weir kind cannot be 'odd'",
        "monitor.v1 speaks of weir, which is refused (line 2)",
    ] == [one.message for one in made.problems]


def test_a_text_that_is_too_long_for_the_seeds_is_refused_on_its_line() -> None:
    made = preview([event(1, summary="x" * 4001, line=7), event(2)])

    assert ["monitor.v2"] == list(verdicts(made))
    (problem,) = made.problems
    assert (7, "monitor.v1 summary has 4001 characters") == (problem.mark.line, problem.message)
