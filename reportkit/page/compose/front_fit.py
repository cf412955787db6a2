"""How page 1 stays one page: what gives way, step by step, and what a short one looks like."""

from __future__ import annotations

from dataclasses import replace

from reportkit.page.compose.front_model import Expectation
from reportkit.page.compose.page_model import Page
from reportkit.page.pagination import FLOWING

_STRIP, _COLUMN, _HIGHLIGHTS, _CHANGES = "strip", "column", "highlights", "changes"
#: What gives way, step by step: the strip goes behind page 1, the key figures into rows, the
#: highlights, which the body says too, leave, then both, and of what changed the least weighty.
STEPS: tuple[frozenset[str], ...] = (
    frozenset({_STRIP}),
    frozenset({_STRIP, _COLUMN}),
    frozenset({_STRIP, _HIGHLIGHTS}),
    frozenset({_STRIP, _COLUMN, _HIGHLIGHTS}),
    frozenset({_STRIP, _COLUMN, _HIGHLIGHTS, _CHANGES}),
)
#: So many of them stay where page 1 has too many words.
_LEAST_SENTENCES = 2
#: So many sentences on what changed stay: what was wrong or is withdrawn stands first.
_LEAST_CHANGES = 3


#: Of page 1, with the strip and its headings: what is read in ninety seconds.
WORDS = 460
#: The headings, the ends of the line of percent, "All changes, ...: page 7", "Verify ...", the
#: label and the number of the page.
_OTHER_WORDS = 40


def _within_words(page: Page) -> Page:
    """Leave the least weighty changes to their annex, then highlights, while there are too many."""
    while words_of(page) > WORDS:
        front, since = page.front, page.front.since
        if len(since.lines) > max(_LEAST_SENTENCES, since.whole):
            since = since._replace(lines=since.lines[:-1])
        elif front.highlights:
            front = replace(front, highlights=front.highlights[:-1])
        else:
            break
        page = replace(page, front=replace(front, since=since))
    return page


def words_of(page: Page) -> int:
    """Count the words that page 1 has with its strip; signs and dots are none."""
    return _OTHER_WORDS + sum(
        any(map(str.isalnum, word)) for text in _texts(page) for word in text.split()
    )


def _texts(page: Page) -> list[str]:
    front = page.front
    texts = [page.series, page.subtitle, page.number, *page.masthead.dated]
    texts += [f"{row.label} {row.text}" for row in page.masthead.small]
    texts += [front.bottom_line.text, front.trend.word, front.trend.rationale.text]
    texts += [f"{alert.name} {alert.meaning}" for alert in front.alerts]
    texts += map(_expected, front.expectations)
    texts += [front.replaces, front.track_record]
    texts += [prose.text for prose in (*front.corrections, *front.since.lines)]
    texts += [highlight.text for highlight in front.highlights]
    texts += [f"{f.value} {f.what} {f.delta} {f.provider} {f.as_of}" for f in front.key_figures]
    texts += [f"{part.text} 9" for part in (*page.contents.body, *page.contents.annexes)]
    texts.append(front.strip.alt if front.strip else "")
    return texts


def notes_fit(page: Page) -> bool:
    """Tell whether the notes on the names that page 1 uses have room there, with all else."""
    said = " ".join(_texts(page)).casefold()
    notes = [note.text for note in page.name_notes if note.term.casefold() in said]
    return words_of(page) + sum(len(note.split()) for note in notes) <= WORDS


def _expected(item: Expectation) -> str:
    """Give the words of a key judgement: its number, its sentence, how likely and how sure."""
    band = item.band.text if item.band else ""
    sentence = f"{item.before}{item.term}{item.after}"
    return f"1 {sentence} {band} {item.moved} {item.horizon} {item.confidence}"


def fitted(page: Page, step: int) -> Page:
    """Give the same edition with so many steps taken."""
    if step == FLOWING:
        return replace(page, front=replace(page.front, apart=False))
    taken = STEPS[step - 1] if step else frozenset()
    front, drawings = page.front, page.drawings
    if not step and front.strip and words_of(page) > WORDS:
        taken = frozenset({_STRIP})
        front = replace(front, roomy=True)
    if _STRIP in taken and front.strip:
        drawings = (front.strip, *drawings)
        front = replace(front, strip=None)
    if _COLUMN in taken:
        front = replace(front, close=True)
    if _HIGHLIGHTS in taken:
        front = replace(front, highlights=())
    if _CHANGES in taken:
        kept = max(_LEAST_CHANGES, front.since.whole)
        since = front.since._replace(lines=front.since.lines[:kept])
        front = replace(front, since=since)
    page = _within_words(replace(page, front=front, drawings=drawings))
    return replace(page, front=replace(page.front, holds_notes=not step and notes_fit(page)))
