"""A small series with published editions, and the way to mail them in a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

from reportkit.delivery.ledger import read_ledger
from reportkit.delivery.message_records import Delivery
from reportkit.delivery.plan import EVERYBODY, SendRequest
from reportkit.delivery.service import Prepared, Sent, prepare, send
from reportkit.delivery.transports.smtp import SmtpTransport
from reportkit.delivery.transports.smtp_session import Server, Timeouts
from reportkit.delivery.transports.transport import Transport
from reportkit.editions.history import history_of
from reportkit.editions.manifest import EditionName, Imprint, Period
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.loader import load
from reportkit.model.vocabulary.mail import MailSecurity
from tests.delivery.server import TRUSTED, MailServer

NOW = datetime(2025, 11, 17, 6, 30, tzinfo=UTC)
QUICK = Timeouts(connect=1, command=1, data=1, block=2, dot=1)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n.\r\n.\n%%EOF"

BRIEF = """
format: 1
id: river
title: River crisis
producer: The desk
contact: {name: Desk, email: desk@example.org}
tlp: "TLP:CLEAR"
tlp_community: river commissions
cadence: {every: week, on: monday, at: "06:00", zone: UTC}
sections: [{id: front, title: The front}]
profiles: [one-page, changes]
"""
EDITION = """
period: {{start: 2025-11-{start:02}, end: 2025-11-{end:02}}}
cut_off: 2025-11-{end:02}T18:00+00:00
published: 2025-11-{end:02}T19:00+00:00
bottom_line: {{text: "{bottom_line}", basis: [toll]}}
highlights:
  - {{text: North shut the bridge., basis: [toll]}}
key_figures: [toll]
trend: deteriorated
trend_rationale: {{text: The bridge is shut., basis: [toll]}}
{more}
"""
RECORDS = """
section: front
actors:
  - {{id: observers, name: Observers, kind: io}}
sources:
  - {{id: wire, publisher: The Wire, kind: wire, access: secondary}}
figures:
  - {{id: toll, metric: killed, population: civilian, best: {toll}, as_of: 2025-11-01,
     provider: observers, method: count, tlp: "{marked}", source_refs: [wire]}}
{more}
"""
LISTS = """
lists:
  - {id: desks, name: Regional desks, max_tlp: "TLP:AMBER"}
  - {id: field, name: Field, max_tlp: "TLP:CLEAR", enclosure: text_only}
recipients:
  - {name: Ann, address: ann@example.org, lists: [desks]}
  - {name: Bob, address: bob@example.org, lists: [desks]}
  - {address: cid@example.org, lists: [field]}
transport: {sender: brief@example.org, host: 127.0.0.1, security: none}
"""


@dataclass
class TestClock:
    """A clock that the test moves; waiting moves it too."""

    __test__ = False
    moment: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def passed(self) -> float:
        return self.moment.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


def make_series(folder: Path, lists: str = LISTS) -> Path:
    """Write a series that has published nothing yet."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "brief.yaml").write_text(dedent(BRIEF))
    write_lists(folder, lists)
    return folder


def write_lists(series: Path, lists: str) -> None:
    """Write distribution.yaml."""
    (series / "seeds" / "distribution.yaml").write_text(dedent(lists))


def publish(  # noqa: PLR0913  # what one edition differs in from the next
    series: Path,
    *,
    bottom_line: str = "The bridge is shut.",
    toll: int = 3,
    marked: str = "TLP:CLEAR",  # the toll
    edition: str = "",
    records: str = "",
    revise: bool = False,
    pdf: bytes = PDF,
    others: Mapping[str, int] = MappingProxyType({}),  # pages of each form but the full one
) -> Sealed:
    """Seal the next edition with a real snapshot and change log; its PDF is any bytes."""
    store = Store(series / "reports")
    name = store.next_name(revision=revise)
    start = 1 + 2 * name.number
    (series / "seeds" / "edition.yaml").write_text(
        EDITION.format(start=start, end=start + 1, bottom_line=bottom_line, more=dedent(edition))
    )
    (series / "seeds" / "records.yaml").write_text(
        RECORDS.format(toll=toll, marked=marked, more=records)
    )
    loaded = load(series)
    assert loaded.problems == ()
    book = loaded.book
    assert book is not None
    snapshot = snapshot_of(book, name)
    history = history_of(store, book, snapshot)
    with store.lock(NOW) as lock:
        design = store.keep_design(lock, {"styles/brief.css": b""})
        files = {
            f"river-{name}.pdf": pdf,
            **{f"river-{name}-{form}.pdf": PDF + form.encode() for form in others},
            FACTS: write_snapshot(snapshot),
            **history.files(),
        }
        imprint = Imprint(
            series="river",
            kind=book.edition.kind,
            period=Period(book.edition.period.start, book.edition.period.end),
            cut_off=book.edition.cut_off,
            published=book.edition.published,
            marking=book.tlp,
            facts="f" * 64,
            design=design,
            inputs=f"{name}",
            tools={},
            pages=2,
            records=1,
            changes={},
            profiles=others,
        )
        return store.seal(lock, name, files, imprint)


def transport_to(  # noqa: PLR0913  # what tests say of a server
    server: MailServer,
    *,
    security: MailSecurity = MailSecurity.NONE,
    password: str = "",
    timeouts: Timeouts = QUICK,
    host: str = "127.0.0.1",
    trusted: bool = True,
) -> Transport:
    """Open the way to a test's server."""
    return SmtpTransport(
        Server(
            host=host,
            port=server.port,
            security=security,
            own_name="example.org",
            sender="brief@example.org",
            login="desk" if password else "",
            secret=password,
            ca_file=str(TRUSTED) if trusted else "",
            timeouts=timeouts,
        )
    )


def prepared(series: Path, number: str = "001", request: SendRequest = EVERYBODY) -> Prepared:
    """Prepare an edition for sending."""
    name = EditionName.parse(number)
    assert name is not None
    return prepare(series, name, environment={}, now=NOW, request=request)


def mail(  # noqa: PLR0913  # what tests say of a sending
    series: Path,
    server: MailServer,
    number: str = "001",
    *,
    request: SendRequest = EVERYBODY,
    clock: TestClock | None = None,
    timeouts: Timeouts = QUICK,
) -> Sent:
    """Send an edition through a test's server."""
    clock = clock or TestClock()
    name = EditionName.parse(number)
    assert name is not None
    ready = prepare(series, name, environment={}, now=clock.now(), request=request)
    return send(ready, lambda: transport_to(server, timeouts=timeouts), clock)


def states(sent: Sent) -> dict[str, str]:
    """Give reader to state, readers without their domain."""
    return {told.address.partition("@")[0]: str(told.outcome.state) for told in sent.results}


def ledger_of(series: Path) -> tuple[Delivery, ...]:
    """Read the ledger's lines."""
    with read_ledger(series / "reports") as ledger:
        return ledger.deliveries() if ledger else ()
