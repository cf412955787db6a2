"""What a section, page 1 and the head of the page say of the series is so."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from reportkit.i18n.formats import moment, short_span
from reportkit.loading.loader import load
from reportkit.model.evidence import Source
from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.source_list import origins
from tests.page.composing import book_of, history_after, lines_of_record

OLD = """
section: talks
facts:
  - {id: begun, statement: Talks began., date: 2025-09-01, verification: single_origin,
     source_refs: [s1]}
  - {id: ended, statement: Talks ended., date: 2025-09-03, verification: single_origin,
     source_refs: [s1]}
"""


def second(tmp_path: Path, before: str, records: str, **more: str) -> Page:
    """Compose No. 2 after a No. 1 with other records."""
    first = book_of(tmp_path / "before", before)
    now = book_of(tmp_path, records, **more)
    return compose(now, name="2", history=history_after(tmp_path, first, now))


# Sections ---------------------------------------------------------------------------------------


def test_a_section_without_news_says_how_much_it_has_on_file_and_where(tmp_path: Path) -> None:
    talks, floods = second(tmp_path, OLD, OLD).sections

    assert talks.empty
    assert talks.filed is not None
    assert ("2 earlier records", "rec-begun") == talks.filed
    assert (floods.empty, floods.filed) == (True, None)


def test_a_judgement_is_no_earlier_record(tmp_path: Path) -> None:
    judged = (
        OLD
        + """
judgements:
  - {id: judged, statement: Talks are likely to begin again., key: true, horizon: 2025-12-01,
     likelihood: {term: likely}, confidence: {level: low}, basis: [begun], none_found: true,
     no_alternative_reason: nobody speaks of another way}
"""
    )
    talks = second(tmp_path, judged, judged).sections[0]

    assert talks.filed is not None
    assert ("2 earlier records", "rec-begun") == talks.filed


def test_what_a_section_names_is_printed_where_it_says(tmp_path: Path) -> None:
    page = second(tmp_path, OLD, OLD)

    lines = lines_of_record(page)
    assert ["rec-begun", "rec-ended"] == [line.parts[0].anchor.fragment for line in lines]


def test_a_figure_without_an_event_stands_in_its_section(tmp_path: Path) -> None:
    figures = """
    section: floods
    figures:
      - {id: homes, metric: displaced, best: 40, provider: un, method: count,
         as_of: 2025-10-08, source_refs: [s1]}
      - {id: old, metric: displaced, best: 9, provider: un, method: count,
         as_of: 2025-08-08, source_refs: [s1]}
    """
    page = second(tmp_path, figures, figures)
    _, floods = page.sections

    assert ["homes"] == [each.anchor.id for column in floods.figures for each in column]
    assert ["old"] == [line.parts[0].anchor.id for line in lines_of_record(page)]
    assert not floods.empty


def test_a_key_figure_stands_on_page_1_and_again_only_in_a_section_without_anything_else(
    tmp_path: Path,
) -> None:
    figures = """
    figures:
      - {id: homes, metric: displaced, best: 40, provider: un, method: count, section: floods,
         as_of: 2025-10-08, source_refs: [s1]}
      - {id: held, metric: detained, best: 4, provider: un, method: count, section: talks,
         as_of: 2025-10-08, source_refs: [s1]}
    facts:
      - {id: met, statement: They met., date: 2025-10-08, verification: single_origin,
         section: talks, source_refs: [s1]}
    """
    page = second(tmp_path, figures, figures, edition="key_figures: [homes, held]")

    shown = [
        [each.anchor.id for column in part.figures for each in column] for part in page.sections
    ]
    assert shown == [[], ["homes"]]


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        ("", False),
        ("gaps: [{id: why, question: Why?, why_it_matters: It does.}]", True),
    ],
)
def test_an_outlook_stands_when_something_is_in_it(
    tmp_path: Path, records: str, *, shown: bool
) -> None:
    page = compose(book_of(tmp_path, records), name="1")

    assert shown == (page.outlook is not None)


def test_an_outlook_that_the_brief_names_is_no_heading_over_nothing(tmp_path: Path) -> None:
    book_of(tmp_path)
    brief = tmp_path / "seeds" / "brief.yaml"
    head = brief.read_text().split("sections:")[0]
    brief.write_text(f"{head}sections: [{{id: talks, title: Talks}}, {{id: outlook, title: Next}}]")
    book = load(tmp_path).book
    assert book is not None

    page = compose(book, name="1")

    assert page.outlook is None
    assert ["Talks"] == [section.title for section in page.sections]


# The head ---------------------------------------------------------------------------------------


def test_a_desk_that_is_producer_author_and_contact_is_named_once(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, brief="authors: [Water Desk, A. Writer]"), name="1")
    texts = [row.text for row in page.masthead.small if not row.label]

    assert texts[:2] == ["Water desk, A. Writer", "desk@example.org"]


@pytest.mark.parametrize(
    ("written", "zone", "said"),
    [
        ("2026-01-18T18:00+02:00", "Africa/Khartoum", "18 Jan 2026, 18:00 Khartoum time"),
        ("2026-01-18T18:00-03:00", "America/Argentina/Buenos_Aires",
         "18 Jan 2026, 18:00 Buenos Aires time"),
        ("2026-01-18T18:00+05:00", "Africa/Khartoum", "18 Jan 2026, 18:00 UTC+05:00"),
        ("2026-01-18T18:00Z", "Africa/Khartoum", "18 Jan 2026, 18:00 UTC"),
        ("2026-01-18T18:00Z", "UTC", "18 Jan 2026, 18:00 UTC"),
        ("2026-01-18T18:00Z", "Etc/UTC", "18 Jan 2026, 18:00 UTC"),
    ],
)  # fmt: skip
def test_a_zone_is_called_as_people_call_it(written: str, zone: str, said: str) -> None:
    assert said == moment(datetime.fromisoformat(written), zone)


def test_days_of_two_years_carry_both() -> None:
    assert "15 Aug 2024 – 31 Dec 2025" == short_span(date(2024, 8, 15), date(2025, 12, 31), 2025)
    assert "1 – 3 Oct" == short_span(date(2025, 10, 1), date(2025, 10, 3), 2025).replace("–", " – ")


def test_about_stays_on_the_line_of_its_number(tmp_path: Path) -> None:
    homes = """
    figures:
      - {id: homes, metric: displaced, best: 106387, operator: about, provider: un, method: count,
         as_of: 2025-10-08, source_refs: [s1]}
    """
    page = compose(book_of(tmp_path, homes, edition="key_figures: [homes]"), name="1")

    assert "about\N{NO-BREAK SPACE}106,387" == page.front.key_figures[0].value


# Origins ----------------------------------------------------------------------------------------


def test_origins_are_counted_by_who_speaks_and_what_was_withdrawn_not_at_all(
    tmp_path: Path,
) -> None:
    """Three posts of one channel, two voices of one party, a copy, a withdrawn report."""
    book = book_of(
        tmp_path,
        """
        sources:
          - {id: post-1, publisher: Ford Channel, kind: social_post, access: primary}
          - {id: post-2, publisher: Ford Channel, kind: social_post, access: primary}
          - {id: army, publisher: Army press, kind: official_statement, access: primary,
             party_alignment: upper-army}
          - {id: ministry, publisher: Ministry, kind: official_statement, access: primary,
             party_alignment: upper}
          - {id: forged, publisher: Forger, kind: wire, access: primary,
             source_status: withdrawn, status_reason: Forged.}
        """,
    )
    named = [source.id for source in book.all(Source)]

    # Ford Channel, Upperland, Daily (which Weekly carries), Monthly
    assert (7, 4) == origins(book, named)
    methods = {row.label: row.text for row in compose(book, name="1").annexes.methods.rows}
    assert methods["Sources"] == (
        "7 entries from 4 independent origins. 1 withdrawn source is not counted."
    )
