"""Which editions did the readers of an export have before it?"""

from __future__ import annotations

from reportkit.changes.edition_view import EditionView
from reportkit.editions.history import view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.variants import Released
from reportkit.model.vocabulary.series import Tlp


def earlier_editions(
    store: Store, ceiling: Tlp, before: EditionName | None = None
) -> tuple[EditionView, ...]:
    """Read the editions up to a marking, oldest first; of one above it the abridged version.

    Nothing of them is told again: they only say what was given before, and when.
    """
    released = Released(store.reports, ceiling)
    return tuple(
        view_of(read_snapshot(released.read(released.edition(name), FACTS)))
        for name in released.names_released()
        if before is None or name < before
    )
