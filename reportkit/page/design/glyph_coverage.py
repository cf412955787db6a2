"""Can the design print every text of the seeds? Letters that no face has, words that no line holds.

The press would refuse the edition after ten seconds, in words of the page; here the record is
named in a moment, without the engine. Which letters the faces have is kept in the cache.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from reportkit.files.fingerprint import program_digest
from reportkit.files.notes import Notes
from reportkit.model.book import Book
from reportkit.page.assets import Design
from reportkit.page.confined import LimitReached, Limits, Progress, confined
from reportkit.page.scratch import scratch_folder
from reportkit.problems import Mark, Problem
from reportkit.rules.texts import Printed, every_text

FACES = "styles/fonts/"
_KINDS = (".ttf", ".otf", ".woff2")
LIMITS = Limits(cpu_seconds=20, wall_seconds=60, memory_bytes=1024**3)
#: Letters in a row between which no line may break; a line of the body holds some 80.
LONGEST = 100
#: What a line may break before or after, as the engine does (UAX 14, roughly).
_BREAKS = re.compile(r"[\s/\u00ad\u200b\u2010\u2012-\u2014?|}-]+")
#: Scripts that are written without spaces: East Asian, Thai, Lao, Khmer, Myanmar, Tibetan.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff]"
)
#: Never drawn by themselves: marks of format and direction, and spaces, which any face has.
_UNDRAWN = frozenset({"Cc", "Cf", "Zs"})
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F]))
_MOST = 64  # sets of fonts of which a note is kept
_MAX_SHOWN = 5  # letters of one text

Ranges = list[tuple[int, int]]
#: What this process read, by the digest of the faces, where it may keep no note of it.
_READ: dict[str, Ranges] = {}


def glyph_problems(book: Book, design: Design, cache: Path | None) -> Iterator[Problem]:
    """Find texts with a letter that no face of the design has, or with a word without end."""
    texts = list(every_text(book))
    known, unread = known_glyphs(design, cache)
    yield from unread
    if unread:
        return
    missing = frozenset(
        letter
        for letter in set().union(*(normalize("NFC", printed.text) for printed in texts))
        if not _has(known, letter)
    )
    for printed in texts:
        if not missing.isdisjoint(normalize("NFC", printed.text)):
            yield _no_glyph(printed, missing)
        if word := _unbreakable(printed.text):
            yield _no_break(printed, word)


def _no_glyph(printed: Printed, missing: frozenset[str]) -> Problem:
    text = normalize("NFC", printed.text)
    letters = list(dict.fromkeys(letter for letter in text if letter in missing))
    named = ", ".join(f"{letter} ({_name(letter)})" for letter in letters[:_MAX_SHOWN])
    more = f" and {len(letters) - _MAX_SHOWN} more" if len(letters) > _MAX_SHOWN else ""
    return Problem(
        "letter-missing",
        f"{printed.owner}: no font of this design has {named}{more}",
        printed.mark,
        f"put a font that has it into {FACES} (the series' own folder), or write it in other "
        "letters",
    )


def _name(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return f"U+{ord(letter):04X} {name}".rstrip()


def _no_break(printed: Printed, word: str) -> Problem:
    return Problem(
        "word-unbreakable",
        f"{printed.owner}: '{word[:30]}…' has {len(word)} letters and no place to break a line",
        printed.mark,
        f"put spaces or hyphens into what is longer than {LONGEST} letters",
    )


def _unbreakable(text: str) -> str:
    """Give the first run of letters that is longer than a line and cannot be broken."""
    if len(text) <= LONGEST or text.startswith(("https://", "http://")):
        return ""  # an address is set to break anywhere
    runs = (run for run in _BREAKS.split(text) if len(run) > LONGEST)
    return next((run for run in runs if not _UNSPACED.search(run)), "")


# -- which letters there are -----------------------------------------------------------------


def known_glyphs(design: Design, cache: Path | None) -> tuple[Ranges, list[Problem]]:
    """Give the letters that the faces of a design have, as ranges; or the fonts that are none.

    Those of the screen, which hold no letter more, are opened as well: the press asks them
    their names.
    """
    faces = {name: content for name, content in design.files.items() if name.endswith(_KINDS)}
    whole = sha256(program_digest().encode())
    for name, content in sorted(faces.items()):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    digest = whole.hexdigest()
    notes = Notes(cache / "letters", _MOST) if cache else None
    if kept := _kept(notes.read(digest)) if notes else _READ.get(digest):
        return kept, []
    ranges, unread = _read(faces)
    if not notes and not unread:
        _READ[digest] = ranges
    if notes and not unread:
        notes.write(digest, " ".join(f"{a:x}-{b:x}" for a, b in ranges).encode())
    return ranges, unread


def _kept(note: bytes | None) -> Ranges:
    try:
        pairs = [pair.split(b"-") for pair in (note or b"").split()]
        return [(int(first, 16), int(last, 16)) for first, last in pairs]
    except ValueError:
        return []


def _read(faces: dict[str, bytes]) -> tuple[Ranges, list[Problem]]:
    """Read the fonts in a child: they may be a stranger's, and the library is heavy."""
    reached = [FACES]

    def work(_scratch: Path, progress: Progress) -> dict[str, object]:
        from io import BytesIO

        from fontTools.ttLib import TTFont, TTLibError

        codes: set[int] = set()
        bad = []
        for name, content in faces.items():
            progress(name)
            try:
                with TTFont(BytesIO(content), lazy=True) as font:
                    letters = font.getBestCmap() or {}
                    font["name"].getDebugName(1)
                    asked = font["name"].names, font["head"].unitsPerEm, font["hmtx"].metrics
                if not (letters and all(asked)):
                    bad.append(name)
                if name.startswith(FACES):
                    codes |= set(letters)
            except (TTLibError, ValueError, LookupError, AttributeError, AssertionError, OSError):
                bad.append(name)
            except Exception as error:  # struct.error, zlib.error, brotli's own
                if type(error).__module__ not in ("struct", "zlib", "brotli", "_brotli"):
                    raise
                bad.append(name)
        return {"ranges": _ranges(codes), "bad": bad}

    try:
        with scratch_folder() as folder:
            answer = confined(work, folder, limits=LIMITS, progress=reached.append, what="a font")
    except LimitReached:
        answer = {"ranges": [], "bad": reached[-1:]}
    unread = [
        Problem(
            "asset-unusable",
            f"{name} is no font that can be read",
            Mark(name, 1, 1),
            "put a whole TTF, OTF or WOFF2 file in its place, or delete it",
        )
        for name in answer["bad"]
    ]
    return [(first, last) for first, last in answer["ranges"]], unread


def _ranges(codes: Iterable[int]) -> Ranges:
    ranges: Ranges = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges


def _has(known: Ranges, letter: str) -> bool:
    """Tell whether a face has a letter whole.

    One that is put together from parts looks right and cannot be found or copied as it was
    written: the gate takes its line for lost.
    """
    undrawn = unicodedata.category(letter) in _UNDRAWN or letter in _SELECTORS
    return undrawn or covers(known, ord(letter))


def covers(known: Ranges, code: int) -> bool:
    """Tell whether a face has a letter, by its code point."""
    from bisect import bisect_right

    at = bisect_right(known, (code, 0x110000)) - 1
    return at >= 0 and known[at][0] <= code <= known[at][1]
