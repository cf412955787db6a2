"""What a source wrote of an event is printed as its quotation, and no longer than fair."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.model.quotation import MOST_WORDS, quoted_words, shortened
from reportkit.page.compose.edition import compose
from reportkit.page.compose.record_model import Matter
from tests.page.composing import book_of

RAID = """
section: floods
sources:
  - {id: acled, publisher: ACLED, kind: dataset, access: secondary}
events:
  - {id: raid, event_type: battle, date_start: 2025-10-07, place: ford, summary: Raid at the ford,
     source_refs: [s1], source_notes: [{text: "Raiders \\"burnt\\" a mill.", source: acled},
     {text: نزد پل, source: s3, language: fa}]}
"""


def raid_of(series: Path, records: str = RAID) -> Matter:
    page = compose(book_of(series, records), name="1")
    ((matter,),) = [part.matters for part in page.annexes.record.sections]
    return matter


def test_each_note_names_its_source_and_says_its_language(tmp_path: Path) -> None:
    raid = raid_of(tmp_path)

    assert [
        ("In the words of ACLED:", "Raiders “burnt” a mill.", "en", "ltr"),
        ("In the words of Monthly:", "نزد پل", "fa", "rtl"),
    ] == [(each.parts[0].text, each.quote, each.language, each.direction) for each in raid.lines]
    assert [["src-acled"], ["src-s3"]] == [
        [cite.anchor for cite in each.parts[0].cites] for each in raid.lines
    ]


def test_a_long_name_with_its_abbreviation_is_left_to_the_list_of_sources(tmp_path: Path) -> None:
    raid = raid_of(tmp_path, RAID.replace("publisher: ACLED", "publisher: Armed Location (ACLED)"))

    assert "In the words of ACLED:" == raid.lines[0].parts[0].text


def test_a_day_that_stands_for_a_week_or_a_month_is_about_that_day(tmp_path: Path) -> None:
    rough = RAID.replace("2025-10-07", "2025-10-07, date_precision: week")

    assert raid_of(tmp_path, rough).title.endswith(", about 7 Oct.")


@pytest.mark.parametrize("precision", ["week", "month"])
def test_days_of_which_it_was_one_are_no_days_on_which_it_went_on(
    tmp_path: Path, precision: str
) -> None:
    days = f"2025-10-07, date_end: 2025-10-13, date_precision: {precision}"

    assert raid_of(tmp_path, RAID.replace("2025-10-07", days)).title.endswith(
        ", 7–13 Oct, day not known."
    )


def test_the_event_still_cites_its_own_sources(tmp_path: Path) -> None:
    assert ["src-s1"] == [cite.anchor for cite in raid_of(tmp_path).cites]


def test_a_source_that_is_not_named_is_not_named_beside_its_words(tmp_path: Path) -> None:
    withheld = "access: secondary, attribution_rule: chatham_house"
    raid = raid_of(tmp_path, RAID.replace("access: secondary", withheld))

    assert "In the words of a source that is not named:" == raid.lines[0].parts[0].text


@pytest.mark.parametrize(
    ("words", "kept"), [(MOST_WORDS, MOST_WORDS), (MOST_WORDS + 1, MOST_WORDS)]
)
def test_a_long_note_is_cut_and_says_so(words: int, kept: int) -> None:
    text = " ".join(f"w{n}" for n in range(words))

    short = shortened(text)

    assert [f"w{n}" for n in range(kept)] == short.removesuffix(" […]").split()
    assert (words > kept) == short.endswith(" […]")


def test_an_event_that_was_withdrawn_says_so_and_is_quoted_no_longer(tmp_path: Path) -> None:
    """Its toll, withdrawn for the same reason, does not give the reason a second time."""
    gone = "status: withdrawn, status_reason: ACLED no longer lists it."
    toll = (
        "figures:\n  - {id: raid.killed, metric: killed, best: 8, event: raid, provider: hill,"
        f" method: count, source_refs: [s1], {gone[:-1]}.}}\n"
    )
    raid = raid_of(tmp_path, RAID.replace("id: raid,", f"id: raid, {gone},") + toll)

    assert ["Withdrawn: ACLED no longer lists it.", "8 people killed."] == [
        line.parts[0].text for line in raid.lines
    ]
    assert ["", "Withdrawn."] == [line.aside for line in raid.lines]


@pytest.mark.parametrize(
    "text", ["枪声在磨坊附近响起" * 20, "ယနေ့နံနက်တွင်" * 40, "他说 shots fell " * 30]
)
def test_a_long_note_without_spaces_between_its_words_is_cut_too(text: str) -> None:
    short = shortened(text)

    assert short.endswith(" […]")
    assert text.startswith(short.removesuffix(" […]"))
    assert MOST_WORDS == quoted_words(short)


def test_no_comma_stands_before_the_sign_that_it_goes_on() -> None:
    text = "word " * (MOST_WORDS - 1) + "last, and more"

    assert shortened(text).endswith("word last […]")
