"""The lower editions beside one: made from the abridged book, and searched before they leave."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from html import unescape

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName, Release
from reportkit.editions.releases import Hidden, history_at, lower_name
from reportkit.editions.snapshot import snapshot_of
from reportkit.editions.store import Store
from reportkit.facts.abridged import above, abridged
from reportkit.facts.book import RECORD_TYPES, Book
from reportkit.facts.telltale import Telltale, names, spaced, telltales
from reportkit.facts.words import Profile, Tlp
from reportkit.page.assets import Design
from reportkit.page.engine import Progress, unwatched
from reportkit.page.pictures.picture import Drawing
from reportkit.printing import PrintedEdition, print_edition
from reportkit.problems import Mark, Problem, SeedsRejected

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
#: What the engine or the typesetter puts between letters, and no writer does.
_BETWEEN = str.maketrans({"\xa0": " ", "\xad": "", "\u200b": "", "\u2060": ""})
_CURLY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, kw_only=True)
class Lower:
    """An edition as readers up to a marking are to have it, before it is printed."""

    ceiling: Tlp
    book: Book
    history: History
    hidden: Hidden


@dataclass(frozen=True, kw_only=True)
class PrintedLower:
    """A lower edition as it will lie beside the whole one."""

    release: Release
    pdf: str  # name of the file
    files: Mapping[str, bytes]
    html: str  # "" where a draft shows another form alone
    records: Mapping[str, int]  # count per type
    warnings: tuple[Problem, ...] = ()


def lower_edition(store: Store, book: Book, name: EditionName, ceiling: Tlp) -> Lower:
    """Cut a book down and compare it with what its readers had before."""
    gone = above(book, ceiling)
    cut = abridged(book, ceiling)
    missing = book.by_id.keys() - cut.by_id.keys()
    hidden = Hidden(missing, telltales(gone.values(), (cut.brief, *cut)))
    history = history_at(store, cut, snapshot_of(cut, name), ceiling, hidden)
    return Lower(ceiling=ceiling, book=cut, history=history, hidden=hidden)


def print_lower(  # noqa: PLR0913  # these are what an edition is made of
    store: Store,
    book: Book,
    name: EditionName,
    ceiling: Tlp,
    design: Design,
    *,
    draft: bool = False,
    only: Profile | None = None,
    kept: MutableMapping[str, Drawing] | None = None,
    progress: Progress = unwatched,
) -> PrintedLower:
    """Make a lower edition of a book, and prove that nothing above its marking is in it.

    Raises what ``print_edition`` raises, and SeedsRejected with ``above-ceiling``.
    """
    lower = lower_edition(store, book, name, ceiling)
    printed = print_edition(
        lower.book,
        name,
        lower.history,
        design,
        draft=draft,
        only=only,
        kept=kept,
        progress=lambda stage: progress(f"{stage}, {ceiling}"),
    )
    if problems := tuple(_leaks(printed, lower)):
        raise SeedsRejected(problems)
    stem = f"{book.brief.id}-{'draft' if draft else name}"
    files = {lower_name(stem, ceiling, file): made for file, made in printed.files.items()}
    return PrintedLower(
        release=_release(lower, printed),
        pdf=lower_name(stem, ceiling, printed.pdf),
        html=lower_name(stem, ceiling, printed.html) if printed.html else "",
        files=files,
        records={kind.plural: len(lower.book.all(kind)) for kind in RECORD_TYPES},
        warnings=tuple(
            replace(warning, message=f"at {ceiling}: {warning.message}")
            for warning in printed.warnings
        ),
    )


def _release(lower: Lower, printed: PrintedEdition) -> Release:
    before = lower.history.previous
    counts = lower.history.step.counts
    return Release(
        marking=lower.ceiling,
        pages=printed.pages,
        records=len(lower.book),
        changes={class_.value: count for class_, count in counts.items()},
        since=before.name if before else None,
        profiles=printed.profiles,
    )


# The last look ------------------------------------------------------------------------------


def _leaks(printed: PrintedEdition, lower: Lower) -> Iterator[Problem]:
    """Look for what is gone in every file, and in what a file encloses."""
    ids = (Telltale(id, id) for id in sorted(lower.hidden.ids))
    wanted = tuple(dict.fromkeys((*lower.hidden.words, *ids)))
    if not wanted:
        return
    # Drawn letters cannot be read in a PDF, so the pages that it was set from are read.
    for file, content in {**printed.files, **printed.set_from}.items():
        readings = tuple(_readings(file, content))
        for telltale in wanted:
            if any(_holds(reading, telltale) for reading in readings):
                yield Problem(
                    "above-ceiling",
                    f"{file} at {lower.ceiling} tells of {telltale.record}, which is marked higher "
                    "or named by nothing else",
                    Mark("templates/brief.html.j2", 1, 1),
                    f"found: '{telltale.text[:60]}'",
                )


def _holds(reading: str, telltale: Telltale) -> bool:
    """A name or sentence counts anywhere, an id where it is one: in quotes or in an anchor.

    An id such as "road" is a word of the language too.
    """
    if telltale.text != telltale.record or not telltale.text.isalpha():
        return names(reading, telltale.text)
    id = telltale.text
    return any(form in reading for form in (f'"{id}"', f"#rec-{id}", f"#src-{id}", f'-{id}"'))


def _readings(file: str, content: bytes) -> Iterator[str]:
    """Read a file in every way in which a reader's program could."""
    if file.endswith(".pdf"):
        yield from _readings_of_pdf(content)
        return
    text = content.decode()
    yield _plain(text)
    if file.endswith(".html"):
        plain = unescape(text)
        yield _plain(plain)
        yield _plain(unescape(_TAG.sub("", text)))
        yield _plain(unescape(_TAG.sub(" ", text)))
    if file.endswith(".json"):
        yield _plain(text.replace('\\"', '"').replace("\\n", " "))


def _readings_of_pdf(content: bytes) -> Iterator[str]:
    """Read titles, descriptions, structure and enclosed files; drawn letters are the HTML's."""
    for part in (content, *_streams(content)):
        yield _plain(part.decode("latin-1"))
        if b"\x00" in part:
            yield _plain(part.replace(b"\x00", b"").decode("latin-1"))
        if any(part.count(mark) for mark in (b"<feff", b"<FEFF")):
            yield _plain(" ".join(_hexadecimal(part)))
        if not part.isascii():
            yield _plain(part.decode("utf-8", "replace"))


def _streams(content: bytes) -> Iterable[bytes]:
    for found in _STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue  # not compressed: read with the rest


def _hexadecimal(part: bytes) -> Iterator[str]:
    for found in re.finditer(rb"<feff([0-9a-f]*)>", part, re.IGNORECASE):
        if len(found[1]) % 4 == 0:
            yield bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace")


def _plain(text: str) -> str:
    return spaced(text.translate(_BETWEEN).translate(_CURLY))
