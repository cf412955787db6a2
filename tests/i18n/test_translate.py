"""What is said depends on who speaks: English as written, Urdu from its catalogue."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate, left_to_right, without_marks
from reportkit.i18n.sentences import capital, stop, unstopped
from reportkit.i18n.translate import current_locale, direction_of, gettext, ngettext, use_language
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.diplomacy import MeasureStatus
from reportkit.page.labels import label, listed
from reportkit.phrasing.quantity import moved
from tests.records import value_of

OCTOBER = date(2025, 10, 12)


def test_english_is_what_stands_in_the_code() -> None:
    assert "What changed since No. 4" == gettext("What changed since {edition}", edition="No. 4")
    assert "1 source" == ngettext("{n} source", "{n} sources", 1)
    assert "1,200 sources" == ngettext("{n} source", "{n} sources", 1200)


def test_urdu_comes_from_its_catalogue() -> None:
    with use_language("ur"):
        assert "شمارہ 4 کے بعد کیا بدلا" == gettext(
            "What changed since {edition}", edition="شمارہ 4"
        )
        assert "1 اندراج" == ngettext("{n} entry", "{n} entries", 1)
        assert "3 اندراجات" == ngettext("{n} entry", "{n} entries", 3)
        assert "نافذ" == label(MeasureStatus.IN_FORCE)
        assert "الف، ب اور ج" == listed(["الف", "ب", "ج"])


def test_a_language_ends_where_it_began() -> None:
    with use_language("ur"):
        assert "rtl" == current_locale().direction
    assert "Highlights" == gettext("Highlights")


def test_a_region_speaks_its_language() -> None:
    with use_language("ur-PK"):
        assert "کلیدی اعداد" == gettext("Key figures")


def test_days_are_worded_in_the_language_with_european_digits() -> None:
    with use_language("ur"):
        assert "12 اکتوبر 2025" == formats.day(OCTOBER)
        assert "12 تا 19 اکتوبر" == formats.short_span(OCTOBER, date(2025, 10, 19), 2025)
        assert "12 اکتوبر تا 2 نومبر 2025" == formats.span(OCTOBER, date(2025, 11, 2))
        assert "اتوار" == formats.weekday(6)
    assert "12–19 Oct" == formats.short_span(OCTOBER, date(2025, 10, 19), 2025)
    assert "30 Dec 2024 – 2 Jan 2025" == formats.span(date(2024, 12, 30), date(2025, 1, 2))


def test_a_time_stays_in_order_among_letters_from_right_to_left() -> None:
    with use_language("ur"):
        when = datetime(2025, 10, 19, 23, 59, tzinfo=UTC)

        assert "19 اکتوبر 2025، \u206623:59 UTC\u2069" == formats.moment(when)


def test_numbers_keep_every_digit() -> None:
    with use_language("ur"):
        assert "12,000.50" == formats.number(Decimal("12000.50"))
        assert "\u2066−5%\u2069" == formats.percent(Decimal(-5))
    assert "−5%" == formats.percent(Decimal(-5))


def test_a_movement_is_one_sentence_of_the_language() -> None:
    from reportkit.changes.delta import Delta

    with use_language("ur"):
        was, now = (value_of(Figure, {"id": "f", "best": best}) for best in ("29", "36"))
        delta = Delta(was, now, Decimal(7), Decimal(24), 1)

        assert "29 سے 7 زیادہ (\u2066+24%\u2069)" == moved(delta)


def test_a_record_is_fenced_in_where_it_speaks_another_language() -> None:
    with use_language("ur", "en"):
        assert "\u2068Torkham\u2069" == isolate("Torkham")
        assert isolate("Torkham") == isolate(isolate("Torkham"))
        assert "Torkham" == without_marks(isolate("Torkham"))
        assert "طورخم" == isolate("طورخم")  # translated in the seeds
    with use_language("en"):
        assert "Torkham" == isolate("Torkham")
        assert "+24 %" == left_to_right("+24 %")


def test_a_sentence_ends_in_the_language_that_it_is_in() -> None:
    with use_language("ur", "en"):
        assert "\u2068Torkham is shut.\u2069" == stop(isolate("Torkham is shut"))
        assert "بند: \u2068Torkham\u2069۔" == stop(f"بند: {isolate('Torkham')}")
        assert "\u2068Torkham is shut\u2069" == unstopped(isolate("Torkham is shut."))
        assert "\u2068Trucks wait\u2069" == capital(isolate("trucks wait"))


def test_scripts_from_right_to_left_are_known() -> None:
    assert ["rtl", "rtl", "rtl", "ltr", "ltr"] == [
        direction_of(language) for language in ("ur", "fa-AF", "ps", "en", "fr")
    ]


def test_english_opens_no_catalogue() -> None:
    """Babel takes 40 ms to load; nobody who reads English waits for it."""
    script = (
        "import sys; from datetime import date; from reportkit.i18n import formats, translate;"
        "translate.use_language('en').__enter__(); formats.day(date(2025, 10, 12));"
        "translate.gettext('Trend');"
        "print('babel' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "False" == ran.stdout.strip()


def test_only_words_and_numbers_are_set_into_a_text() -> None:
    """The repr of a record in a sentence would be sealed before anybody reads it."""
    with pytest.raises(TypeError, match="a Figure cannot be set into a text"):
        gettext("up from {was}", was=value_of(Figure, {"id": "f"}))
