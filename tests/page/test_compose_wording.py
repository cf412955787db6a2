"""Days, numbers, quotation marks and runs of source numbers, as a reader sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.events import Method, Operator, VagueTerm
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.edition import compose
from reportkit.page.compose.quotation_marks import curly
from reportkit.page.labels import listed, moment, place, short_day, span, stop
from reportkit.phrasing.quantity import quantity
from tests.page.composing import book_of


def figure(**given: Any) -> Figure:
    """Make a figure of something counted by somebody."""
    return Figure(id="f", metric="killed", provider="p", method=Method.COUNT, **given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"best": Decimal(1477592)}, "1,477,592"),
        ({"best": Decimal("1.10")}, "1.10"),
        ({"low": Decimal(17), "operator": Operator.AT_LEAST}, "at least 17"),
        ({"low": Decimal(200), "operator": Operator.MORE_THAN}, "more than 200"),
        ({"best": Decimal(30), "operator": Operator.ABOUT}, "about 30"),
        ({"high": Decimal(9), "operator": Operator.AT_MOST}, "at most 9"),
        ({"low": Decimal(25), "high": Decimal(30), "operator": Operator.BETWEEN}, "25–30"),
        ({"low": Decimal(2), "best": Decimal(3), "high": Decimal(5)}, "3 (2–5)"),
        ({"low": Decimal(12), "vague_term": VagueTerm.DOZENS}, "dozens"),
        ({"best": Decimal("1.5"), "unit": "USD million"}, "US$1.5 million"),
        ({"low": Decimal(1), "high": Decimal(2), "unit": "km"}, "1–2 km"),
        ({"best": Decimal(0), "operator": Operator.EXACT}, "0"),
    ],
)
def test_quantities(given: dict[str, Any], said: str) -> None:
    """A value is printed with its operator in words and every digit as written."""
    assert quantity(figure(**given)) == said


def test_spans() -> None:
    """A span says month and year once where both ends share them."""
    october = date(2025, 10, 7)

    assert span(october, None) == "7 Oct 2025"
    assert span(october, date(2025, 10, 19)) == "7–19 Oct 2025"
    assert span(october, date(2025, 11, 2)) == "7 Oct – 2 Nov 2025"
    assert span(october, date(2026, 1, 2)) == "7 Oct 2025 – 2 Jan 2026"


def test_short_days_keep_a_foreign_year() -> None:
    """The year is left out only where it is the edition's."""
    assert short_day(date(2025, 10, 7), 2025) == "7 Oct"
    assert short_day(date(2024, 10, 7), 2025) == "7 Oct 2024"


def test_moments_say_their_zone() -> None:
    """A time is printed with the offset it was written in."""
    kabul = timezone(timedelta(hours=4, minutes=30))

    assert moment(datetime(2025, 10, 12, 9, 5, tzinfo=UTC)) == "12 Oct 2025, 09:05 UTC"
    assert moment(datetime(2025, 10, 12, 9, 5, tzinfo=kabul)) == "12 Oct 2025, 09:05 UTC+04:30"


def test_lists_and_stops() -> None:
    """Names join as in a sentence; a sentence ends once."""
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [stop("Yes"), stop("Yes."), stop("Who?")] == ["Yes.", "Yes.", "Who?"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('He said "no" twice', "He said “no” twice"),
        ('("no")', "(“no”)"),
        ("Pakistan's side's", "Pakistan’s side’s"),
        ("the 'line'", "the ‘line’"),
        ("“kept”", "“kept”"),
    ],
)
def test_curly_marks(typed: str, printed: str) -> None:
    """Typewriter marks become printed ones; an apostrophe is no opening mark."""
    assert curly(typed) == printed


def test_runs_of_numbers_become_ranges(tmp_path: Path) -> None:
    """Three numbers in a row are a range with both ends linked; two are not."""
    names = [f"x{at}" for at in range(1, 7)]
    sources = "\n".join(
        f"  - {{id: {name}, publisher: P, kind: wire, access: primary}}" for name in names
    )
    citations = Citations(book_of(tmp_path, f"sources:\n{sources}"))
    for name in names:
        citations.number(name)

    def cited(*ids: str) -> str:
        return "".join(cite.before + cite.number for cite in citations.cite(ids))

    assert cited("x3", "x1", "x2") == "1–3"
    assert cited("x1", "x2") == "1,2"
    assert cited("x1", "x2", "x3", "x5", "x6") == "1–3,5,6"
    assert cited("x1", "x3", "x4", "x5", "x6") == "1,3–6"
    assert cited("x2", "x2", "nobody") == "2"


@pytest.mark.parametrize(
    ("name", "admin1", "named"),
    [
        ("Spin Boldak", "Kandahar", "Spin Boldak, Kandahar"),
        ("Paktika province", "Paktika", "Paktika province"),
        ("Kabul", "Kabul", "Kabul"),
        ("Kabulabad", "Kabul", "Kabulabad, Kabul"),
    ],
)
def test_a_place_is_named_with_its_province_once(
    tmp_path: Path, name: str, admin1: str, named: str
) -> None:
    where = f"kind: region, country: Upperland, admin1: {admin1}, geo_precision: 4"
    more = f"places: [{{id: there, name: {name}, {where}}}]"

    assert named == place(book_of(tmp_path, more), "there")


DECIDED = """
section: talks
facts:
  - {id: known, statement: The dam is shut., date: 2025-10-06, verification: single_origin,
     source_refs: [s1]}
judgements:
  - {id: opening, statement: The dam is unlikely to open by 12 October., horizon: 2025-10-12,
     likelihood: {term: unlikely}, basis: [known], none_found: true,
     confidence: {level: low, basis: {information_base: low, rigour: moderate,
       complexity_volatility: high}},
     no_alternative_reason: nobody speaks of another way,
     resolution: {criteria: True if it opens., due: 2025-10-12, on: 2025-10-12, outcome: did_not}}
"""


def test_a_decided_forecast_says_so_before_anything_else(tmp_path: Path) -> None:
    """In the present tense it would still be read as a forecast."""
    page = compose(book_of(tmp_path, DECIDED), name="1")
    analysis = page.annexes.record.analysis
    (judgement,) = (*analysis.judgements, *analysis.on_screen)

    assert page.judgements == ()
    assert judgement.label == "Earlier forecast"
    assert judgement.points[0].label == "What came of it"
    assert judgement.points[0].items[0].text == "We had judged this unlikely; it did not happen."
    assert (judgement.points[-1].label, judgement.points[-1].items[0].text) == (
        "Happens if", "It opens.",
    )  # fmt: skip
    assert judgement.confidence == "The evidence is thin, and the situation moves fast."


def test_a_ceasefire_is_told_in_words(tmp_path: Path) -> None:
    records = """
section: talks
commitments:
  - {id: truce, by: [upper, lower], text: Guns rest., made_on: 2025-10-07,
     commitment_status: in_force, source_refs: [s1],
     ceasefire: {sides: bilateral, form: written, class: preliminary, start: 2025-10-07,
       monitoring: {status: none, mechanism: a joint patrol}}}
"""
    page = compose(book_of(tmp_path, records), name="1")
    (table,) = (one for one in page.sections[0].tables if one.css == "commitments")

    assert table.rows[0].cells[0] == (
        "Upperland and Lowerland: Guns rest. Bilateral ceasefire, in writing, from 7 Oct 2025; "
        "it is not monitored. Not in place: a joint patrol."
    )


def test_the_language_of_a_source_has_its_name(tmp_path: Path) -> None:
    records = """
sources:
  - {id: r, publisher: Agency, kind: wire, access: primary, language: ru}
  - {id: o, publisher: Herald, kind: wire, access: primary, language: ceb}
"""
    page = compose(book_of(tmp_path, records), name="1")

    said = {source.publisher: source.more for source in page.annexes.sources}
    assert said["Agency"].endswith("; in Russian.")
    assert said["Herald"].endswith("; language: ceb.")


def test_a_data_set_has_its_version_and_licence_in_the_list_of_sources(tmp_path: Path) -> None:
    records = """
sources:
  - {id: r, publisher: Counts, kind: dataset, access: primary, version: "25.1",
     licence: CC BY 4.0, accessed: 2025-10-08}
"""
    page = compose(book_of(tmp_path, records), name="1")

    said = {source.publisher: source.text for source in page.annexes.sources}
    assert "n.d. Version 25.1. Licence: CC BY 4.0." == said["Counts"]
