"""Page 1: what it says, how it gives way, and how many words it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from reportkit.i18n.formats import MONTHS
from reportkit.page.compose.edition import compose
from reportkit.page.compose.front_fit import STEPS, fitted
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.view_model import Drawing, Prose
from reportkit.page.pagination import FLOWING
from reportkit.publish.built import Built
from tests.page.composing import book_of, history_after

JUDGED = """
section: talks
facts:
  - {{id: shut, statement: The dam is shut., date: 2025-10-07, verification: single_origin,
     source_refs: [s1]}}
  - {{id: talks, statement: Talks began; the mission chairs them., date: 2025-10-08,
     verification: single_origin, source_refs: [s2]}}
judgements:
  - {{id: opening, key: true, statement: The dam is {term} to open by 30 October.,
     horizon: 2025-10-30, likelihood: {{term: {term}}}, basis: [shut, talks],
     evidence_against: [shut], confidence: {{level: moderate}},
     no_alternative_reason: nobody speaks of one,
     resolution: {{criteria: True if water flows., due: 2025-10-30}}}}
  - {{id: flood, statement: A flood is unlikely by 20 October., horizon: 2025-10-20,
     question: Will there be a flood by 20 October?, likelihood: {{term: unlikely}},
     none_found: true, confidence: {{level: low}}, no_alternative_reason: nobody speaks of one}}
  - {{id: rain, statement: Rain is likely by 9 October., horizon: 2025-10-09,
     likelihood: {{term: likely}}, none_found: true, confidence: {{level: low}},
     no_alternative_reason: nobody speaks of one,
     resolution: {{criteria: It rains., due: 2025-10-09, outcome: occurred, on: 2025-10-08}}}}
  - {{id: frost, statement: There is a roughly even chance of frost by 10 October.,
     horizon: 2025-10-10, likelihood: {{term: roughly even chance}}, none_found: true,
     confidence: {{level: low}}, no_alternative_reason: nobody speaks of one,
     resolution: {{criteria: It freezes., due: 2025-10-10, outcome: did_not, on: 2025-10-10}}}}
"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Compose No. 2, in which a likelihood was raised."""
    before = book_of(tmp_path / "before", JUDGED.format(term="unlikely"))
    now = book_of(
        tmp_path,
        JUDGED.format(term="likely"),
        edition="""
            alerts: [conflict_risk]
            changes:
              - {record: opening, class: JUDGEMENT-CHANGED, kind: likelihood_raised,
                 reason: Talks began., evidence: [talks]}
            """,
    )
    return compose(now, name="2", history=history_after(tmp_path, before, now))


def test_page_one_says_each_key_judgement_with_its_band_and_the_one_before(page: Page) -> None:
    (expected,) = page.front.expectations

    assert (expected.before, expected.term, expected.after) == (
        "The dam is ", "likely", " to open by 30 October.",
    )  # fmt: skip
    assert expected.band is not None
    assert (expected.band.low, expected.band.width, expected.band.text) == (55, 25, "55–80%")
    assert (expected.was and expected.was.text, expected.moved) == ("20–45%", "was 20–45%")
    assert (expected.confidence, expected.horizon) == (
        "moderate confidence",
        "",
    )  # its sentence names the day


def test_a_judgement_has_the_same_number_on_page_one_and_in_full(page: Page) -> None:
    (expected,) = page.front.expectations

    assert (expected.number.text, page.judgements[0].label) == ("1", "Judgement 1")
    assert expected.number.anchor == page.judgements[0].anchor.fragment
    assert [each.label for each in page.judgements] == ["Judgement 1", "Judgement 2"]


def test_what_a_judgement_rests_on_is_named_in_words_and_once_in_full(page: Page) -> None:
    points = {
        point.label: [item.text for item in point.items] for point in page.judgements[0].points
    }

    assert points["Rests on"] == ["The dam is shut.", "See also"]
    assert points["Happens if"] == ["Water flows."]
    assert "records" not in repr(points)


def test_an_alert_says_what_it_means(page: Page) -> None:
    (alert,) = page.front.alerts

    assert alert.name == "Alert: conflict risk"
    assert alert.meaning == "strikes or fighting could start or resume without warning"


def test_settled_forecasts_are_told_in_the_past_tense_and_not_as_judgements(page: Page) -> None:
    assert page.outlook is not None
    frost, rain = page.outlook.track_record

    assert rain.forecast.text == "“Rain is likely by 9 October.”"
    assert rain.verdict == "We wrote this on 12 October. It happened."
    assert frost.verdict == "We wrote this on 12 October. It did not happen."
    assert page.front.track_record == (
        "Of only two forecasts due, one came out as judged likelier and one was called even."
    )


def test_in_the_row_of_the_head_the_marking_adds_its_words_without_a_full_stop(page: Page) -> None:
    assert "For river commissions" in [row.text for row in page.masthead.small]


def test_the_days_on_which_something_falls_due_stand_in_order(page: Page) -> None:
    assert page.outlook is not None
    dates = page.outlook.dates

    assert [date.day for date in dates] == ["20 Oct", "30 Oct"]
    (flood,) = dates[0].items
    assert flood.prose.text == "Will there be a flood?"  # the day stands beside it
    assert flood.judgement is not None
    assert flood.judgement.text == "judgement 2"


def look(page: Page, strip: Drawing) -> tuple[bool, bool, bool, bool, int]:
    """Tell where the strip stands, how the figures do, and what is left of the rest."""
    front = page.front
    lines = len(front.since.lines)
    return bool(front.strip), strip in page.drawings, front.close, bool(front.highlights), lines


def test_page_one_gives_way_step_by_step(page: Page) -> None:
    """First the strip goes behind it, then figures stand in rows, then highlights leave."""
    strip = Drawing(src="pictures/strip.svg", alt="how we got here")
    lines = tuple(Prose(f"Change {number}.") for number in range(6))
    front = replace(
        page.front,
        strip=strip,
        highlights=(Prose("High."),),
        since=page.front.since._replace(lines=lines),
    )
    full = replace(page, front=front)
    steps = [look(fitted(full, step), strip) for step in range(len(STEPS) + 1)]

    assert steps == [
        (True, False, False, True, 6),
        (False, True, False, True, 6),
        (False, True, True, True, 6),
        (False, True, False, False, 6),
        (False, True, True, False, 6),
        (False, True, True, False, 3),
    ]
    assert (full.front.apart, fitted(full, FLOWING).front.apart) == (True, False)


def test_page_one_of_the_shipped_edition_is_read_in_ninety_seconds(newest: Built) -> None:
    """At most 460 words with its furniture; signs and dots are none."""
    text = pypdfium2.PdfDocument(newest.pdf)[0].get_textpage().get_text_range()
    words = [word for word in text.split() if any(map(str.isalnum, word))]

    assert len(words) <= 460


def test_a_page_one_of_too_many_words_leaves_the_least_weighty_changes_out(page: Page) -> None:
    """What was wrong stays, then two sentences; the strip has gone behind it before."""
    strip = Drawing(src="pictures/strip.svg", alt="how we got here")
    lines = tuple(Prose(f"Change {number} {'word ' * 100}") for number in range(6))
    full = replace(
        page,
        front=replace(
            page.front,
            strip=strip,
            highlights=(Prose("High."),),
            since=page.front.since._replace(lines=lines, whole=4),
        ),
    )

    fit = fitted(full, 0).front

    assert (fit.strip, fit.roomy, fit.highlights) == (None, True, ())
    assert fit.since.lines == lines[:4]


def test_no_line_of_the_shipped_edition_tears_a_day_apart(newest: Built) -> None:
    """A reader who meets "December." at the beginning of a line looks for its day."""
    months = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
    document = pypdfium2.PdfDocument(newest.pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)

    assert re.findall(rf"\b\d\d?\s*\n(?:{months})\b", text) == []
    assert re.search(r"\b14 December\b", text)
