"""An edition to the files of a format, searched for what must not leave before they do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.exports.export import Export, Format, Options, Row
from reportkit.exports.outgoing import Outgoing
from reportkit.exports.selection import wanted
from reportkit.i18n.translate import use_language
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, where_read
from reportkit.problems import Mark, Problem, SeedsRejected
from reportkit.rules.kept_back import kept_back


class Made(NamedTuple):
    """The files of an export."""

    files: Mapping[str, bytes]  # by name
    records: int  # or changes


def made(outgoing: Outgoing, form: Format, options: Options) -> Made:
    """Make the files; raises SeedsRejected with ``withheld-named`` or ``above-ceiling``.

    The same edition and options give the same bytes.
    """
    brief = outgoing.view.book.brief
    with use_language(brief.language, brief.written_in):
        changes = _changes(outgoing, options) if options.changes else ()
        export = Export(
            view=outgoing.view,
            records=wanted(outgoing.view.book, options),
            options=options,
            draft=outgoing.draft,
            changes=lambda: changes,
            earlier=outgoing.earlier,
        )
        files = {
            f"{outgoing.stem}{f'-{part}' if part else ''}{form.suffix}": content
            for part, content in form.make(export).items()
        }
    _refuse_leaks(files, form, outgoing)
    held = (not form.types or isinstance(record, form.types) for record in export.records)
    return Made(files, len(changes) if options.changes else sum(held))


def _changes(outgoing: Outgoing, options: Options) -> Sequence[Row]:
    types: Collection[str] = {kind.type for kind in options.types}
    return tuple(
        row
        for row in outgoing.changes()
        if (not types or row["type"] in types)
        and (options.section is None or row["section"] == options.section)
    )


def _refuse_leaks(files: Mapping[str, bytes], form: Format, outgoing: Outgoing) -> None:
    """Look for what must not be read as a lower edition is searched: in names and in texts."""
    problems = [
        *_withheld_in(files, form, outgoing),
        *(
            Problem(
                "above-ceiling",
                f"{file} at {outgoing.view.tlp} would tell of {term.record}, which is marked "
                "higher or named by nothing else",
                mark,
                f"found: '{term.text[:60]}'; word the text without it, or mark it higher too",
            )
            for file, term, mark in _leaks(files, form, outgoing, outgoing.above)
        ),
    ]
    if problems:
        raise SeedsRejected(problems)


def _withheld_in(files: Mapping[str, bytes], form: Format, outgoing: Outgoing) -> Iterator[Problem]:
    for file, term, mark in _leaks(files, form, outgoing, outgoing.withheld):
        why, hint = kept_back(term, outgoing.view.book)
        message = f"{file} would hold '{term.text[:60]}', {why}"
        yield Problem("withheld-named", message, mark, hint)


def _leaks(
    files: Mapping[str, bytes], form: Format, outgoing: Outgoing, terms: SensitiveTerms
) -> Iterator[tuple[str, SensitiveTerm, Mark]]:
    if not terms:
        return
    book = outgoing.view.book
    for file, content in files.items():
        texts = "\n".join((file, *form.readings(content)))
        for term in terms.found_in(texts):
            place = where_read(term, (book.brief, book.edition, *book))
            yield file, term, place or Mark(file, 1, 1)
