"""A mail in the language of its list: its own words translated, the records in theirs."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from reportkit.i18n.catalog import FOLDER
from tests.delivery.posting import LISTS, make_series, publish
from tests.delivery.test_message import read, rehearsed, text_of

URDU = LISTS.replace('max_tlp: "TLP:AMBER"}', 'max_tlp: "TLP:AMBER", language: ur}')
NOTE = "changes: [{record: toll, class: UPDATED, reason: The Wire counts again.}]"


@pytest.fixture
def ann(tmp_path: Path) -> EmailMessage:
    """What a reader of an Urdu list gets of an English series."""
    series = make_series(tmp_path, URDU)
    publish(series)
    publish(series, toll=5, edition=NOTE)
    return read(rehearsed(series, "002")["ann"])


def test_a_mail_speaks_urdu_from_right_to_left(ann: EmailMessage) -> None:
    text = text_of(ann)

    assert "ur" == ann["Content-Language"]
    assert '<html lang="ur" dir="rtl">' in text_of(ann, "html")
    for words in (
        "لب لباب",
        "شمارہ 1 کے بعد کیا بدلا",
        "اختتام TLP:CLEAR",
        "منسلک: river-002.pdf (2 صفحات",
    ):
        assert words in text
    assert "عام شہری ہلاک (\u2068Observers\u2069)، 1 نومبر 2025 تک: 5، 3 سے 2 زیادہ۔" in text


def test_no_english_of_ours_is_left_in_it(ann: EmailMessage) -> None:
    """Every text of the templates is said through the catalogue."""
    both = text_of(ann) + text_of(ann, "html")
    with (FOLDER / "ur.po").open("rb") as opened:
        texts = [each.id if isinstance(each.id, str) else each.id[0] for each in read_po(opened)]
    ours = {text for text in texts if len(text.split()) > 1 and "{" not in text}

    assert [] == [one for one in ours if one in both]
    for words in ("Bottom line", "BOTTOM", "Seal of", "Attached", "Ask ", "edition"):
        assert words not in both


def test_what_records_say_keeps_its_language_and_direction(ann: EmailMessage) -> None:
    html = text_of(ann, "html")

    assert 'lang="en" dir="ltr">The bridge is shut.</p>' in html
    assert '<bdi lang="en" dir="ltr">Observers</bdi>' in html


def test_its_head_holds_no_invisible_signs(ann: EmailMessage) -> None:
    subject = "[TLP:CLEAR] River crisis شمارہ 2، 5 تا 6 نومبر 2025: ابتر"

    assert subject == ann["Subject"]
    assert "Desk" == ann["Reply-To"].addresses[0].display_name


def test_a_list_that_names_no_language_speaks_that_of_the_series(tmp_path: Path) -> None:
    """An Urdu series: no English is announced as Urdu, and no Urdu as English."""
    series = make_series(tmp_path)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text() + "language: ur\ntext_language: en\n")
    publish(series)
    ann = read(rehearsed(series)["ann"])

    assert "ur" == ann["Content-Language"]
    assert "لب لباب" in text_of(ann)
    assert "یہ پہلا شمارہ ہے" in text_of(ann)
