"""An edition as it would read to somebody who missed the last ones: compared with an older one."""

from __future__ import annotations

from dataclasses import replace

from reportkit.changes.net import as_sealed, collapse
from reportkit.editions.history import History, log_of, redacted_for_today, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.withheld import NOTHING_HIDDEN, Hidden


def history_against(
    store: Store,
    snapshot: Snapshot,
    history: History,
    name: EditionName,
    hidden: Hidden = NOTHING_HIDDEN,
) -> History:
    """Compare what was compared with the last edition with an earlier one, ``name``, instead.

    What changed and changed back on the way is no change; classes and reasons are those that the
    editions on the way gave. ``store`` shows the editions that the same readers had. Nothing is
    asked of the author: notes are held against the last edition only.
    Raises NotReleased where those readers had no such edition.
    """
    base = store.edition(name)
    if history.base is not None and history.base.name == name:
        return history
    before = read_snapshot(store.read(base, FACTS))
    between = [sealed for sealed in _released_after(store, name) if sealed.name < snapshot.name]
    logs = [*(log_of(store, sealed) for sealed in between), as_sealed(history.step)]
    was, known_logs = redacted_for_today(before, snapshot, logs, hidden)
    log = collapse(was, history.now, known_logs).counted_from(view_of(before), was)
    return replace(history, log=log, base=base, was=was, problems=(), revision=None)


def _released_after(store: Store, name: EditionName) -> list[Sealed]:
    count = sum(each > name for each in store.names())
    later = store.recent(before=EditionName(10**6), most=count) if count else ()
    return sorted((sealed for sealed in later if sealed.name > name), key=lambda one: one.name)
