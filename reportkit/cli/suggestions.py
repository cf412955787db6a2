"""What TAB offers for a word of the command line: editions, records, sources, codes.

A shell that asks waits for the answer and shows no error: whatever goes wrong, nothing is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from reportkit.problems import ReportkitError, visible

#: Gives each word with what a shell may show beside it.
Words = Callable[[Path], Iterable[tuple[str, str]]]
Suggest = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


def _suggest(words: Words) -> Suggest:
    """Offer the words of a series that begin as the one that is typed."""

    def suggest(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem[str]]:
        from reportkit.cli.shell import series_folder

        named = ctx.obj or ctx.find_root().params.get("series")
        try:
            known = words(series_folder(Path(named) if named else None))
            return [
                CompletionItem(word, help=" ".join(visible(beside).split()) or None)
                for word, beside in known
                if word.startswith(begun)
            ]
        except (ReportkitError, OSError, ValueError):
            return []

    return suggest


def _editions(series: Path) -> Iterator[tuple[str, str]]:
    from reportkit.editions.store import Store

    for sealed in reversed(Store(series / "reports").editions()):
        period = sealed.manifest.period
        yield sealed.name.spoken, f"{period.start} to {period.end}"


def _records(series: Path) -> Iterator[tuple[str, str]]:
    from reportkit.editions.store import Store
    from reportkit.queries.record_history import ids_known

    for id in sorted(ids_known(Store(series / "reports"))):
        yield id, ""


def _sources(series: Path) -> Iterator[tuple[str, str]]:
    from reportkit.loading.loader import load
    from reportkit.model.evidence import Source

    for id in sorted(source.id for source in load(series).records.all(Source)):
        yield id, ""


def _judgements(series: Path) -> Iterator[tuple[str, str]]:
    """Give those that wait for their outcome, the one that is due first."""
    from reportkit.authoring.outcome import due_on, undecided
    from reportkit.loading.loader import load

    book = load(series).book
    for judgement in undecided(book) if book else ():
        yield judgement.id, f"due {due_on(judgement)}"


def _findings(series: Path) -> Iterator[tuple[str, str]]:
    from reportkit.cli.shell import cache_folder
    from reportkit.publish.check import check_series

    for problem in check_series(series, cache=cache_folder()).problems:
        if problem.may_be_silenced:
            yield problem.short_fingerprint, f"{problem.code}: {problem.message}"


def _sections(series: Path) -> Iterator[tuple[str, str]]:
    from reportkit.loading.loader import load

    book = load(series).book
    for section in book.brief.sections if book else ():
        yield section.id, section.title


def suggest_names(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Offer what can be explained: types, files, their keys behind a dot, codes of problems."""
    from reportkit.cli.codes import CODES
    from reportkit.reference.entries import ROOTS, entry_at

    head, dot, _last = begun.rpartition(".")
    if dot and head in ROOTS:
        keys = entry_at(head).keys
        return [
            CompletionItem(f"{head}.{key.name}")
            for key in keys
            if f"{head}.{key.name}".startswith(begun)
        ]
    items = dict.fromkeys(ROOTS, "")
    items |= {code.code: code.text.split(". ")[0].rstrip(".") for code in CODES.values()}
    return [
        CompletionItem(name, help=line or None)
        for name, line in items.items()
        if name.startswith(begun)
    ]


def suggest_editions_and_files(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem[str]]:
    """Offer editions, and files where no number begins so."""
    return suggest_editions(ctx, param, begun) or [CompletionItem(begun, type="file")]


suggest_findings = _suggest(_findings)
suggest_editions = _suggest(_editions)
suggest_records = _suggest(_records)
suggest_sections = _suggest(_sections)
suggest_sources = _suggest(_sources)
suggest_judgements = _suggest(_judgements)
