"""One scalar as the type that the model asks for, or the reason why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

from reportkit.loading.characters import first_foreign, first_unseen, named
from reportkit.loading.yaml_reader import Scalar
from reportkit.model.envelope import TextFormat
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import did_you_mean
from reportkit.zones import YEARS

MAX_ID = 80
MAX_TEXT = 4_000  # characters of a paragraph: a page of the brief
#: Of what has a form of its own.
_LONGEST = {TextFormat.SLUG: MAX_ID, TextFormat.URL: 2_000, TextFormat.EMAIL: 254}
D = TypeVar("D", bound=date)
_CUT = 2  # letters in which too many words begin alike
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_OF_A_YEAR = len(_MONTHS)
_SHOWN = 40  # characters of a value in a message

SLUG = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?\Z")
#: Of one mailbox, as every server takes it.
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\Z")
#: At most some three years: what holds longer needs no other look.
_SPAN = r"(?:1 (?:day|week)|(?:[2-9]|[1-9][0-9]{1,2}) (?:days|weeks))"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\.?\Z")
#: Of a mail server: a name in any case, or an address of version 4 or 6.
_SERVER = re.compile(rf"(?i:{_HOST.pattern}|[0-9a-f.]*:[0-9a-f:.]*\Z)")
FORMS: Mapping[TextFormat, tuple[re.Pattern[str], str]] = {
    TextFormat.SLUG: (SLUG, "lower-case letters and digits joined by . - or _"),
    TextFormat.URL: (
        re.compile(r"https?://[^\s<>\"\\\x00-\x1f\x7f]+\Z"),
        "an address that begins with https:// and a host, such as https://example.org/page",
    ),
    TextFormat.EMAIL: (MAIL_ADDRESS, "one mail address such as desk@example.org"),
    TextFormat.LANGUAGE: (
        re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z"),
        "a tag such as en or fa-AF",
    ),
    TextFormat.ZONE: (re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)*\Z"), "a zone such as Asia/Kabul"),
    TextFormat.CLOCK: (re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z"), "a time such as 18:00"),
    TextFormat.HOST: (_SERVER, "a server's name such as mx.example.org"),
    TextFormat.COLOUR: (
        re.compile(r"#[0-9a-fA-F]{6}\Z"),
        'six digits in quotes, such as "#0b4f6c"',
    ),
    TextFormat.SPAN: (re.compile(rf"{_SPAN}\Z"), "a span such as 30 days or 4 weeks"),
    TextFormat.DAY_OR_SPAN: (
        re.compile(rf"{_DAY.pattern}|{_SPAN}\Z"),
        "a day such as 2025-10-19, or a span such as 30 days or 4 weeks",
    ),
    TextFormat.ISO: (
        re.compile(r"[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?\Z"),
        "an ISO 3166 code such as AF, AFG or AF-KAN",
    ),
    TextFormat.PCODE: (
        re.compile(r"(?=.{2,20}\Z)[A-Z]{2,3}[0-9A-Z]*\Z"),
        "a place code such as AF0101: capitals and digits",
    ),
}


#: A value between the quotation marks of a word processor.
_TYPOGRAPHIC = re.compile(r"\s*[“”„«»‘’‚]([^“”„«»‘’‚\"]+)[“”«»‘’]\s*\Z")
#: Names that a standard gave up, or that people write for it, and what it calls them today.
_OLD_NAMES: Mapping[type[Enum], Mapping[str, tuple[str, str]]] = {
    Tlp: {
        "WHITE": ("TLP:CLEAR", "TLP 2.0 calls it TLP:CLEAR"),
        "AMBERSTRICT": ("TLP:AMBER+STRICT", ""),
        **{str(label).removeprefix("TLP:"): (str(label), "") for label in Tlp},
    }
}


class Unreadable(Exception):
    """A scalar cannot be what its field needs; ``said`` continues the field's name."""

    def __init__(self, code: str, message: str, hint: str = "", *, offset: int = 0) -> None:
        self.code, self.message, self.hint = code, message, hint
        self.offset = offset  # characters from the beginning of the value
        super().__init__(message)


def read_scalar(
    kind: type, text_format: TextFormat | None, node: Scalar, *, quantity: bool = False
) -> object:
    """Read a scalar as ``kind``: text, number, day, moment, truth value or a word of an enum.

    Raises Unreadable. YAML 1.2: quotes make no difference here, and nothing but the two
    words true and false is a truth value.
    """
    try:
        return _read(kind, text_format, node, quantity=quantity)
    except Unreadable as unreadable:
        within = _TYPOGRAPHIC.match(node.text)
        if within is None:
            raise
        with suppress(Unreadable):
            _read(kind, text_format, node._replace(text=within[1]), quantity=quantity)
            unreadable.hint = f'only straight quotation marks are YAML\'s own: write "{within[1]}"'
        raise


def _read(kind: type, text_format: TextFormat | None, node: Scalar, *, quantity: bool) -> object:
    if not node.text.strip() or (node.plain and node.text in ("~", "null", "Null", "NULL")):
        hint = "give a value, or leave the key out"
        if text_format is TextFormat.COLOUR:
            hint = 'write it in quotes, for # begins a comment: "#0b4f6c"'
        elif node.comment:
            hint = "give a value; after a space, # begins a comment, unless the value is in quotes"
        raise Unreadable("value-empty", "is empty", hint)
    if kind is Decimal or kind is int:
        return _number(node.text, whole=kind is int, quantity=quantity)
    if kind is not str or text_format is not None:
        refuse_unseen(node.text)
    if kind is str:
        return _text(text_format, node.text)
    read = _READERS.get(kind)
    return read(node.text) if read else _word(kind, node.text)


def as_bound(written: str) -> str:
    """Give a text as the model holds it: one paragraph, one spelling of each letter.

    Line breaks and runs of spaces are typing, not meaning.
    """
    text = " ".join(written.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def refuse_unseen(text: str) -> None:
    """Refuse a character that nobody sees where words are compared: ids, numbers, enums."""
    at = first_unseen(text)
    if at is not None:
        said = f"holds {named(text[at])} at character {at + 1} of its value"
        raise Unreadable("value-form", said, "delete it", offset=at)


def _text(form: TextFormat | None, written: str) -> str:
    if form is TextFormat.SLUG and len(written) <= MAX_ID and SLUG.match(written):
        return written
    text = as_bound(written)
    longest = _LONGEST.get(form, MAX_TEXT) if form else MAX_TEXT
    if len(text) > longest:
        raise Unreadable(
            "text-too-long",
            f"has {len(text):,} characters",
            f"at most {longest:,}: leave out what no reader needs, or split it",
        )
    if form is None:
        return text
    if form is TextFormat.DAY_OR_SPAN and _DAY.match(text):
        return _day(text).isoformat()
    pattern, wanted = FORMS[form]
    if not pattern.match(text) or (form is TextFormat.URL and not _has_host(text)):
        message, foreign = f"is '{_short(text)}'", first_foreign(text)
        if form is TextFormat.SLUG and foreign is not None:
            message += f", with {named(text[foreign])}"
        meant = _slug_meant(text) if form is TextFormat.SLUG else ""
        raise Unreadable(
            "value-form", message, f"write '{meant}': {wanted}" if meant else f"write {wanted}"
        )
    return text


def _slug_meant(text: str) -> str:
    """Write an id as it has to be, where all of its letters can stay; else nothing."""
    letters = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    meant = re.sub(r"[\s,;:/]+", "-", plain)
    return meant if SLUG.match(meant) and len(meant) <= MAX_ID else ""


def _has_host(url: str) -> bool:
    """Tell whether an address has a host that can be looked up, as every reader will parse it.

    What a browser or a PDF reader takes apart otherwise than we do must not be sealed: a
    bracket that is not closed, a port that is no number, a name before the host.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        if parts.netloc.startswith("["):
            from ipaddress import IPv6Address

            IPv6Address(host)
            return "@" not in parts.netloc
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return False
    return "@" not in parts.netloc and bool(_HOST.match(host))


def _number(text: str, *, whole: bool, quantity: bool) -> Decimal | int:
    if not NUMBER.match(text) or (whole and "." in text):
        from reportkit.loading.numerals import hint_for  # many patterns, for what is wrong alone

        at = first_unseen(text)
        said = f"must be a {'whole ' * whole}number, not '{_short(text)}'"
        if at is not None:
            said += f", with {named(text[at])}"
        raise Unreadable("value-type", said, hint_for(text, whole=whole, quantity=quantity))
    return int(text) if whole else Decimal(text)


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
        word = meant.get(text.lower(), text.lower())
        hint = f"write {word}" if word in ("true", "false") else ""
        raise Unreadable("value-type", f"must be true or false, not '{_short(text)}'", hint)
    return text == "true"


def _day(text: str) -> date:
    if not _DAY.match(text):
        hint = f"write it as {_day_meant(text) or _either_day(text) or '2025-10-19'}"
        raise Unreadable("value-type", f"must be a day, not '{_short(text)}'", hint)
    try:
        return _in_reach(date.fromisoformat(text))
    except ValueError:
        said = f"is {text}, not a valid date"
        raise Unreadable("date-impossible", said, _last_of_month(text)) from None


def _last_of_month(text: str) -> str:
    """Say with which day a month ends that has not so many, or else how a day is written."""
    year, month, day = (int(part) for part in text.split("-"))
    if not day or not 1 <= month <= _MONTHS_OF_A_YEAR or not YEARS[0] <= year <= YEARS[1]:
        return "write year, month and day: 2025-10-19 is 19 October"
    from calendar import monthrange

    return f"the month ends with {text[:7]}-{monthrange(year, month)[1]}"


def _day_meant(text: str) -> str:
    """Write a day as the seeds want it, where nobody could read another; else nothing."""
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        day, month, year = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text):
        day, month, year = map(int, match.groups())
        if month > _MONTHS_OF_A_YEAR:
            day, month = month, day
        elif day <= _MONTHS_OF_A_YEAR and day != month:
            return ""  # Europe and America read it otherwise
    elif match := re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})", text):
        day, name, year = int(match[1]), match[2].lower(), int(match[3])
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _either_day(text: str) -> str:
    """Write the two days that Europe and America read in one; else nothing."""
    match = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text)
    if not match:
        return ""
    first, second, year = map(int, match.groups())
    try:
        european, american = date(year, second, first), date(year, first, second)
    except ValueError:
        return ""
    return f"{european} ({european:%-d %B}) or {american} ({american:%-d %B})"


def _in_reach(day: D) -> D:
    """Refuse days so near the ends of the calendar that nothing can be reckoned from them."""
    if not YEARS[0] <= day.year <= YEARS[1]:
        said = f"is in the year {day.year}"
        raise Unreadable("date-impossible", said, f"write a year from {YEARS[0]} to {YEARS[1]}")
    return day


def _moment(text: str) -> datetime:
    moment = _without_zone(text)
    if moment is None or moment.tzinfo is None:
        begin = moment.isoformat(timespec="minutes") if moment else "2025-11-16T18:00"
        raise Unreadable(
            "value-type",
            f"must be a day, time and zone, not '{_short(text)}'",
            f"write it with the offset of the series' own zone, as in {begin}+04:30, "
            f"or with Z for UTC",
        )
    return _in_reach(moment)


def moment_in(zone: tzinfo, text: str) -> str:
    """Write a moment that was given without its zone by the clock of a series; else nothing."""
    moment = _without_zone(text)
    if moment is None or moment.tzinfo is not None or not YEARS[0] <= moment.year <= YEARS[1]:
        return ""
    return moment.replace(tzinfo=zone).isoformat(timespec="minutes")


def _without_zone(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _word(kind: type[Enum], text: str) -> Enum:
    words = _words_of(kind)
    if text in words:
        return words[text]
    listed = ", ".join(words)
    near = _today(kind, text) or _near(text, words)
    hint = f"{near}; known: {listed}" if near else f"one of: {listed}"
    raise Unreadable("enum-unknown", f"cannot be '{_short(text)}'", hint)


def _today(kind: type[Enum], text: str) -> str:
    """Know a word by an older or shorter name; never by its letters alone."""
    bare = re.sub(r"[^A-Z]", "", text.upper()).removeprefix("TLP")
    word, why = _OLD_NAMES.get(kind, {}).get(bare, ("", ""))
    return why or (f"write '{word}'" if word else "")


def _near(text: str, words: Iterable[str]) -> str:
    """Know a word in whatever case, or cut short (Mon) where only one begins so."""
    if near := did_you_mean(text, words) or did_you_mean(text.lower(), words):
        return near
    begin = [word for word in words if len(text) > _CUT and word.startswith(text.lower())]
    return f"did you mean '{begin[0]}'?" if len(begin) == 1 else ""


@cache
def _words_of(kind: type[Enum]) -> dict[str, Enum]:
    return {str(member.value): member for member in kind}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_READERS: Mapping[type, Callable[[str], object]] = {
    bool: _yes_no,
    date: _day,
    datetime: _moment,
}
