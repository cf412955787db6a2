"""The list of sources: what each is, how it stands, what shares its origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from reportkit.i18n.bidi import left_to_right, of_record
from reportkit.i18n.catalog import base_of
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import noted, say, spoken
from reportkit.model.book import Book
from reportkit.model.evidence import Source
from reportkit.model.vocabulary import SourceStatus
from reportkit.page.compose.annexes_model import Source as SourceView
from reportkit.page.compose.citations import Apparatus
from reportkit.page.labels import (
    capital,
    commas,
    day,
    is_withheld,
    label,
    reliability,
    semicolons,
    stop,
)


def sources_of(book: Book, apparatus: Apparatus) -> tuple[SourceView, ...]:
    """List every source by number; those that nothing cites come last, by id."""
    sources = sorted(book.all(Source), key=lambda source: source.id)
    for source in sources:
        apparatus.number(source.id)
    copies: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        if source.originates_from:
            copies[source.originates_from].append(source.id)
    return tuple(
        _view(source, apparatus, copies)
        for source in sorted(sources, key=lambda source: apparatus.number(source.id))
    )


def _view(source: Source, apparatus: Apparatus, copies: Mapping[str, list[str]]) -> SourceView:
    withheld = is_withheld(source.attribution_rule)
    url = "" if withheld else source.url or source.archive_url or ""
    said = [_description(source, withheld=withheld), *_notes(source, apparatus, copies)]
    return SourceView(
        anchor=f"src-{source.id}",
        number=str(apparatus.number(source.id)),
        mark=apparatus.mark(source.id),
        publisher=say("Name withheld") if withheld else source.publisher,
        text=" ".join(said),
        url=url,
        shown_url=left_to_right(shown_url(url)),
    )


def shown_url(url: str) -> str:
    """Give an address as a reader types it: no scheme, no "www.", no last stroke."""
    if not url:
        return ""
    return url.removeprefix(f"{urlsplit(url).scheme}://").removeprefix("www.").removesuffix("/")


def _notes(source: Source, apparatus: Apparatus, copies: Mapping[str, list[str]]) -> Iterator[str]:
    if source.originates_from:
        number = apparatus.number(source.originates_from)
        yield say("Carries the text of {number}: one origin.", number=number)
    elif same := copies.get(source.id):
        numbers = commas(str(number) for number in sorted(map(apparatus.number, same)))
        yield say("Same origin: {numbers}.", numbers=numbers)
    if grade := reliability(source.reliability):
        yield say("Reliability {grade}.", grade=grade)
    if source.source_status is not SourceStatus.OK:
        state = label(source.source_status)
        if source.status_reason:
            why = unstopped(of_record(source.status_reason))
            yield say("This source is {state}: {why}.", state=state, why=why)
        else:
            yield say("This source is {state}.", state=state)
    if source.descriptor:
        yield stop(source.descriptor)


def _description(source: Source, *, withheld: bool) -> str:
    """Say title, day and kind in one line."""
    parts = []
    if not withheld:
        parts += [source.author] if source.author else []
        parts += [say("“{title}”", title=source.title)] if source.title else []
    parts.append(day(source.published) if source.published else say("undated"))
    parts.append(commas([label(source.kind), label(source.access)]))
    if source.accessed:
        parts.append(say("read {day}", day=day(source.accessed)))
    if base_of(source.language) != base_of(spoken().records):
        parts.append(_in_language(source.language))
    if source.translation:
        made = source.translation
        parts.append(say("translation: {method}, {by}", method=made.method, by=made.by))
    return stop(capital(semicolons(parts)))


#: Languages of sources; of others a reader is given the tag.
_LANGUAGES = {
    "ar": noted("in Arabic"), "de": noted("in German"), "en": noted("in English"),
    "es": noted("in Spanish"), "fa": noted("in Persian"), "fr": noted("in French"),
    "he": noted("in Hebrew"), "hi": noted("in Hindi"), "prs": noted("in Dari"),
    "ps": noted("in Pashto"), "pt": noted("in Portuguese"), "ru": noted("in Russian"),
    "tr": noted("in Turkish"), "uk": noted("in Ukrainian"), "ur": noted("in Urdu"),
    "zh": noted("in Chinese"),
}  # fmt: skip


def _in_language(tag: str) -> str:
    known = _LANGUAGES.get(base_of(tag))
    return say(known) if known else say("language: {language}", language=tag)


def origins(book: Book, source_ids: Iterable[str]) -> tuple[int, int]:
    """Count reports and the independent origins behind them; what was withdrawn counts nowhere."""
    reports = {id for id in source_ids if book.origins_of((id,))}
    return len(reports), len(book.origins_of(reports))
