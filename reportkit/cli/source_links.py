"""``reportkit sources check --online``: the addresses looked at, and what may be noted of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reportkit.cli.shell import Json, Progress, print_status
from reportkit.cli.source_keys import write_keys
from reportkit.evidence.links import WAYBACK, Seen, link_problems, look_at
from reportkit.evidence.online import Answer, Manners, trusting
from reportkit.model.evidence import Source
from reportkit.problems import Problem, counted


class Looked(NamedTuple):
    """What was seen online."""

    problems: tuple[Problem, ...]
    rows: tuple[Json, ...]


def look_online(  # noqa: PLR0913  # what a person asked for
    folder: Path,
    sources: Sequence[Source],
    day: str,
    archives: bool,  # noqa: FBT001
    *,
    private: bool,
    write: bool,
) -> Looked:
    """Look at the addresses of sources, and note what was seen if that is asked for."""
    manners = Manners(private=private, trust=trusting(os.environ.get("REPORTKIT_CA_FILE")))
    service = WAYBACK if archives else ""
    asked = [source for source in sources if source.url or source.archive_url]
    progress = Progress()
    seen: list[Seen] = []
    try:
        for number, source in enumerate(asked, 1):
            progress(f"{number} of {len(asked)}")
            seen.append(look_at(source, manners, archives=service))
    finally:
        progress.close()
    if write:
        _note(folder, seen, day)
    return Looked(tuple(link_problems(seen)), tuple(_row(one, day) for one in seen))


def _note(folder: Path, seen: Sequence[Seen], day: str) -> None:
    noted = 0
    for one in seen:
        if values := one.values(day):
            left = write_keys(folder, one.source, values)
            noted += not left
            if left:
                print_status(f"{one.source.id} is left as it was: {left}", kind="warning")
    print_status(f"noted of {counted(noted, 'source')}", kind="done")


def _row(one: Seen, day: str) -> Json:
    return {
        "source": one.source.id,
        "url": one.source.url,
        "page": _answer(one.page),
        "archive_url": one.source.archive_url,
        "archive": _answer(one.archive),
        "offered": one.offered,
        "note": dict(one.values(day)),
    }


def _answer(answer: Answer | None) -> Json:
    if answer is None:
        return None
    return {
        "state": str(answer.state),
        "why": answer.why,
        "code": answer.code,
        "moved_to": answer.moved_to,
    }
