"""References of a bibliography as sources: who brought it out, what sort of text, when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from reportkit.authoring.proposed_id import proposed_id, telling_words
from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.languages import language_of
from reportkit.imports.reference_kinds import access_of, form_kind, is_post, tagged
from reportkit.imports.references import Reference, joined
from reportkit.model.book import Records
from reportkit.model.evidence import Source
from reportkit.model.folding import folded
from reportkit.model.vocabulary.sources import SourceKind
from reportkit.problems import Level, Mark, Problem, errors_in

DOI = "doi"
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
#: Addresses of copies that stay, and what a copy of the Wayback Machine is of.
_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org|archive\.(?:ph|today|is|li|md|vn|fo)|perma\.cc|ghostarchive\.org"
    r"|archive\.org)/[^\s{}<>\"]+"
)
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d+(?:[a-z]+_)?/(?P<original>https?://.+)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")
_WHOLE_DAY = len("2025-10-17")


class ReferenceReader:
    """Makes sources of references; each source of the series is found again by DOI or address."""

    def __init__(self, file: str, records: Records) -> None:
        self._file, self._records = file, records
        self._ids: dict[tuple[str, ...], str] = {}
        self._given: set[str] = set()
        self._kinds: dict[str, set[str]] = {}
        for source in records.all(Source):
            self._kinds.setdefault(folded(source.publisher), set()).add(source.kind.value)
            numbers = [one.id for one in source.external_ids if one.scheme == DOI]
            for name in _names(
                numbers[0] if numbers else "",
                source.url or "",
                (source.publisher, source.title or "", str(source.published or "")),
            ):
                self._ids.setdefault(name, source.id)

    def candidates(
        self, references: Iterable[Reference | Refusal]
    ) -> Iterator[Candidate | Refusal]:
        """Give a source for each reference, and what is asked."""
        for one in references:
            if isinstance(one, Refusal):
                yield one
                continue
            values, problems = self._values(one)
            yield from map(Refusal, problems)
            if not errors_in(problems):
                id = self._id(values)
                yield Candidate(Source, one.called or id, {"id": id, **values}, one.line)

    # -- what it says ------------------------------------------------------------------------

    def _values(self, one: Reference) -> tuple[dict[str, Value], list[Problem]]:
        post = is_post(one.form, one.url)
        own = (joined(one.authors),) if post and one.authors else ()
        publisher = next(iter((*own, *one.publishers, *one.offices)), "")
        authors = tuple(name for name in one.authors if name != publisher and not own)
        doi = _doi(one.doi) or _doi(one.url)
        language, problems = language_of(one.language), []
        kind = self._kind(one, publisher) or (SourceKind.SOCIAL_POST.value if post else "")
        url, archived = _addresses(one, doi)
        if not publisher:
            problems.append(self._no_publisher(one))
        if not kind:
            problems.append(self._no_kind(one, publisher))
        if language is None:
            problems.append(self._no_language(one))
        days = {"published": one.published, "accessed": one.accessed}
        problems += (p for key, day in days.items() if day and (p := self._no_day(one, key, day)))
        values = {
            "publisher": publisher,
            "author": joined(authors),
            "title": one.title,
            "url": url,
            "archive_url": archived,
            **{key: day if _is_day(day) else "" for key, day in days.items()},
            "language": language or "",
            "kind": kind,
            "access": tagged(one.tags).access or access_of(kind),
        }
        said: dict[str, Value] = {key: value for key, value in values.items() if value}
        if doi:
            said["external_ids"] = [{"scheme": DOI, "id": doi}]
        return said, problems

    def _kind(self, one: Reference, publisher: str) -> str:
        """Take the desk's own tag first, then what its other sources of the publisher are."""
        form, data_set = form_kind(one.form), SourceKind.DATASET.value
        known = self._kinds.get(folded(publisher), set()) - {data_set}
        alone = min(known) if len(known) == 1 and form != data_set else form
        return tagged(one.tags).kind or alone

    def _id(self, values: dict[str, Value]) -> str:
        """Give the id of the source that it is, in the series or earlier in the file."""
        numbers = values.get("external_ids")
        first = numbers[0] if isinstance(numbers, list) else {}
        doi = str(first.get("id")) if isinstance(first, dict) and first else ""
        said = (str(values.get(key, "")) for key in ("publisher", "title", "published"))
        names = _names(doi, str(values.get("url", "")), tuple(said))
        id = next((self._ids[name] for name in names if name in self._ids), "")
        if not id:
            dated = "published" in values or "accessed" in values
            id = proposed_id(Source, values, self._records, self._given)
            if not dated and (words := telling_words(str(values.get("title", "")))):
                named = {**values, "published": words}  # without a day its title tells it apart
                id = proposed_id(Source, named, self._records, self._given)
        self._given.add(id)
        for name in names:
            self._ids.setdefault(name, id)
        return id

    # -- what is asked -----------------------------------------------------------------------

    def _problem(
        self, one: Reference, code: str, message: str, hint: str, level: Level = Level.ERROR
    ) -> Problem:
        said = f"'{one.title[:60]}'" if one.title else one.called or "the reference"
        return Problem(code, f"{said} {message}", Mark(self._file, one.line, 1), hint, level)

    def _no_publisher(self, one: Reference) -> Problem:
        message = "does not say who brought it out"
        hint = "give the newspaper, the website or the institution"
        return self._problem(one, "reference-publisher", message, hint)

    def _no_kind(self, one: Reference, publisher: str) -> Problem:
        message = f"is '{one.form}', which can be several kinds of source"
        hint = f"give it {self._tag()} 'kind: national_media' or another kind"
        if unknown := tagged(one.tags).unknown:
            message += f", and '{unknown}' is none of them"
            hint += f" ({', '.join(SourceKind)})"
        if publisher:
            hint += f"; or describe one source of {publisher} in the seeds, others follow it"
        return self._problem(one, "reference-kind", message, hint)

    def _tag(self) -> str:
        """Say where a word for the import stands: in CSL-JSON Zotero leaves tags out."""
        if self._file.lower().endswith(".json"):
            return "the note (in Zotero a line of the field 'Extra')"
        return "the keyword"

    def _no_language(self, one: Reference) -> Problem:
        message = f"gives the language '{one.language}', which is not known"
        return self._problem(one, "reference-language", message, 'write its code: "fa", "ps", "en"')

    def _no_day(self, one: Reference, key: str, day: str) -> Problem | None:
        if _is_day(day):
            return None
        message = f"gives '{day}', which is no day: '{key}' is left out"
        hint = "give the whole day where you know it: 2025-10-17"
        if self._file.lower().endswith(".bib"):
            hint += "; Zotero leaves it out of BibTeX: export BibLaTeX or CSL JSON"
        return self._problem(one, "reference-day", message, hint, Level.WARNING)


def _is_day(text: str) -> bool:
    try:
        return len(text) == _WHOLE_DAY and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _addresses(one: Reference, doi: str) -> tuple[str, str]:
    """Give the address of a text, and that of its archived copy; of a copy alone both."""
    url = one.url or (f"https://doi.org/{doi}" if doi else "")
    if match := _WAYBACK.match(url):
        return match["original"], url
    return url, next((found[0] for found in _ARCHIVE.finditer(one.archived)), "")


def _doi(text: str) -> str:
    match = _DOI.match(text.strip())
    return match[1] if match else ""


def _names(doi: str, url: str, given: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Give the names by which a text is known: its DOI, its address, else what it says."""
    names: list[tuple[str, ...]] = [(DOI, doi.lower())] if doi else []
    if url and not _doi(url):
        names.append(("url", _same_address(url)))
    return names or [("given", *map(folded, given))]


def _same_address(url: str) -> str:
    """Write an address so that two that open the same page are one."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed
        return url
    host = parts.netloc.lower().removeprefix("www.")
    asked = [pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(asked)}"
