"""What runs across the sections stands in a part of its own, once."""

from __future__ import annotations

from pathlib import Path

from reportkit.page.compose.edition import compose
from tests.page.composing import anchors_in, book_of, history_after, lines_of_record, targets_in

RECORDS = """
section: floods
facts:
  - {id: aid, statement: Aid trucks wait at the ford., date: 2025-10-08, verification: unverified,
     topic: humanitarian_access, source_refs: [s1]}
  - {id: rain, statement: It rained., date: 2025-10-08, verification: unverified,
     source_refs: [s1]}
  - {id: back, statement: Families went back., date: 2025-09-01, verification: unverified,
     topic: humanitarian_access, source_refs: [s1]}
"""


def test_facts_of_a_topic_stand_in_its_part_and_their_section_says_so(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, RECORDS), name="1")

    _, floods, access = page.sections
    assert ["rec-rain"] == [fact.anchor.fragment for fact in floods.facts]
    assert [("2 more items are under “Humanitarian access”", "topic-humanitarian-access")] == list(
        floods.elsewhere
    )
    assert ("Humanitarian access", "topic-humanitarian-access") == (access.title, access.anchor)
    assert ["rec-back", "rec-aid"] == [fact.anchor.fragment for fact in access.facts]


def test_every_fact_of_a_topic_has_one_place(tmp_path: Path) -> None:
    """What the body does not print stands in the earlier record of its section."""
    before = book_of(tmp_path / "before", RECORDS.replace("id: aid", "id: other"))
    book = book_of(tmp_path, RECORDS)
    page = compose(book, name="2", history=history_after(tmp_path, before, book))

    anchors = anchors_in(page)
    assert [1, 1, 1] == [anchors.count(f"rec-{id}") for id in ("aid", "rain", "back")]
    assert ["rec-back"] == [line.parts[0].anchor.fragment for line in lines_of_record(page)]
    # The template gives each section its place.
    assert targets_in(page.sections) - set(anchors) <= {section.anchor for section in page.sections}


def test_a_topic_without_facts_has_no_part(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, RECORDS.replace("topic: humanitarian_access,", "")), name="1")

    assert ["Talks", "Floods"] == [section.title for section in page.sections]


def test_a_section_of_which_all_stands_under_a_topic_does_not_say_that_it_has_nothing(
    tmp_path: Path,
) -> None:
    topic = "topic: humanitarian_access, source_refs"
    only = RECORDS.replace("     source_refs: [s1]}", f"     {topic}: [s1]}}")
    floods = compose(book_of(tmp_path, only), name="1").sections[1]

    assert not floods.facts
    assert not floods.empty
