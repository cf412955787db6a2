"""BibTeX and BibLaTeX: entries to references, with the line of each."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportkit.imports.candidate import Refusal
from reportkit.imports.references import Reference, day_parts, day_text, person
from reportkit.problems import Mark, Problem

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: Who brought it out, by the field in which it stands; the first that is set is the likeliest.
_PUBLISHERS = (
    "journaltitle", "journal", "institution", "organization", "titleaddon", "school",
    "publisher", "howpublished", "booktitle",
)  # fmt: skip
#: Where the address of an archived copy may stand: fields of some tools, and Zotero's "Extra".
_ARCHIVED = ("archiveurl", "archive-url", "urlarchive", "note", "annotation")
_ESCAPED = re.compile(r"\\([_%&#~$])")


def bibtex_references(text: str, file: str) -> Iterator[Reference | Refusal]:
    """Read each entry; what cannot be read is refused with its line.

    LaTeX becomes letters, but not in addresses: there "%" begins no comment.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry

    with _silent():
        raw = parse_string(text)
        decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    letters = {
        block.start_line: _fields(block) for block in decoded.blocks if isinstance(block, Entry)
    }
    for block in raw.blocks:
        if isinstance(block, Entry):
            plain = _fields(block)
            yield _reference(block, plain, letters.get(block.start_line, plain))
    yield from (Refusal(_problem(block, file)) for block in raw.failed_blocks)


def _reference(entry: Entry, plain: Mapping[str, str], letters: Mapping[str, str]) -> Reference:
    names = tuple(_names(plain.get("author", "") or plain.get("editor", "")))
    shown = tuple(_names(letters.get("author", "") or letters.get("editor", "")))
    spelled = shown if len(shown) == len(names) else names
    offices = (name.startswith("{") for name in names)
    subtype = letters.get("entrysubtype", "")
    url = plain.get("url", "") or plain.get("howpublished", "")
    return Reference(
        line=(entry.start_line or 0) + 1,
        called=entry.key,
        form=f"{entry.entry_type.lower()}/{subtype}" if subtype else entry.entry_type.lower(),
        title=_spaced(letters.get("title", "")),
        authors=tuple(map(_person, spelled)),
        offices=tuple(_person(one) for one, own in zip(spelled, offices, strict=True) if own),
        publishers=tuple(_spaced(letters[key]) for key in _PUBLISHERS if _names_one(letters, key)),
        url=_address(url),
        doi=_ESCAPED.sub(r"\1", plain.get("doi", "")).strip(),
        archived=" ".join(plain.get(key, "") for key in _ARCHIVED),
        published=day_text(plain.get("date", "")) or _by_month(plain),
        accessed=day_text(plain.get("urldate", "")),
        language=letters.get("langid", "") or letters.get("language", ""),
        tags=tuple(plain.get(key, "") for key in ("keywords", "note", "annotation", "annote")),
    )


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _names_one(letters: Mapping[str, str], key: str) -> bool:
    """Tell whether a field names somebody: an address in ``howpublished`` does not."""
    return bool(letters.get(key, "").strip()) and "://" not in letters[key]


def _names(text: str) -> Iterator[str]:
    """Split names at "and", not inside of braces."""
    depth, name = 0, list[str]()
    for word in re.split(r"(\s+)", text):
        if word.lower() == "and" and not depth:
            yield "".join(name).strip()
            name = []
            continue
        depth += word.count("{") - word.count("}")
        name.append(word)
    if last := "".join(name).strip():
        yield last


def _person(name: str) -> str:
    own = name.startswith("{")
    plain = _spaced(name)
    return plain if own else person(plain)


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[{}]", "", text).split())


def _address(text: str) -> str:
    r"""Give the address in a field: bare, or in \url{...}."""
    match = re.search(r"https?://[^\s{}]+", _ESCAPED.sub(r"\1", text))
    return match[0] if match else ""


def _by_month(fields: Mapping[str, str]) -> str:
    month = fields.get("month", "").strip().lower()
    if month[:3] in _MONTHS:
        month = str(_MONTHS.index(month[:3]) + 1)
    return day_parts(fields.get("year", ""), month, fields.get("day", ""))


def _problem(block: Block, file: str) -> Problem:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    mark = Mark(file, (block.start_line or 0) + 1, 1)
    if isinstance(block, DuplicateBlockKeyBlock):
        return Problem(
            "reference-repeated",
            f"the key '{block.key}' stands there twice",
            mark,
            f"the first is on line {(block.previous_block.start_line or 0) + 1}: delete one, or "
            "call it otherwise",
        )
    if isinstance(block, DuplicateFieldKeyBlock):
        keys = ", ".join(sorted(block.duplicate_keys))
        return Problem("reference-repeated", f"it says {keys} twice", mark, "delete one of them")
    return Problem(
        "reference-unreadable",
        "the entry is not closed, or is no BibTeX",
        mark,
        "count the braces and quotes of this entry",
    )


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the library's log from the terminal: what it warns of is refused with its line."""
    logger = logging.getLogger("bibtexparser")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
