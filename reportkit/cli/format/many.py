"""What became of many series: a line as each ends, the table at the end, and the same as JSON."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportkit.cli.format.set_aside import set_aside_json
from reportkit.cli.shell import Json, problem_json, summary
from reportkit.editions.journal import Fate, Outcome
from reportkit.problems import counted, errors_in, in_file_order
from reportkit.text_lines import Line, columns

if TYPE_CHECKING:
    from pathlib import Path

    from reportkit.autopilot.runner import Ran
    from reportkit.editions.journal import Run
    from reportkit.many_series.jobs import SeriesResult
    from reportkit.publish.built import Built

INTERRUPTED = 130
_SECOND = 1000
_HEADINGS = ("series", "edition", "pages", "seconds", "what happened")


def series_name(series: Path) -> str:
    """Name a series as a person in this folder would."""
    relative = os.path.relpath(series)
    if relative == os.curdir:
        return series.name
    return str(series) if relative.startswith(os.pardir) else relative


def result_line(result: SeriesResult) -> str:
    """Tell of one series in a line: its name, what happened, how long it took."""
    spent = f"({result.milliseconds / _SECOND:.1f} s)"
    return f"{series_name(result.series)}: {_happened(result)} {spent}"


def result_table(results: Sequence[SeriesResult]) -> Iterator[Line]:
    """Set a row for each series; nothing where there are none."""
    if results:
        yield from columns([_HEADINGS, *map(_row, results)])


def total_line(results: Sequence[SeriesResult]) -> str:
    """Count the series by how they ended."""
    stopped = sum(result.code == INTERRUPTED for result in results)
    failed = sum(result.code != 0 for result in results) - stopped
    published = sum(map(_has_published, results))
    idle = sum(result.code == 0 and not _has_published(result) for result in results)
    how = "to be published" if any(result.dry for result in results) else "published"
    parts = [f"{len(results)} series", f"{published} {how}"]
    counts = (idle, "with nothing to publish"), (failed, "failed"), (stopped, "interrupted")
    return ", ".join([*parts, *(f"{count} {ending}" for count, ending in counts if count)])


def result_json(result: SeriesResult) -> dict[str, Json]:
    """Give one series what ``--json`` of its own command tells, and how it ended."""
    problems = result.built.warnings if result.built else result.problems
    return {
        "series": str(result.series),
        "ok": result.code == 0,
        "code": result.code,
        "what": _happened(result),
        "error": result.error or None,
        "problems": [problem_json(problem) for problem in in_file_order(problems)],
        "milliseconds": result.milliseconds,
        **set_aside_json(result.built.aside if result.built else result.aside),
        **(_built_json(result.built) if result.built else {}),
        **({"sealed": True} if result.built and result.meanwhile else {}),
        **(_ran_json(result.ran) if result.ran else {}),
    }


def _built_json(built: Built) -> dict[str, Json]:
    return {
        "edition": built.edition.lstrip("0"),
        "sealed": built.sealed,
        "folder": str(built.folder),
        "pdf": str(built.pdf),
        "html": str(built.html) if built.html else None,
        "pages": built.pages,
        "profiles": dict(built.profiles),
        "bytes": built.bytes,
        "records": dict(built.records),
        "changes": dict(built.changes),
        "releases": [
            {
                "marking": release.marking.value,
                "pages": release.pages,
                "records": release.records,
                "changes": dict(release.changes),
            }
            for release in built.releases
        ],
        "previous": built.previous,
    }


def _ran_json(ran: Ran) -> dict[str, Json]:
    from reportkit.cli.runs import ran_json

    return ran_json(ran.run, ran.next.due if ran.next else None)


def _row(result: SeriesResult) -> tuple[str, ...]:
    built, ran = result.built, result.ran
    edition = built.edition.lstrip("0") if built else _published_by(ran.run) if ran else ""
    pages = str(built.pages) if built and built.pages else ""
    spent = f"{result.milliseconds / _SECOND:.1f}"
    return (
        series_name(result.series),
        edition or "-",
        pages.rjust(len("pages")) or "-",
        spent.rjust(len("seconds")),
        _happened(result),
    )


def _happened(result: SeriesResult) -> str:
    if result.error:
        return result.error.partition("\n")[0]
    if result.built:
        return _became(result.built, meanwhile=result.meanwhile)
    if result.ran:
        run = result.ran.run
        return "; ".join((*run.steps, *run.problems)) or "nothing to do"
    aside = f"; {result.aside.words}" if result.aside.words else ""
    return f"{summary(result.problems)}; nothing was published{aside}"


def _became(built: Built, *, meanwhile: bool) -> str:
    warnings = len(built.warnings) - len(errors_in(built.warnings))
    more = f"; {counted(warnings, 'warning')}" if warnings else ""
    more += f"; {built.aside.words}" if built.aside.words else ""
    if meanwhile:
        return f"published since this call began{more}"
    if built.reason or not built.sealed:
        return f"{built.reason or 'draft, not sealed'}{more}"
    return f"published: {built.summary or 'no record changed'}{more}"


def _has_published(result: SeriesResult) -> bool:
    if result.built:
        return result.built.sealed or result.meanwhile
    return bool(result.ran and _published_by(result.ran.run))


def _published_by(run: Run) -> str:
    """Name the editions that a run published; of one that found them there it is not told."""
    if run.outcome is Outcome.IDLE:
        return ""
    done = (decision for decision in run.decisions if decision.fate is Fate.DONE)
    return ", ".join(decision.edition for decision in done)
