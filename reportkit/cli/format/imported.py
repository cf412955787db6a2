"""What an import would do or did, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reportkit.changes.beginnings import without_common_beginning
from reportkit.changes.notes import in_message
from reportkit.cli.shell import Json
from reportkit.imports.compare import Difference, Verdict
from reportkit.imports.entries import Entry
from reportkit.imports.preview import Preview
from reportkit.loading.serialize import Plain
from reportkit.problems import Problem, counted, errors_in, in_file_order
from reportkit.text_lines import BLANK, Line

NOT_WRITTEN = (
    "nothing was written: rows are refused; mend them, or write the others with "
    "--write --skip-refused"
)
NOTHING_TAKEN = (
    "nothing was written: nothing of the file can be taken until that is mended, in the mapping or "
    "in the series, or another mapping is named"
)
#: With one of these nothing is taken of the whole file, so that no row can be skipped.
_OF_THE_WHOLE = frozenset({"import-mapping", "import-column", "import-source"})
#: In the order of how much a person has to look at them.
_ORDER = (
    Verdict.CONFLICT,
    Verdict.CHANGED,
    Verdict.VANISHED,
    Verdict.NEW,
    Verdict.EDITED,
    Verdict.ENDED,
    Verdict.DELETED,
)
_MEANING = {
    Verdict.NEW: "new",
    Verdict.CHANGED: "changed by the data set",
    Verdict.CONFLICT: "said otherwise in the file and in the seeds: kept as the desk has it",
    Verdict.EDITED: "changed by the desk alone: kept",
    Verdict.ENDED: "withdrawn or replaced by the desk: kept",
    Verdict.DELETED: "deleted by the desk: not written again",
    Verdict.VANISHED: "no longer in the file",
    Verdict.DUPLICATE: "rows that stand there twice",
    Verdict.REFUSED: "refused",
    Verdict.SAME: "the same",
}
#: Records that are shown of each sort; --json gives all.
_SHOWN = 5
_SHOWN_OF_A_KIND = 20
#: What may be wrong with each of many rows; all others are said once for the rows that have it.
_OF_ROWS = frozenset(
    {"import-cell", "import-day", "import-key", "import-key-repeated", "import-value"}
)
_SHOWN_IN_FULL = 40
#: What a person decides, or reads before readers are told of it.
_FOR_A_PERSON = frozenset({Verdict.CONFLICT, Verdict.CHANGED, Verdict.VANISHED})


def is_refused_whole(problems: Iterable[Problem]) -> bool:
    """Tell that what is wrong is the mapping or the source, and no row."""
    return any(one.code in _OF_THE_WHOLE for one in errors_in(problems))


class Outcome(NamedTuple):
    """What came of an import."""

    preview: Preview
    described: str  # how the file was read
    files: tuple[str, ...] = ()  # that changed, or would change
    by_hand: tuple[tuple[Entry, str], ...] = ()  # what only a person can change, and why
    written: bool = False
    unchanged: bool = False  # the file of the last import
    notes: str = ""  # for edition.yaml
    noted: bool = False  # edition.yaml has notes already
    withdraw: str = ""  # the keys that end a record that vanished
    unpublished: tuple[str, ...] = ()  # records that vanished before an edition carried them


def import_lines(outcome: Outcome) -> Iterator[Line]:
    """Tell what an import does: counts, the first of each, and what is left to the desk."""
    preview = outcome.preview
    yield Line(f"{Path(preview.file).name}: {_summary(outcome)}", heading=True, hang=2)
    if outcome.unchanged:
        yield Line("the file of the last import, read in the same way: it was not read again", 2)
    changed = preview.entries.of(Verdict.CHANGED)
    reread = sum(preview.is_reread(one.id, one.place) for one in changed)
    if reread:
        yield Line(_reread(preview, reread), 2, 2)
    for verdict in _ORDER:
        yield from _group(preview, verdict)
    if preview.duplicates:
        rows = list(dict.fromkeys(one.line for one in preview.duplicates))  # of several records
        lines = ", ".join(map(str, rows[:_SHOWN])) + (", ..." if len(rows) > _SHOWN else "")
        stand = "stands" if len(rows) == 1 else "stand"
        yield Line(f"{counted(len(rows), 'row')} {stand} there twice (line {lines})", hang=2)
    yield from _placed(outcome)
    yield from _left_to_the_desk(outcome)


def _reread(preview: Preview, count: int) -> str:
    why = (
        "the columns mean something else" if preview.is_reread_whole else "their rows are the same"
    )
    return (
        f"{counted(count, 'record')} may differ because we read them otherwise than last time "
        f"({why}): no note says that the source revised them; see that the mapping is the one "
        "of last time"
    )


def few_of_each(problems: Sequence[Problem]) -> list[Problem]:
    """Keep the first rows that have a fault, and a last that counts the others: --json has all."""
    kept: list[Problem] = []
    many: Counter[str] = Counter()
    last: dict[str, Problem] = {}
    for problem in in_file_order(problems):
        many[problem.code] += 1
        if problem.code not in _OF_ROWS or many[problem.code] <= _SHOWN_OF_A_KIND:
            kept.append(problem)
        else:
            last[problem.code] = problem
    for code, problem in last.items():
        message = f"and {many[code] - _SHOWN_OF_A_KIND:,} more of this kind (all with --json)"
        kept.append(replace(problem, message=message, hint=""))
    return kept


def import_json(outcome: Outcome) -> dict[str, Json]:
    """Give the fields of ``import --json``."""
    preview = outcome.preview
    return {
        "file": preview.file,
        "read_as": outcome.described,
        "same_file": outcome.unchanged,
        "counts": {str(verdict): preview.counts[verdict] for verdict in Verdict},
        "records": [_entry_json(one) for verdict in _ORDER for one in preview.entries.of(verdict)],
        "duplicates": [{"record": one.record, "line": one.line} for one in preview.duplicates],
        "by_hand": [
            {"record": entry.record, "reason": reason} for entry, reason in outcome.by_hand
        ],
        "files": list(outcome.files),
        "notes": outcome.notes,
        "withdraw": outcome.withdraw,
        "written": outcome.written,
    }


def _entry_json(entry: Entry) -> dict[str, Json]:
    return {
        "verdict": str(entry.verdict),
        "type": entry.kind.type,
        "record": entry.record,
        "line": entry.line,
        "differences": [
            {"key": one.key, "last": one.last, "now": one.now, "seeds": one.seeds,
             "verdict": str(one.verdict)}
            for one in entry.differences
        ],
    }  # fmt: skip


def _summary(outcome: Outcome) -> str:
    counts = outcome.preview.counts
    parts = [
        f"{counts[verdict]:,} {verdict}"
        for verdict in (*_ORDER, Verdict.DUPLICATE, Verdict.REFUSED, Verdict.SAME)
        if counts[verdict]
    ]
    how = f" ({outcome.described})" if outcome.described else ""
    return f"{', '.join(parts) or 'nothing in it is taken'}{how}"


def _group(preview: Preview, verdict: Verdict) -> Iterator[Line]:
    many = preview.counts[verdict]
    if not many:
        return
    yield BLANK
    kinds = +preview.entries.kinds[verdict]
    sorts = ", ".join(
        f"{some:,} {kind.type if some == 1 else kind.plural}".replace("_", " ")
        for kind, some in kinds.most_common()
    )
    yield Line(f"{many:,} {_MEANING[verdict]}: {sorts}", heading=True, hang=2)
    most = _SHOWN_IN_FULL if verdict in _FOR_A_PERSON else _SHOWN
    for entry in islice(preview.entries.of(verdict), most):
        yield Line(f"{_place(preview, entry)}{entry.record}", 2, 4)
        for one in entry.differences:
            yield Line(_difference(one), 4, 4)
    if many > most:
        yield Line(f"and {many - most:,} more (all with --json)", 2)


def _place(preview: Preview, entry: Entry) -> str:
    """Say where it stands: in the file, else in the seeds."""
    if entry.line:
        return f"line {entry.line}: "
    record = preview.records.by_id.get(entry.record)
    mark = record.at("id") if record else None
    return f"{mark.file}:{mark.line}: " if mark else ""


def _difference(one: Difference) -> str:
    there = [held for held in (one.last, one.now, one.seeds) if held is not None]
    shown = iter(without_common_beginning(there))
    last, now, seeds = (
        _shown(None if held is None else next(shown)) for held in (one.last, one.now, one.seeds)
    )
    if one.verdict is Verdict.EDITED:
        return f"{one.key}: {now} in the data set, {seeds} in the seeds"
    if one.verdict is Verdict.CHANGED:
        return f"{one.key}: {last} before, {now} now"
    if one.last is None:
        return f"{one.key}: {now} in the data set, {seeds} in the seeds"
    return f"{one.key}: {last} before, {now} now, {seeds} in the seeds"


def _shown(held: Plain | None) -> str:
    if isinstance(held, dict):
        return ", ".join(f"{key} {_shown(one)}" for key, one in held.items())
    if isinstance(held, list):
        return "; ".join(map(_shown, held)) or "nothing"
    return "nothing" if held is None else in_message(held)


def _placed(outcome: Outcome) -> Iterator[Line]:
    if outcome.files:
        yield BLANK
        word = "written" if outcome.written else "--write would change"
        yield Line(f"{word}: {', '.join(outcome.files)}", hang=2)


def _left_to_the_desk(outcome: Outcome) -> Iterator[Line]:
    if outcome.by_hand:
        yield BLANK
        yield Line("to be changed by hand:", heading=True)
    for entry, reason in outcome.by_hand:
        yield Line(f"{entry.record}: {reason}", 2, 4)
        yield from (Line(_difference(one), 4, 4) for one in entry.of(Verdict.CHANGED))
    if outcome.withdraw:
        yield BLANK
        yield Line("to end a record that is no longer in the file, write in it:", heading=True)
        yield from (Line(f"    {line}", verbatim=True) for line in outcome.withdraw.split("\n"))
        yield Line("--withdraw-vanished writes it into all that an edition has carried", 2)
    if outcome.unpublished:
        names = ", ".join(outcome.unpublished[:_SHOWN])
        more = f" and {len(outcome.unpublished) - _SHOWN:,} more" * (
            len(outcome.unpublished) > _SHOWN
        )
        yield Line(f"no edition has carried {names}{more}: delete what is wrong", 2, 2)
    if outcome.notes:
        yield BLANK
        yield Line(f"{_where(outcome)}:", heading=True)
        lines = outcome.notes.split("\n")[int(outcome.noted) :]
        yield from (Line(line, verbatim=True) for line in lines)


def _where(outcome: Outcome) -> str:
    if outcome.noted:
        return "paste below 'changes:' in seeds/edition.yaml, in place of older notes on the same"
    return "paste into seeds/edition.yaml"
