"""Fences in a finished page become elements, well nested whatever lies between them."""

from __future__ import annotations

from reportkit.i18n.translate import Locale
from reportkit.page.html.passages import set_passages

URDU = Locale("ur", "en")
A, L, Z = "\u2068", "\u2066", "\u2069"


def test_a_page_without_isolates_stays_as_it_is() -> None:
    assert "<p>طورخم</p>" == set_passages("<p>طورخم</p>", URDU)


def test_a_passage_inside_a_sentence_is_an_element_of_its_language() -> None:
    assert '<p>بند: <bdi lang="en" dir="ltr">Torkham</bdi>۔</p>' == set_passages(
        f"<p>بند: {A}Torkham{Z}۔</p>", URDU
    )


def test_a_block_of_a_record_alone_takes_its_language_whole() -> None:
    assert '<td lang="en" dir="ltr">Torkham is shut.</td>' == set_passages(
        f"<td>{A}Torkham is shut.{Z}</td>", URDU
    )


def test_an_arrow_between_two_records_points_as_its_language_reads() -> None:
    """From left to right, "Upperland ← Lowerland" would say that the other one did it."""
    assert (
        '<td><bdi lang="en" dir="ltr">Upperland</bdi> ← '
        '<bdi lang="en" dir="ltr">Lowerland</bdi></td>'
    ) == set_passages(f"<td>{A}Upperland{Z} ← {A}Lowerland{Z}</td>", URDU)


def test_what_hangs_at_a_record_keeps_its_own_language() -> None:
    assert (
        '<p lang="en" dir="ltr"><span class="day" lang="ur" dir="rtl">12 اکتوبر</span> It is shut.'
        '<a class="cite" href="#s">1</a></p>'
    ) == set_passages(
        f'<p><span class="day">12 اکتوبر</span> {A}It is shut.{Z}'
        '<a class="cite" href="#s">1</a></p>',
        URDU,
    )


def test_a_passage_that_ends_inside_another_element_ends_after_it() -> None:
    """The last word of a sentence stands in an element with the numbers of its sources."""
    assert (
        '<p>کہا کہ <bdi lang="en" dir="ltr">it is <span>shut<a>1</a></span></bdi></p>'
    ) == set_passages(f"<p>کہا کہ {A}it is <span>shut{Z}<a>1</a></span></p>", URDU)


def test_an_isolate_never_outlives_its_block() -> None:
    assert '<p>بند <bdi lang="en" dir="ltr">Torkham</bdi></p><p>کھلا</p>' == set_passages(
        f"<p>بند {A}Torkham</p><p>کھلا</p>", URDU
    )


def test_numbers_of_sources_are_one_run() -> None:
    cites = '<a class="cite" href="#a">10</a><a class="cite" href="#b">,23</a>'

    assert f'<p>{A}x{Z} بند<bdi dir="ltr">{cites}</bdi></p>'.replace(
        f"{A}x{Z}", '<bdi lang="en" dir="ltr">x</bdi>'
    ) == set_passages(f"<p>{A}x{Z} بند{cites}</p>", URDU)


def test_in_attributes_isolates_stay_and_in_titles_they_go() -> None:
    assert (
        f'<title>Torkham، 5</title><img alt="{A}Torkham{Z}"><p>x <bdi dir="ltr">+5%</bdi></p>'
        == (
            set_passages(
                f'<title>{A}Torkham{Z}، 5</title><img alt="{A}Torkham{Z}"><p>x {L}+5%{Z}</p>', URDU
            )
        )
    )
