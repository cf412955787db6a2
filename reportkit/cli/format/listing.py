"""The list of editions, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportkit.editions.sealed import Sealed
from reportkit.queries.listing import ListedEdition
from reportkit.text_lines import Line, columns


def listing_lines(editions: Sequence[ListedEdition]) -> Iterator[Line]:
    """Give a row for each edition, the newest last, where the eye rests."""
    yield from columns(
        (
            f"No. {sealed.name.spoken}",
            f"{sealed.manifest.period.start} to {sealed.manifest.period.end}",
            f"{sealed.manifest.published:%Y-%m-%d}",
            sealed.manifest.marking.value,
            sealed.sha256[:12],
            _became(sealed) + (f"; revised by No. {revised_by.spoken}" if revised_by else ""),
        )
        for sealed, revised_by in editions
    )


def listing_json(editions: Sequence[ListedEdition]) -> list[dict[str, Any]]:
    """Give the list of ``editions --json``; ``sha256`` is the digest of the manifest."""
    return [
        {
            "number": sealed.name.spoken,
            "period": {
                "start": sealed.manifest.period.start.isoformat(),
                "end": sealed.manifest.period.end.isoformat(),
            },
            "cut_off": sealed.manifest.cut_off.isoformat(),
            "published": sealed.manifest.published.isoformat(),
            "marking": sealed.manifest.marking.value,
            "releases": [each.marking.value for each in sealed.manifest.releases],
            "sha256": sealed.sha256,
            "changes": dict(sealed.manifest.changes),
            "kind": sealed.manifest.kind.value,
            "pages": sealed.manifest.pages,
            "records": sealed.manifest.records,
            "revised_by": revised_by.spoken if revised_by else None,
            "folder": str(sealed.folder),
        }
        for sealed, revised_by in editions
    ]


def _became(sealed: Sealed) -> str:
    """Count the changes in the words of the page, or say why there are none."""
    if sealed.manifest.previous is None:
        return "baseline"
    changes = sealed.manifest.changes
    told = (f"{count} {class_.lower()}" for class_, count in changes.items())
    return ", ".join(told) or "no change"
