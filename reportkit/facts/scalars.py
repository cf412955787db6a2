"""One scalar as the type that the model asks for, or the reason why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache

from reportkit.facts.envelope import Form
from reportkit.facts.yamltext import Scalar
from reportkit.problems import did_you_mean

MAX_ID = 80
_SHOWN = 40  # characters of a value in a message

SLUG = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?\Z")
#: Of one mailbox, as every server takes it.
MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\Z")
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}(?:\.{_LABEL})*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FORMS: Mapping[Form, tuple[re.Pattern[str], str]] = {
    Form.SLUG: (SLUG, "lower-case letters and digits joined by . - or _"),
    Form.URL: (re.compile(r"https?://[^\s<>\"'\\]+\Z"), "an address that begins with https://"),
    Form.EMAIL: (MAIL_ADDRESS, "one mail address such as desk@example.org"),
    Form.LANGUAGE: (re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z"), "a tag such as en or fa-AF"),
    Form.ZONE: (re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)*\Z"), "a zone such as Asia/Kabul"),
    Form.CLOCK: (re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z"), "a time such as 18:00"),
    Form.HOST: (_HOST, "a server's name such as mx.example.org"),
    Form.COLOUR: (re.compile(r"#[0-9a-fA-F]{6}\Z"), 'six digits in quotes, such as "#0b4f6c"'),
}


class Unreadable(Exception):
    """A scalar cannot be what its field needs; ``said`` continues the field's name."""

    def __init__(self, code: str, said: str, hint: str = "") -> None:
        self.code, self.said, self.hint = code, said, hint
        super().__init__(said)


def read_scalar(kind: type, form: Form | None, node: Scalar) -> object:
    """Read a scalar as ``kind``: text, number, day, moment, truth value or a word of an enum.

    Raises Unreadable. YAML 1.2: quotes make no difference here, and nothing but the two
    words true and false is a truth value.
    """
    if not node.text.strip() or (node.plain and node.text in ("~", "null", "Null", "NULL")):
        hint = "give a value, or leave the key out"
        if form is Form.COLOUR:
            hint = 'write it in quotes, for # begins a comment: "#0b4f6c"'
        raise Unreadable("value-empty", "is empty", hint)
    if kind is str:
        return _text(form, node.text)
    read = _READERS.get(kind)
    return read(node.text) if read else _word(kind, node.text)


def _text(form: Form | None, written: str) -> str:
    # One paragraph: line breaks and runs of spaces are typing, not meaning.
    text = " ".join(written.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if form is None:
        return text
    pattern, wanted = _FORMS[form]
    if not pattern.match(text) or (form is Form.SLUG and len(text) > MAX_ID):
        raise Unreadable("value-form", f"is '{_short(text)}'", f"write {wanted}")
    return text


def _number(text: str) -> Decimal:
    if not _NUMBER.match(text):
        raise Unreadable(
            "value-type",
            f"must be a number, not '{_short(text)}'",
            "digits with at most one dot: 1240 or 12.5",
        )
    return Decimal(text)


def _whole(text: str) -> int:
    if not _NUMBER.match(text) or "." in text:
        raise Unreadable("value-type", f"must be a whole number, not '{_short(text)}'")
    return int(text)


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unreadable("value-type", f"must be true or false, not '{_short(text)}'")
    return text == "true"


def _day(text: str) -> date:
    if not _DAY.match(text):
        raise Unreadable(
            "value-type", f"must be a day, not '{_short(text)}'", "write it as 2025-10-19"
        )
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("date-impossible", f"is {text}, a day that no calendar has") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unreadable(
            "value-type",
            f"must be a day, time and zone, not '{_short(text)}'",
            "write it as 2025-11-16T18:00+00:00, or with Z for UTC",
        )
    return moment


def _word(kind: type[Enum], text: str) -> Enum:
    words = _words_of(kind)
    if text in words:
        return words[text]
    listed = ", ".join(words)
    near = did_you_mean(text, words)
    hint = f"{near}; known: {listed}" if near else f"one of: {listed}"
    raise Unreadable("enum-unknown", f"cannot be '{_short(text)}'", hint)


@cache
def _words_of(kind: type[Enum]) -> dict[str, Enum]:
    return {str(member.value): member for member in kind}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_READERS: Mapping[type, Callable[[str], object]] = {
    Decimal: _number,
    int: _whole,
    bool: _yes_no,
    date: _day,
    datetime: _moment,
}
