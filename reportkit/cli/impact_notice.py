"""``reportkit impact SOURCE --draft-notice``: the notice to readers, and who they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from reportkit.cli.format.draft_notice import Holders, notice_json, notice_lines
from reportkit.cli.indexed import later_editions
from reportkit.cli.shell import print_json, print_lines
from reportkit.delivery.ledger import read_ledger
from reportkit.delivery.message_records import REACHED, Delivery, State
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.model.book import Book
from reportkit.model.evidence import Source
from reportkit.queries.draft_notice import draft_notice


def print_notice(  # noqa: PLR0913, PLR0917  # what the command was asked
    folder: Path,
    book: Book,
    source: Source,
    names: Collection[EditionName],
    recipients: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> int:
    """Draft the notice on a source that some editions rest on, and print it."""
    reports = folder / "reports"
    store = Store(reports)
    notice = draft_notice(source, store, book, names, later_editions(store))
    with read_ledger(reports) as ledger:
        deliveries = ledger.deliveries() if ledger else ()
    holders = dict(holders_of(deliveries, names, named=recipients))
    if as_json:
        print_json(ok=True, **notice_json(notice, holders))
    else:
        print_lines(notice_lines(notice, holders))
    return 0


def holders_of(
    deliveries: Collection[Delivery], names: Collection[EditionName], *, named: bool
) -> Iterator[tuple[EditionName, Holders]]:
    """Count per edition who has it; a reader on two lists is one."""
    for name in names:
        own = [one for one in deliveries if one.edition == name and one.state in REACHED]
        accepted = {one.key: one.address for one in own if one.state is State.ACCEPTED}
        unknown = {one.key: one.address for one in own if one.key not in accepted}
        if own:
            addresses = sorted([*accepted.values(), *unknown.values()]) if named else []
            yield name, Holders(len(accepted), len(unknown), tuple(addresses))
