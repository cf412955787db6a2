"""When was what goes on last looked at? Said beside a record that nobody confirmed of late."""

from __future__ import annotations

from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Indicator
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.freshness import unconfirmed_since
from reportkit.page.labels import semicolons, short_day


def last_confirmed_words(book: Book, record: Record) -> str:
    """Say "last confirmed 23 Oct"; nothing of what is fresh, which needs no word."""
    day = unconfirmed_since(book, record)
    if day is None:
        return ""
    return gettext("last confirmed {day}", day=short_day(day, book.edition.period.end.year))


def with_last_confirmed(book: Book, record: Record, words: str) -> str:
    """Add to the words for a state when it was last confirmed: "in force; last confirmed ..."."""
    since = last_confirmed_words(book, record)
    return semicolons([words, since]) if since else words


def checked_words(book: Book, indicator: Indicator) -> str:
    """Give the day on which an indicator was looked at, in words if that was before the period."""
    period = book.edition.period
    day = short_day(indicator.last_checked, period.end.year)
    if indicator.last_checked < period.start:
        return gettext("last checked {day}", day=day)
    return day
