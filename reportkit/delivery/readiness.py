"""Could the edition that is published next be mailed? Asked before it exists; mails nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reportkit.delivery.ledger import REMEDY, LedgerLost, read_ledger
from reportkit.delivery.ledger_lost import why_lost
from reportkit.delivery.message.composer import Maker
from reportkit.delivery.message.content import form_of
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message_records import key_of
from reportkit.delivery.outgoing_edition import read_issue
from reportkit.delivery.recipients import Reader, read_distribution, readers_of
from reportkit.delivery.transports.folder import Transport
from reportkit.editions.journal import read_journal
from reportkit.editions.store import Store
from reportkit.model.series import MailingList
from reportkit.model.series import Transport as Way
from reportkit.page.assets import Design, read_design
from reportkit.problems import ReportkitError

_NO_SECRET = b"a rehearsal"
OpenWay = Callable[[Way, Path, Mapping[str, str]], Transport]


def readers_to_come(  # noqa: PLR0913  # what a mailing needs
    series: Path,
    number: int,
    lists: Sequence[str],
    *,
    environment: Mapping[str, str],
    open_way: OpenWay,
    now: datetime,
) -> tuple[Reader, ...]:
    """Give the readers on some lists whom edition ``number`` would be mailed to.

    Raises what would keep that mail from leaving, as far as it can be known: lists, settings,
    secrets, keys, a ledger that was lost, and templates, tried with the newest edition.
    """
    distribution = read_distribution(series, environment)
    way = distribution.transport
    if way is None:
        raise ReportkitError("distribution.yaml does not say how mail leaves")
    store = Store(series / "reports")
    names = store.names()
    if way.dkim_key:
        Signer(way, series / "seeds")
    earlier = sum(name.number < number for name in names)
    with read_ledger(store.reports) as ledger:
        lost = why_lost(store.reports, earlier, ledger, read_journal(store.reports))
        suppressed = ledger.suppressed() if ledger else {}
    if lost:
        raise LedgerLost(f"{lost}: {REMEDY}")
    listed = readers_of(distribution, now.date(), lists)
    readers = tuple(each for each in listed if key_of(each.address) not in suppressed)
    if readers:
        open_way(way, series / "seeds", environment).close()
    if readers and names:
        served = {each.mailing.id: each.mailing for each in readers}
        maker = Maker(
            issue=read_issue(store, names[-1]),
            design=_design(series),
            way=way,
            secret=_NO_SECRET,
            now=now,
        )
        _prove_letters(maker, served.values())
    return readers


def _design(series: Path) -> Design:
    design, problems = read_design(series)
    if problems:
        raise ReportkitError(problems[0].message)
    return design


def _prove_letters(maker: Maker, lists: Iterable[MailingList]) -> None:
    """Write the letter of each list; one that is not cleared for the newest edition has none."""
    for mailing in lists:
        if maker.issue.marking_for(mailing.max_tlp) is not None:
            maker.letter(form_of(maker.issue, mailing), None)
