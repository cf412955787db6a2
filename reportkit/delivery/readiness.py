"""Could the edition that is published next be mailed? Asked before it exists; mails nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reportkit.delivery.ledger import REMEDY, LedgerLost, read_ledger
from reportkit.delivery.ledger_lost import why_lost
from reportkit.delivery.message.composer import MessageComposer
from reportkit.delivery.message.content import format_of
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message_records import key_of
from reportkit.delivery.outgoing_edition import read_outgoing
from reportkit.delivery.recipients import MailRecipient, read_distribution, recipients_of
from reportkit.delivery.transports.transport import Transport
from reportkit.editions.journal import read_journal
from reportkit.editions.store import Store
from reportkit.model.series import MailingList
from reportkit.model.series import Transport as TransportSettings
from reportkit.page.assets import Design, read_design
from reportkit.problems import ReportkitError

_NO_SECRET = b"a rehearsal"
OpenTransport = Callable[[TransportSettings, Path, Mapping[str, str]], Transport]


def recipients_to_come(  # noqa: PLR0913  # what a mailing needs
    series: Path,
    number: int,
    lists: Sequence[str],
    *,
    environment: Mapping[str, str],
    open_transport: OpenTransport,
    now: datetime,
) -> tuple[MailRecipient, ...]:
    """Give the readers on some lists whom edition ``number`` would be mailed to.

    Raises what would keep that mail from leaving, as far as it can be known: lists, settings,
    secrets, keys, a ledger that was lost, and templates, tried with the newest edition.
    """
    distribution = read_distribution(series, environment)
    settings = distribution.transport
    if settings is None:
        raise ReportkitError("distribution.yaml does not say how mail leaves")
    store = Store(series / "reports")
    names = store.names()
    if settings.dkim_key:
        Signer(settings, series / "seeds")
    earlier = sum(name.number < number for name in names)
    with read_ledger(store.reports) as ledger:
        lost = why_lost(store.reports, earlier, ledger, read_journal(store.reports))
        suppressed = ledger.suppressed() if ledger else {}
    if lost:
        raise LedgerLost(f"{lost}: {REMEDY}")
    listed = recipients_of(distribution, now.date(), lists)
    recipients = tuple(reader for reader in listed if key_of(reader.address) not in suppressed)
    if recipients:
        open_transport(settings, series / "seeds", environment).close()
    if recipients and names:
        served = {reader.mailing.id: reader.mailing for reader in recipients}
        composer = MessageComposer(
            outgoing=read_outgoing(store, names[-1]),
            design=_design(series),
            settings=settings,
            secret=_NO_SECRET,
            now=now,
        )
        _check_messages(composer, served.values())
    return recipients


def _design(series: Path) -> Design:
    design, problems = read_design(series)
    if problems:
        raise ReportkitError(problems[0].message)
    return design


def _check_messages(composer: MessageComposer, lists: Iterable[MailingList]) -> None:
    """Write the letter of each list; one that is not cleared for the newest edition has none."""
    for mailing in lists:
        if composer.outgoing.marking_for(mailing.max_tlp) is not None:
            composer.content(format_of(composer.outgoing, mailing), None)
