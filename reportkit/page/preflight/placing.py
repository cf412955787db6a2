"""From what the press found wrong on a page back to the record that it printed there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportkit.i18n.bidi import without_marks
from reportkit.model.book import Book
from reportkit.page.compose.quotation_marks import curly
from reportkit.page.preflight.messages import PAGE
from reportkit.page.preflight.text import fold
from reportkit.problems import Problem
from reportkit.rules.texts import Printed, every_text

#: A text in a message stands between these; its own marks are curly by then.
_QUOTED = re.compile(r"'([^']+)'")
_LETTER = re.compile(r"\(U\+([0-9A-F]{4,6})\)")
#: Of what is shorter, only one record may have it.
_TELLING = 12
#: Of a longer text so much is looked for, since a message cuts it off.
_BEGINNING = 30


def placed(problems: Iterable[Problem], book: Book) -> Iterator[Problem]:
    """Give the same problems, each at the record whose text it speaks of, where one is found."""
    texts: list[tuple[Printed, str]] = []
    for problem in problems:
        if problem.mark != PAGE:
            yield problem
            continue
        texts = texts or [
            (each, fold(without_marks(curly(each.text)))) for each in every_text(book)
        ]
        printed = _found(problem.message, texts)
        if printed is None:
            yield problem
        else:
            message = f"{printed.owner}: {problem.message}"
            yield replace(problem, message=message, mark=printed.mark)


def _found(message: str, texts: list[tuple[Printed, str]]) -> Printed | None:
    if letter := _LETTER.search(message):
        wanted = [fold(chr(int(letter[1], 16)))]
    else:
        wanted = [fold(without_marks(text.removesuffix("…"))) for text in _QUOTED.findall(message)]
    for text in filter(None, wanted):
        holding = [printed for printed, folded in texts if text in folded]
        owners = {printed.owner for printed in holding}
        if holding and (letter or len(text) >= _TELLING or len(owners) == 1):
            return holding[0]
        # A block of the page holds more than the text: its day before it, its sources behind.
        held = [
            (len(folded), printed)
            for printed, folded in texts
            if len(folded) >= _TELLING and folded[:_BEGINNING] in text
        ]
        if held:
            return max(held, key=lambda each: each[0])[1]
    return None
