"""The list of sources: what each is, how it stands, what shares its origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from reportkit.i18n.bidi import isolate, left_to_right, without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import current_locale, gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.page.compose.annexes_model import Source as SourceView
from reportkit.page.compose.citations import Citations
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

#: Sentences and parts of sentences of a note, and those that say no more than "n.d.".
_PARTS = re.compile(r"(.+?)([.;](?= |$)|$)")
_DATELESS = re.compile(
    r"undated page|(?:the )?(?:date|day) (?:of (?:the )?(?:page|publication) )?was not "
    r"(?:noted|recorded)",
    re.IGNORECASE,
)


def sources_of(book: Book, citations: Citations) -> tuple[SourceView, ...]:
    """List every source by number; those that nothing cites come last, by id."""
    sources = sorted(book.all(Source), key=lambda source: source.id)
    for source in sources:
        citations.number(source.id)
    return tuple(
        _view(source, citations)
        for source in sorted(sources, key=lambda source: citations.number(source.id))
    )


def _view(source: Source, citations: Citations) -> SourceView:
    withheld = is_withheld(source.attribution_rule)
    url = "" if withheld else source.url or source.archive_url or ""
    sentences = [_description(source, withheld=withheld), *_notes(source, citations)]
    more = semicolons(_particulars(source))
    return SourceView(
        anchor=f"src-{source.id}",
        number=str(citations.number(source.id)),
        mark=citations.mark(source.id),
        publisher=gettext("Name withheld") if withheld else source.publisher,
        text=" ".join(sentences),
        more=stop(capital(more)),
        url=url,
        shown_url=left_to_right(shown_url(url)),
        undated=source.published is None,
    )


def shown_url(url: str) -> str:
    """Give an address as a reader types it: no scheme, no "www.", no last stroke."""
    if not url:
        return ""
    return url.removeprefix(f"{urlsplit(url).scheme}://").removeprefix("www.").removesuffix("/")


def _notes(source: Source, citations: Citations) -> Iterator[str]:
    """Tell of what it is a copy, which its original need not say again, and how it stands."""
    if source.originates_from:
        number = citations.number(source.originates_from)
        yield gettext("Same text as {number}.", number=number)
    if source.version and not is_withheld(source.attribution_rule):
        yield gettext("Version {version}.", version=unstopped(source.version))
    if source.licence and not is_withheld(source.attribution_rule):
        yield gettext("Licence: {licence}.", licence=unstopped(source.licence))
    if grade := reliability(source.reliability):
        yield gettext("Reliability {grade}.", grade=grade)
    if source.source_status is not SourceStatus.OK:
        state = label(source.source_status)
        if source.status_reason:
            why = unstopped(isolate(source.status_reason))
            yield gettext("This source is {state}: {why}.", state=state, why=why)
        else:
            yield gettext("This source is {state}.", state=state)
    if known := _known(source):
        yield stop(capital(known))


def _known(source: Source) -> str:
    """Give what the desk notes of a source, without saying again that its day is not known."""
    written = source.descriptor or ""
    parts = [(part.strip(), end) for part, end in _PARTS.findall(without_marks(written))]
    kept = [(part, end) for part, end in parts if not _DATELESS.fullmatch(part)]
    if source.published or kept == parts:
        return written
    before = ["", *(end for _, end in kept)]
    texts = [
        part if end == ";" else capital(part) for (part, _), end in zip(kept, before, strict=False)
    ]
    ends = [f"{end} " for end in before[1:-1]]
    return isolate("".join(chain.from_iterable(zip_longest(texts, ends, fillvalue=""))))


def _description(source: Source, *, withheld: bool) -> str:
    """Say title and day in one line."""
    parts = []
    if not withheld:
        parts += [source.author] if source.author else []
        parts += [gettext("“{title}”", title=source.title)] if source.title else []
    parts.append(day(source.published) if source.published else gettext("n.d."))
    text = semicolons(parts)
    return stop(capital(text) if parts[1:] else text)


def _particulars(source: Source) -> list[str]:
    """Say what kind of text it is, when and in which language it was read."""
    parts = [commas([label(source.kind), label(source.access)])]
    if source.accessed:
        parts.append(gettext("read {day}", day=day(source.accessed)))
    if base_of(source.language) != base_of(current_locale().records):
        parts.append(_in_language(source.language))
    if source.translation:
        made = source.translation
        parts.append(gettext("translation: {method}, {by}", method=made.method, by=made.by))
    return parts


#: Languages of sources; of others a reader is given the tag.
_LANGUAGES = {
    "ar": gettext_noop("in Arabic"),
    "de": gettext_noop("in German"),
    "en": gettext_noop("in English"),
    "es": gettext_noop("in Spanish"),
    "fa": gettext_noop("in Persian"),
    "fr": gettext_noop("in French"),
    "he": gettext_noop("in Hebrew"),
    "hi": gettext_noop("in Hindi"),
    "prs": gettext_noop("in Dari"),
    "ps": gettext_noop("in Pashto"),
    "pt": gettext_noop("in Portuguese"),
    "ru": gettext_noop("in Russian"),
    "tr": gettext_noop("in Turkish"),
    "uk": gettext_noop("in Ukrainian"),
    "ur": gettext_noop("in Urdu"),
    "zh": gettext_noop("in Chinese"),
}


def _in_language(tag: str) -> str:
    known = _LANGUAGES.get(base_of(tag))
    return gettext(known) if known else gettext("language: {language}", language=tag)


def origins(book: Book, source_ids: Iterable[str]) -> tuple[int, int]:
    """Count reports and the independent origins behind them; what was withdrawn counts nowhere."""
    reports = {id for id in source_ids if book.origins_of((id,))}
    return len(reports), len(book.origins_of(reports))
