"""Why a file is not YAML, in plain words: the parser tells where it stopped, not what was typed.

Each function looks at the lines around that place for one kind of slip, and gives None when
it is another. The first that knows its kind is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportkit.loading.characters import ODD_SPACES, named

_SHOWN = 40  # characters of a line in a message
_LONGEST_KEY = 1024  # of YAML itself
_KEY = r"[\w.-]+"
_DASHES = r"(?:- +)*"

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}) |={7}\s*$")
_TAB = re.compile(rf" *{_DASHES}(?P<found>\t)")
_ODD_SPACE = re.compile(
    rf"\s*{_DASHES}-?(?P<indent>[{ODD_SPACES}])|\s*{_DASHES}{_KEY}:(?P<colon>[{ODD_SPACES}])"
)


class Stopped(NamedTuple):
    """Where the parser gave up and what it was reading; places count from 1."""

    problem: str
    context: str
    line: int
    column: int
    opened: tuple[int, int] | None  # where what it was reading began


class Cause(NamedTuple):
    """What was typed there, and what to type instead."""

    line: int
    column: int
    message: str
    hint: str


def merge_conflict(lines: Sequence[str]) -> Cause | None:
    """Find what a version control system left where two changes met."""
    marked = [number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)]
    if not any(lines[number - 1].startswith("<<<<<<< ") for number in marked):
        return None
    return Cause(
        marked[0],
        1,
        "two versions of the file were merged and left both here",
        "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    )


def cause_of(stopped: Stopped, lines: Sequence[str]) -> Cause:
    """Give the likeliest slip behind an error of the parser."""
    for kind in _KINDS:
        cause = kind(stopped, lines)
        if cause is not None:
            return cause
    message = f"the file is not YAML here ({stopped.problem})"
    hint = "look at quotes, colons and indents on this line and the one above"
    return Cause(stopped.line, stopped.column, message, hint)


# -- characters that look like another -------------------------------------------------------


def _tab(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    for number in _around(stopped):
        if found := _TAB.match(_line(lines, number)):
            column = found.start("found") + 1
            message = f"a tab at column {column}, where only spaces may stand"
            return Cause(number, column, message, "indent with spaces, not tabs")
    return None


def _odd_space(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    for number in _around(stopped):
        if found := _ODD_SPACE.match(_line(lines, number)):
            which = "indent" if found["indent"] else "colon"
            column = found.start(which) + 1
            character = named(found[which])
            message = f"{character} at column {column} looks like a space and is none"
            return Cause(number, column, message, "type an ordinary space in its place")
    return None


# -- quotes ----------------------------------------------------------------------------------


def _open_quote(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if stopped.context == "while scanning a quoted scalar" and stopped.opened:
        return _not_closed(*stopped.opened, _line(lines, stopped.opened[0]))
    return None


def _not_closed(line: int, column: int, text: str) -> Cause:
    quote = text[column - 1 : column]
    return Cause(
        line,
        column,
        f"the text that begins with {quote} here has no {quote} at its end",
        f"close it with {quote}, or take both quotation marks away",
    )


def _unknown_escape(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if "escape" not in stopped.problem:
        return None
    found = _line(lines, stopped.line)[stopped.column - 1 : stopped.column + 1]
    hint = "write \\\\ for a backslash, or put the text in single quotes"
    return Cause(stopped.line, stopped.column, f"'{found}' means nothing in double quotes", hint)


def _quote_inside(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    """A quoted text ended before its writer meant it to, or began on an earlier line."""
    if not stopped.problem.startswith("did not find expected"):
        return None
    line = _line(lines, stopped.line)
    before = line[: stopped.column - 1].rstrip()
    if not before.endswith(("'", '"')) or not (after := line[stopped.column - 1 :].strip()):
        return None
    if re.match(rf"{_KEY}:\s", after) and "flow" in stopped.context:
        return None  # the next entry, and no comma before it
    quote = before[-1]
    opening = re.compile(rf"(?:^|[\s\[{{]){quote}")
    if not (begun := opening.search(before[:-1])):
        for number in range(stopped.line - 1, 0, -1):
            text = _line(lines, number)
            if (found := opening.search(text)) and text.count(quote) % 2:
                return _not_closed(number, found.end(), text)
        return None
    inside = "apostrophe" if quote == "'" else "quotation mark"
    ways = {
        "'": "double quotes, or write the apostrophe twice: ''",
        '"': 'single quotes, or write \\"',
    }
    return Cause(
        stopped.line,
        begun.end(),
        f"the {inside} before '{_short(after)}' ends the text in {quote}",
        f"put the whole text in {ways[quote]}",
    )


# -- texts that need quotes ------------------------------------------------------------------


def _folded(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if stopped.context != "while scanning a block scalar" or not stopped.opened:
        return None
    line, column = stopped.opened
    sign, rest = _line(lines, line)[column - 1 : column], _line(lines, line)[column:].strip()
    hint = f"put the text in quotes, or begin it on the next line after '{sign}'"
    if sign == ">" and re.match(r"=?\s*\d", rest):
        number = rest.lstrip("= ").split()[0]
        word = "at_least" if rest.startswith("=") else "more_than"
        hint = f"write 'low: {number}' and 'operator: {word}'"
    return Cause(line, column, f"'{sign}' announces a text of several lines", hint)


def _first_sign(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    contexts = ("while scanning an alias", "while scanning an anchor", "while scanning a directive")
    if stopped.context in contexts and stopped.opened:
        line, column = stopped.opened
    elif re.search("cannot start any|node content|keys are not|YAML doc", stopped.problem):
        line, column = stopped.line, stopped.column
    else:
        return None
    sign = _line(lines, line)[column - 1 : column]
    if not sign.strip():
        return None
    return Cause(line, column, f"a text cannot begin with '{sign}'", "put the text in quotes")


def _comment_in_brackets(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if not stopped.context.startswith("while parsing a flow") or not stopped.opened:
        return None
    for number in range(stopped.opened[0], stopped.line + 1):
        begin = stopped.opened[1] if number == stopped.opened[0] else 0
        if (found := _line(lines, number).find(" #", begin)) >= 0:
            return Cause(
                number,
                found + 2,
                "after a space, # begins a comment: the rest of the line is not read",
                "put the text in quotes",
            )
    return None


def _open_bracket(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if not stopped.context.startswith("while parsing a flow") or not stopped.opened:
        return None
    line, column = stopped.opened
    if stopped.line == line and _line(lines, line)[stopped.column - 1 :].strip():
        message = f"no comma before '{_short(_line(lines, line)[stopped.column - 1 :])}'"
        hint = "put a comma between two entries, and a text with a colon or comma in quotes"
        return Cause(stopped.line, stopped.column, message, hint)
    sign = _line(lines, line)[column - 1 : column]
    closing = {"[": "]", "{": "}"}.get(sign, "")
    hint = f"close it with '{closing}', and put a comma between two entries"
    return Cause(line, column, f"the '{sign}' here is not closed", hint)


# -- keys and indents ------------------------------------------------------------------------


def _two_colons(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if not stopped.problem.startswith("mapping values are not allowed"):
        return None
    before = _line(lines, stopped.line)[: stopped.column - 1]
    if len(before) > _LONGEST_KEY:
        message = "a key of more than 1,024 characters"
        return Cause(stopped.line, 1, message, "a text with ': ' inside needs quotes")
    if not re.fullmatch(rf"\s*{_DASHES}{_KEY}", before):
        message = "a ': ' inside a text without quotes"
        return Cause(stopped.line, stopped.column, message, "put the text in quotes")
    return _key_in_text(stopped, lines)


def _key_in_text(stopped: Stopped, lines: Sequence[str]) -> Cause:
    """A good key was taken for the second line of a text: the line above, or an indent."""
    column = _column(_line(lines, stopped.line))
    number = next((n for n in range(stopped.line - 1, 0, -1) if _line(lines, n).strip()), 0)
    above, over = _line(lines, number).strip(), _column(_line(lines, number))
    if re.match(r"-[^\s-]", above):
        message, hint = "no space after the '-'", f"write '- {_short(above[1:])}'"
        return Cause(number, over + 1, message, hint)
    if found := re.match(rf"{_DASHES}{_KEY}(?P<colon>:)[^\s]", above):
        message = "no space after the ':'"
        return Cause(number, over + found.end("colon"), message, "write 'key: value'")
    if over <= column and re.fullmatch(rf"{_DASHES}{_KEY}", above):
        return Cause(
            number, over + len(above), f"no ':' after '{_short(above)}'", f"write '{above}:'"
        )
    message = f"this line begins in column {column}, deeper than the one that it belongs beside"
    hint = "begin all keys of one record in the same column"
    return Cause(stopped.line, column, message, hint)


def _no_colon(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if stopped.problem != "could not find expected ':'" or not stopped.opened:
        return None
    line, column = stopped.opened
    text = _line(lines, line)[column - 1 :].strip()
    if found := re.match(rf"(?P<key>{_KEY}):(?P<value>\S.*)", text):
        hint = f"write '{found['key']}: {_short(found['value'])}'"
        return Cause(line, column + found.end("key"), "no space after the ':'", hint)
    return Cause(
        line,
        column,
        f"'{_short(text)}' is neither a key with a value nor part of the text above it",
        "write 'key: value'; a text that goes on is indented deeper than its key",
    )


def _after_the_end(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    del lines
    if "<document start>" not in stopped.problem:
        return None
    message = "a line above ('...') ended the document"
    return Cause(stopped.line, stopped.column, message, "delete the '...'")


def _list_beside_key(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    del lines
    if not stopped.problem.startswith("block sequence entries are not allowed"):
        return None
    message = "a '- ' on the line of its key"
    hint = "begin the list on the next line, or put the text in quotes"
    return Cause(stopped.line, stopped.column, message, hint)


def _indent(stopped: Stopped, lines: Sequence[str]) -> Cause | None:
    if not stopped.context.startswith("while parsing a block"):
        return None
    line = _line(lines, stopped.line)
    before, after = line[: stopped.column - 1], line[stopped.column - 1 :].strip()
    if before.strip():
        message = f"'{_short(after)}' cannot follow '{_short(before.strip())}'"
        return Cause(stopped.line, stopped.column, message, "put the whole text in quotes")
    what = "'-'" if after.startswith("- ") else "line"
    return Cause(
        stopped.line,
        stopped.column,
        f"this {what} begins in column {stopped.column}, in line with none that it could follow",
        "begin all keys of one record in the same column, and each '-' under the one before",
    )


_KINDS: tuple[Callable[[Stopped, Sequence[str]], Cause | None], ...] = (
    _tab, _odd_space, _open_quote, _unknown_escape, _quote_inside, _folded, _first_sign,
    _comment_in_brackets, _open_bracket, _two_colons, _no_colon, _after_the_end,
    _list_beside_key, _indent,
)  # fmt: skip


def _around(stopped: Stopped) -> list[int]:
    """The lines on which a slip can have led to this: what was being read, and the one above."""
    near = [stopped.line - 1, stopped.line]
    if stopped.opened and stopped.context.startswith("while scanning"):
        near.insert(0, stopped.opened[0])
    return near


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _column(line: str) -> int:
    """Where the first sign of a line stands."""
    return len(line) - len(line.lstrip()) + 1


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
