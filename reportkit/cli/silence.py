"""The lines of brief.yaml with which one finding falls silent, ready to be pasted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import click

from reportkit.problems import Problem, did_you_mean
from reportkit.publish.overruling import UNWRITTEN

#: So long a silence lasts unless somebody writes another day: then it is looked at anew.
_LASTS = timedelta(days=28)


def silencing_lines(
    folder: Path, problems: Iterable[Problem], fingerprint: str, reason: str | None
) -> str:
    """Give the entry for a finding; raises UsageError where it cannot be silenced."""
    from reportkit.loading.loader import load
    from reportkit.publish.fixed_rules import why_fixed

    known = {problem.short_fingerprint: problem for problem in problems}
    problem = known.get(fingerprint)
    if problem is None:
        hint = did_you_mean(fingerprint, known) or "'reportkit check' prints them in brackets"
        raise click.UsageError(f"no finding has the fingerprint '{fingerprint}'; {hint}")
    if not problem.may_be_silenced:
        why = why_fixed(problem.code)
        raise click.UsageError(f"a finding of {problem.code} cannot be silenced: {why}")
    book = load(folder).book
    if book is None:
        raise click.UsageError("brief.yaml and edition.yaml must be readable first")
    until = book.edition.published.date() + _LASTS
    begun = "silenced" in book.brief.marks
    entry = [
        f'  - finding: "{fingerprint}"',
        f"    rule: {problem.code}",
        f"    reason: {json.dumps(reason or UNWRITTEN, ensure_ascii=False)}",
        f"    until: {until}",
    ]
    where = "under 'silenced:' in" if begun else "into"
    head = [f"# {problem.mark.file}:{problem.mark.line}; paste {where} seeds/brief.yaml"]
    return "\n".join((*head, *([] if begun else ["silenced:"]), *entry))
