"""What a series has set aside of what the rules ask: as lines, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportkit.problems import Overruled, SetAside, Silenced
from reportkit.text_lines import BLANK, Line


def set_aside_lines(aside: SetAside) -> Iterator[Line]:
    """List silenced findings and overruled rules, with where, why, until when and by whom."""
    if not aside.words:
        yield Line("nothing is silenced, and no rule is overruled")
        return
    if aside.silenced:
        yield Line("Silenced findings", heading=True)
        for silenced in aside.silenced:
            yield from _silenced_lines(silenced)
    if aside.silenced and aside.overruled:
        yield BLANK
    if aside.overruled:
        yield Line("Overruled rules", heading=True)
        for overruled in aside.overruled:
            yield from _overruled_lines(overruled)


def _silenced_lines(silenced: Silenced) -> Iterator[Line]:
    problem, mark = silenced.problem, silenced.mark
    place = f"{problem.mark.file}:{problem.mark.line}:{problem.mark.column}"
    yield Line(f"{place}: {problem.level.value}[{problem.code}]: {problem.message}", 2, 4)
    yield _because(silenced.reason)
    by = f", by {silenced.by}" if silenced.by else ""
    yield Line(
        f"until {silenced.until}{by} [{problem.short_fingerprint}], {mark.file}:{mark.line}", 6, 6
    )


def _overruled_lines(overruled: Overruled) -> Iterator[Line]:
    mark = overruled.mark
    yield Line(f"{mark.file}:{mark.line}: {overruled.rule}: {setting_of(overruled)}", 2, 4)
    yield _because(overruled.reason)


def _because(reason: str) -> Line:
    from reportkit.i18n.sentences import stop  # no check without anything set aside pays for it

    return Line(f"because: {stop(reason)}", 6, 6)


def setting_of(overruled: Overruled) -> str:
    """Say how a rule is set: "off, 3 findings left out; words 50 in place of 40 (words)"."""
    count = f"{overruled.findings} finding{'' if overruled.findings == 1 else 's'}"
    level = {
        "": "",
        "off": f"off, {count} left out",
    }.get(overruled.level, f"{overruled.level}, {count} at that level")
    return "; ".join(filter(None, (level, overruled.threshold)))


def set_aside_json(aside: SetAside) -> dict[str, Any]:
    """Give the fields ``silenced`` and ``overruled`` of a command's object."""
    from reportkit.cli.shell import problem_json

    return {
        "silenced": [
            {
                **problem_json(silenced.problem),
                "reason": silenced.reason,
                "until": silenced.until,
                "by": silenced.by or None,
                "set_in": _place(silenced),
            }
            for silenced in aside.silenced
        ],
        "overruled": [
            {
                "rule": overruled.rule,
                "level": overruled.level or None,
                "threshold": overruled.threshold or None,
                "reason": overruled.reason,
                "findings": overruled.findings,
                "set_in": _place(overruled),
            }
            for overruled in aside.overruled
        ],
    }


def _place(entry: Silenced | Overruled) -> dict[str, str | int]:
    return {"file": entry.mark.file, "line": entry.mark.line, "column": entry.mark.column}
