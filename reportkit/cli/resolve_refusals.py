"""What ``resolve`` refuses before it writes: a judgement, an answer, or its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.authoring.outcome import Decision, due_on, known_before
from reportkit.authoring.written import Value
from reportkit.cli.format.forecasts_due import resolving
from reportkit.cli.shell import show_problems
from reportkit.loading.loader import Loaded
from reportkit.model.analysis import Judgement
from reportkit.model.book import is_live
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.problems import ReportkitError, SeedsRejected, did_you_mean, with_article

if TYPE_CHECKING:
    from reportkit.queries.forecasts import Version

#: Keys that each outcome has.
NEEDED = ("outcome", "on", "note")
#: What happened is shown by evidence; that nothing did cannot be.
SHOWN = frozenset({Outcome.OCCURRED.value, Outcome.PARTLY.value})


def judgement_named(id: str, loaded: Loaded, folder: Path) -> Judgement:
    """Find a judgement; of one that cannot be read it is shown what is wrong with it."""
    record = loaded.records.by_id.get(id)
    if isinstance(record, Judgement):
        return record
    if record is not None:
        raise click.UsageError(f"'{id}' is {with_article(record.type)}, not a judgement")
    if id in loaded.records.unread or loaded.unread:
        show_problems(loaded.problems, folder)
        raise SeedsRejected(loaded.problems)
    known = [one.id for one in loaded.records.all(Judgement)]
    hint = did_you_mean(id, known) or "'reportkit resolve' lists those that are due"
    raise click.UsageError(f"there is no judgement '{id}'; {hint}")


def refuse_settled(judgement: Judgement, *, again: bool) -> None:
    """Refuse a judgement of which nothing, or nothing more, can be decided."""
    resolution, mark = judgement.resolution, judgement.at()
    place = f"{mark.file}:{mark.line}"
    if resolution is None:
        raise ReportkitError(
            f"{place}: {judgement.id} does not say how it is decided; write\n"
            "    resolution: {criteria: What must be seen., due: 2025-12-31}\n"
            "  as it was meant when it was published"
        )
    if not is_live(judgement):
        raise ReportkitError(f"{place}: {judgement.id} is {judgement.status}: it is not carried")
    if resolution.outcome is None and again:
        raise ReportkitError(f"{place}: {judgement.id} was not decided yet; leave out --again")
    if resolution.outcome is not None and not again:
        on = f" on {resolution.on}" if resolution.on else ""
        raise ReportkitError(
            f"{place}: {judgement.id} was decided{on}: {resolution.outcome}\n"
            "  if that was wrong, say --again; readers are told why by a note on the change"
        )


def refuse_incomplete(id: str, given: Mapping[str, Value], loaded: Loaded, *, again: bool) -> None:
    """Name what is lacking, and give the whole command with an example of it."""
    lacks = [key for key in NEEDED if key not in given]
    if given.get("outcome") in SHOWN and "evidence" not in given:
        lacks.append("evidence")
    record = loaded.records.by_id[id]
    if lacks and loaded.book and isinstance(record, Judgement):
        last = min(due_on(record), loaded.book.edition.cut_off.date())
        command = resolving(id, given, lacks, last, again=again)
        raise click.UsageError(f"an outcome needs {', '.join(lacks)}; for example:\n  {command}")


def refuse_old_evidence(made: Decision, first: Version | None, loaded: Loaded) -> None:
    """Refuse as evidence what had happened before a forecast was published."""
    resolution = made.judgement.resolution if made.judgement else None
    if first is None or resolution is None or resolution.on is None or made.judgement is None:
        return
    old = known_before(made.judgement, loaded.records, first.known)
    if old and resolution.on > first.known:
        raise ReportkitError(
            f"No. {first.edition.spoken} published it first and knew of the days up to "
            f"{first.known}; {', '.join(old)} tells of none later: name what happened since"
        )
