"""Does a source say all by which a reader finds it again, and when was it last looked at? Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reportkit.model.book import Records, is_live
from reportkit.model.dependents import dependents_of, with_copies
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.sources import LinkStatus, SourceKind
from reportkit.problems import Level, Problem, counted


def source_problems(records: Records, today: date, *, older_than: timedelta) -> Iterator[Problem]:
    """Warn of what is missing, old or lost; only of sources on which something rests.

    A source without an address may have been read in others that repeat it: they say where.
    """
    for source in records.all(Source):
        family = with_copies(source.id, records)
        if not is_live(source) or not dependents_of(family, records):
            continue
        if missing := list(_missing(source, repeated=len(family) > 1)):
            yield _warning(
                source,
                "source-incomplete",
                f"{source.id} does not say {_and(missing)}",
                "id",
                f"add it, or 'reportkit sources keep {source.id} FILE' for a copy",
            )
        yield from _looked_at(source, today, older_than)
        lost = source.link_status is LinkStatus.DEAD
        if lost and not (source.archive_url or source.sha256):
            yield _warning(
                source,
                "source-lost",
                f"the address of {source.id} is dead, and no copy of it is kept",
                "link_status",
                "find an archived copy, or keep a file of it: what was read cannot be shown",
            )


def _missing(source: Source, *, repeated: bool) -> Iterator[str]:
    if source.published is None:
        yield "when it came out (published)"
    if source.url is None:
        if not (repeated or source.archive_url or source.sha256):
            yield "where to find it again (url, archive_url or sha256)"
        return
    if source.title is None:
        yield "its title"
    if source.author is None and source.kind is SourceKind.RESEARCH:
        yield "who wrote it (author)"
    if source.accessed is None:
        yield "when it was looked at (accessed)"
    if source.archive_url is None and source.sha256 is None:
        yield "where a copy is kept (archive_url or sha256)"
    if source.descriptor is None and source.kind is SourceKind.SOCIAL_POST:
        yield "what a reader must know of it (descriptor)"


def _looked_at(source: Source, today: date, older_than: timedelta) -> Iterator[Problem]:
    if source.accessed is None or source.url is None:
        return
    early = source.published and source.accessed < source.published
    if early or source.accessed > today:
        why = "before it came out" if early else "which has not come yet"
        text = f"{source.id} was looked at on {source.accessed}, {why}"
        yield _warning(source, "source-accessed", text, "accessed", "mend the day")
        return
    age = today - source.accessed
    if age > older_than and source.link_status is not LinkStatus.DEAD:
        weeks = counted(age.days // 7, "week")
        text = f"{source.id} was last looked at on {source.accessed}, {weeks} ago"
        hint = "'reportkit sources check --online --write' looks again"
        yield _warning(source, "source-accessed", text, "accessed", hint)


def _warning(source: Source, code: str, message: str, field: str, hint: str) -> Problem:
    return Problem(code, message, source.at(field), hint, Level.WARNING)


def _and(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
