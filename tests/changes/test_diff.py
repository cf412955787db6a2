"""Two snapshots are compared by id and field, by meaning and not by spelling."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from reportkit.changes.diff import Comparison, Difference, compare, differences_of
from reportkit.loading.serialize import plain_value
from reportkit.model.series import Brief
from tests.records import by_id, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportkit.loading.serialize import Plain
    from reportkit.model.envelope import Record
    from tests.records import Written


def written(differences: Iterable[Difference]) -> tuple[tuple[object, ...], ...]:
    """Give differences with their values as YAML has them."""
    return tuple(
        (one.record, one.field, plain_value(one.was), plain_value(one.now)) for one in differences
    )


def fact(id: str = "talks.open", **fields: Plain) -> Written:
    return {"type": "fact", "id": id, "statement": "Talks began.", **fields}


def figure(id: str = "toll", **fields: Plain) -> Written:
    return {"type": "figure", "id": id, "metric": "injured", "provider": "un", **fields}


def round_(**fields: Plain) -> Written:
    return {"type": "round", "id": "round-2", "outcome": "ongoing", **fields}


def codes(found: Comparison) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_book_compared_with_itself_gives_nothing() -> None:
    """The same records in another order differ in nothing."""
    one, other = by_id(fact("a"), figure("b")), by_id(figure("b"), fact("a"))

    assert compare(one, other) == Comparison((), (), {}, ())


def test_a_changed_field_is_told_with_both_values() -> None:
    """A difference names record, field, what it was and what it is."""
    found = compare(by_id(figure(best="346")), by_id(figure(best="425", as_of="2025-10-19")))

    assert written(found.differences) == (
        ("toll", "as_of", None, "2025-10-19"),
        ("toll", "best", "346", "425"),
    )


@pytest.mark.parametrize(("was", "now"), [("1.10", "1.1"), ("100", "100.0"), ("0.30", "0.3")])
def test_a_number_spelt_otherwise_is_the_same(was: str, now: str) -> None:
    """Decimals compare as numbers."""
    assert compare(by_id(figure(best=was)), by_id(figure(best=now))).differences == ()


def test_a_second_item_of_one_name_is_compared_too() -> None:
    """Two delegations of one party: neither stands for the other."""
    first: Written = {"party": "north", "head": "A minister"}
    second: Written = {"party": "north", "head": "B general"}

    comparison = compare(
        by_id(round_(delegations=[dict(first), dict(second)])),
        by_id(round_(delegations=[{**first, "note": "left early"}, dict(second)])),
    )
    gone = compare(
        by_id(round_(delegations=[dict(first), dict(second)])),
        by_id(round_(delegations=[dict(first)])),
    )

    assert written(comparison.differences) == (
        ("round-2", "delegations[north].note", None, "left early"),
    )
    assert written(gone.differences) == (("round-2", "delegations[north (2)]", dict(second), None),)


def test_a_text_that_looks_like_a_number_is_a_text() -> None:
    """Only number fields compare as numbers: No. 1.10 is not No. 1.1."""
    was, now = (by_id(fact(statement=text)) for text in ("1.10", "1.1"))

    assert written(compare(was, now).differences) == (("talks.open", "statement", "1.10", "1.1"),)


def test_a_default_written_out_is_no_change() -> None:
    """A field at its default is left out of snapshots; saying it changes nothing."""
    now = by_id(figure(best="1", operator="exact", status="current"))

    assert compare(by_id(figure(best="1")), now).differences == ()


def test_a_field_left_at_its_default_is_told_by_its_value() -> None:
    """From "exact", which is not written, to "about"."""
    found = compare(by_id(figure()), by_id(figure(operator="about")))

    assert written(found.differences) == (("toll", "operator", "exact", "about"),)


def test_a_field_that_the_old_format_lacked_is_no_change() -> None:
    """The edition before could not say it."""
    now = by_id(fact(standing=True))

    assert compare(by_id(fact()), now, unknown_then={("fact", "standing")}).differences == ()


def test_lists_of_ids_compare_as_sets() -> None:
    """Sources in another order are the same sources; one more is told in sorted order."""
    was = by_id(fact("a", source_refs=["x", "y"]), fact("b", source_refs=["x"]))
    now = by_id(fact("a", source_refs=["y", "x"]), fact("b", source_refs=["x", "c"]))

    assert written(compare(was, now).differences) == (("b", "source_refs", ["x"], ["c", "x"]),)


def test_positions_of_a_round_compare_by_party_and_demand() -> None:
    """A position that moved in its list is the same; a red line is told inside it."""
    ours: Plain = {"party": "pk", "demand": "no sanctuary"}
    theirs: Plain = {"party": "af", "demand": "no strikes"}
    harder: Plain = {"party": "af", "demand": "no strikes", "red_line": "airspace"}

    comparison = compare(
        by_id(round_(positions=[ours, theirs])), by_id(round_(positions=[harder, ours]))
    )

    assert written(comparison.differences) == (
        ("round-2", "positions[af, no strikes].red_line", None, "airspace"),
    )


def test_an_item_that_is_new_in_a_list_is_told_whole() -> None:
    """A delegation that came is one difference, by its party."""
    came: Plain = {"party": "af", "head": "a minister"}

    found = compare(by_id(round_()), by_id(round_(delegations=[came])))

    assert written(found.differences) == (("round-2", "delegations[af]", None, came),)


def test_nested_fields_are_told_by_their_path() -> None:
    """Confidence is compared part by part."""
    was, now = (
        by_id({"type": "judgement", "id": "j", "confidence": {"level": level}})
        for level in ("low", "high")
    )

    assert written(compare(was, now).differences) == (("j", "confidence.level", "low", "high"),)


def test_a_renamed_record_is_followed() -> None:
    """The rename alone is no change, and records that name the old id have not changed."""
    was = by_id(figure("toll"), fact(about=["toll"]))
    now = by_id(figure("un.toll", formerly="toll"), fact(about=["un.toll"]))

    assert compare(was, now) == Comparison((), (), {"un.toll": "toll"}, ())


def test_formerly_kept_in_later_editions_says_nothing_more() -> None:
    """An id that the edition before had already is that record."""
    book = by_id(figure("un.toll", formerly="toll"))

    assert compare(book, book) == Comparison((), (), {}, ())


def test_a_vanished_record_is_an_error_that_asks_how_it_ended() -> None:
    """What was published cannot go in silence."""
    comparison = compare(by_id(fact()), {})

    assert codes(comparison) == ["record-vanished"]
    assert "superseded_by" in comparison.problems[0].hint
    assert "withdrawn" in comparison.problems[0].hint
    assert "dropped" in comparison.problems[0].hint


def test_the_same_text_under_a_new_id_is_not_guessed_to_be_the_same() -> None:
    """Removed and added, and a hint at 'formerly'."""
    found = compare(by_id(fact("a")), by_id(fact("b")))

    assert (found.added, found.gone, codes(found)) == (("b",), ("a",), ["record-vanished"])
    assert "formerly: a" in found.problems[0].hint


def test_a_record_that_had_ended_may_leave_the_seeds() -> None:
    """Its end was published."""
    assert codes(compare(by_id(fact(status="dropped", status_reason="old")), {})) == []


def test_an_id_reused_for_another_type_is_an_error() -> None:
    """An id never means two things."""
    assert codes(compare(by_id(fact("a")), by_id(figure("a")))) == ["record-retyped"]


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (by_id(fact("a"), fact("b", formerly="a")), "formerly-taken"),
        (by_id(fact("b", formerly="a"), fact("c", formerly="a")), "formerly-taken"),
        (by_id(fact("a"), fact("b", formerly="z")), "formerly-unknown"),
    ],
)
def test_formerly_must_name_one_record_that_is_gone(now: dict[str, Record], code: str) -> None:
    """Two records cannot both follow one, nor one follow none."""
    assert codes(compare(by_id(fact("a")), now)) == [code]


def test_the_series_is_compared_too() -> None:
    """A scale left at its default has moved when another is written."""
    was = value_of(Brief, {"title": "T"})
    now = value_of(Brief, {"title": "T", "scales": {"likelihood": "phia"}})

    assert written(differences_of("brief", was, now)) == (
        ("brief", "scales.likelihood", "icd203", "phia"),
    )


def test_two_thousand_records_compare_well_under_a_second() -> None:
    """Every record differs in one field, and a third of them are renamed."""
    was = by_id(*(fact(f"f{n}", source_refs=[f"f{n - 1}"]) for n in range(2000)))
    now = by_id(
        *(
            fact(f"g{n}", formerly=f"f{n}", statement=f"{n}")
            if n % 3 == 0
            else fact(f"f{n}", statement=f"{n}")
            for n in range(2000)
        )
    )
    start = process_time()

    found = compare(was, now)

    assert len(found.renamed) == 667
    assert process_time() - start < 1


def test_what_others_call_it_is_no_change() -> None:
    """An import that brings codes and names changes nothing that was said."""
    place: Written = {"type": "place", "id": "mill", "name": "Mill"}
    known: Written = {
        **place, "iso": "XA-EA", "pcode": "XA01", "names": [{"name": "Qasaba"}],
        "external_ids": [{"scheme": "acled", "id": "1"}],
    }  # fmt: skip

    assert () == compare(by_id(place), by_id(known)).differences


def test_a_source_that_words_an_event_anew_is_a_change_of_its_words() -> None:
    def raid(text: str) -> Written:
        return {"type": "event", "id": "raid", "source_notes": [{"text": text, "source": "acled"}]}

    was, now = raid("Two were hurt"), raid("Three were hurt")

    assert [("raid", "source_notes[acled].text", "Two were hurt", "Three were hurt")] == [
        *written(compare(by_id(was), by_id(now)).differences)
    ]
