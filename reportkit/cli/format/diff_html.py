"""A net change, as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.phrasing.change_log import by_class, counts_of, discrepancy
from reportkit.phrasing.fields import fields_for_desks
from reportkit.phrasing.sentence import sentence
from reportkit.queries.diff import EditionDiff
from reportkit.queries.listing import SEEDS

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid GrayText; padding: .4rem .6rem; text-align: start;
  vertical-align: top; overflow-wrap: anywhere; }
"""
_HEADS = ("Record", "Class", "What", "Was", "Now", "Why", "Evidence")


def diff_html(compared: EditionDiff) -> str:
    """Write the page: counts, then a table by class with a row for each changed field."""
    counts = compared.log.reconciliation
    to = "the seeds" if compared.to == SEEDS else f"No. {escape(compared.to)}"
    title = f"Changes from No. {escape(compared.from_)} to {to}"
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "\n".join(
        row for change in by_class(compared.log.changes) for row in _rows(change, compared.now)
    )
    table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    shown = f'<div class="scroll" tabindex="0">\n{table}\n</div>' if rows else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(counts_of(compared.log))}.</p>\n"
        f"<p>Records: {counts.before:,} before + {counts.added:,} added − "
        f"{counts.ended:,} ended = {counts.now:,} now. {escape(discrepancy(compared.log))}</p>\n"
        f"{shown}\n</main>\n</body>\n</html>\n"
    )


def _rows(change: Change, now: EditionView) -> Iterator[str]:
    text = sentence(change, now)
    for field in tuple(fields_for_desks(change, now)) or (None,):
        cells = (
            change.class_.value,
            text,
            f"{field.name}: {field.was}" if field else "",
            f"{field.name}: {field.now}" if field else "",
            change.reason or "",
            ", ".join(change.evidence),
        )
        record = f'<th scope="row">{escape(change.record)}</th>'
        yield f"<tr>{record}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
