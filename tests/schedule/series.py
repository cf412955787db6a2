"""A tiny series under a schedule, a mail server, and an engine that sets no type.

Everything is real but the engine: its place is taken where ``publish.render`` calls it, so that
two years of runs take seconds.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from textwrap import dedent

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from reportkit.autopilot.mailer import Mailer, SeriesMailer
from reportkit.autopilot.runner import run
from reportkit.autopilot.steps import Asked, Make
from reportkit.delivery.transports.server import open_server
from reportkit.editions.journal import Fate, Run, read_journal
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.page.pagination import Document
from reportkit.page.pdf import engine
from reportkit.page.pdf.engine import Made, Rendered
from reportkit.page.render_job import RenderJob
from reportkit.publish import render
from reportkit.publish.build import build
from reportkit.publish.built import Built, Options
from tests import tiny

#: Mondays at six the week before is due; January 2026.
WEEK_2, WEEK_3, WEEK_4 = (f"2026-01-{day}T06:10Z" for day in (12, 19, 26))
FIFTH = "2026-02-02T06:10Z"

TRANSPORT = """\
    transport: {sender: desk@example.org, host: 127.0.0.1, port: PORT, security: none}
    lists:
      - {id: desk, name: The desk, max_tlp: "TLP:RED"}
      - {id: press, name: The press, max_tlp: "TLP:CLEAR"}
    recipients:
      - {address: ann@example.org, lists: [desk]}
      - {address: bob@example.org, lists: [desk]}
      - {address: eve@example.org, lists: [press]}
    """


def scheduled(folder: Path, *, week: int = 1, policy: str = "", port: int = 1) -> Path:
    """Write the tiny series with a schedule; ``policy`` is added to it."""
    series = tiny.write(folder, week=week)
    with (series / "seeds" / "brief.yaml").open("a") as brief:
        more = f", {policy}" if policy else ""
        brief.write(f"schedule: {{send_to: [desk], owner: owner@example.org{more}}}\n")
    distribution = dedent(TRANSPORT).replace("PORT", str(port))
    (series / "seeds" / "distribution.yaml").write_text(distribution)
    return series


def at(text: str) -> datetime:
    """Read a moment: "2026-01-12T06:10Z"."""
    return datetime.fromisoformat(text)


def rewrite(series: Path, file: str, old: str, new: str) -> None:
    """Edit a file of the seeds as an author does."""
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def new_week(series: Path, toll: int) -> None:
    """Write what an author writes in a week: a new number, why, and page 1 anew."""
    rewrite(series, "clashes.yaml", _line(series, "clashes.yaml", "best:"), f"best: {toll}")
    line = _line(series, "edition.yaml", "bottom_line:")
    text = f"bottom_line: {{text: The mission counts {toll} dead., basis: [toll.reported]}}"
    rewrite(series, "edition.yaml", line, text)
    for begin, words in (
        (
            "- {text: The mission",
            f"- {{text: The mission counts the dead of week {toll % 10}., basis: [toll]}}",
        ),
        (
            "trend_rationale:",
            f"trend_rationale: {{text: {toll} dead were counted., basis: [toll.reported]}}",
        ),
    ):
        rewrite(series, "edition.yaml", _line(series, "edition.yaml", begin), words)
    path = series / "seeds" / "edition.yaml"
    kept = path.read_text().split("changes:")[0]
    note = f"{{record: toll, class: UPDATED, reason: The count of week {toll} came in.}}"
    path.write_text(f"{kept}changes: [{note}]\n")


def _line(series: Path, file: str, begin: str) -> str:
    lines = (series / "seeds" / file).read_text().splitlines()
    return next(line.strip() for line in lines if line.strip().startswith(begin))


@dataclass
class Desk:
    """Who calls ``run``: the series, the way to the mail, and the clock on the wall."""

    series: Path
    cache: Path
    post: Mailer

    def tick(  # noqa: PLR0913  # what a run can be asked
        self, now: str | datetime, *, every_slot: bool = False, accept_clock: bool = False,
        make: Make | None = None, dry: bool = False, mail: bool = True,
    ) -> Run:  # fmt: skip
        """Let the timer ring."""
        moment = at(now) if isinstance(now, str) else now

        def build_it(options: Options) -> Built:
            return build(self.series, now=moment, cache=self.cache, options=options)

        return run(
            self.series,
            now=moment,
            make=make or build_it,
            mailer=self.post,
            asked=Asked(every_slot=every_slot, accept_clock=accept_clock, dry=dry, mail=mail),
            cache=self.cache,
        ).run


def desk_of(series: Path) -> Desk:
    """Give the series a caller whose mail goes to the server in distribution.yaml."""
    return Desk(series, series.parent.parent / "cache", SeriesMailer(series, {}, open_server))


@dataclass
class Mailbox:
    """A mail server that keeps what it accepted."""

    port: int
    letters: list[tuple[str, Message]] = field(default_factory=list)
    refuse: str = ""  # the answer to everybody, while it is not ""
    spared: str = ""  # but to this one
    controller: Controller | None = None

    def size(self, most: int) -> None:
        """Announce from now on that larger messages are not taken."""
        assert self.controller is not None
        self.controller.SMTP_kwargs["data_size_limit"] = most

    async def handle_RCPT(  # noqa: N802  # the server's own names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str,
        _options: Sequence[str],
    ) -> str:  # fmt: skip
        if self.refuse and address != self.spared:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=default)
        self.letters += [(address, letter) for address in envelope.rcpt_tos]
        return "250 taken"

    def to(self, address: str) -> list[str]:
        """Give the subjects of what somebody got."""
        return [str(message["Subject"]) for who, message in self.letters if who == address]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a mail server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox = Mailbox(free.getsockname()[1])
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    mailbox.controller = controller
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def quick_engine(patch: pytest.MonkeyPatch) -> None:
    """Take the place of the engine: one page that holds nothing but the title."""

    def render_jobs(jobs: Sequence[RenderJob], **_: object) -> list[Made]:
        return [Made(tuple(map(_titled, job.documents))) for job in jobs]

    patch.setattr(engine, "warm_engine", lambda: None)
    patch.setattr(render, "render_jobs", render_jobs)


def _titled(document: Document) -> Rendered:
    title = str(getattr(document.compose(0, {}, 0), "document_title", ""))
    html = f"<html><body>{title}</body></html>"
    return Rendered(html=html, screen=html, pdf=title.encode(), pages=1, tools={"quick": "1"})


# -- what is there afterwards -------------------------------------------------------------------


def editions(desk: Desk) -> list[str]:
    """Name the editions with their periods: "1 2026-01-05/2026-01-11"."""
    return [
        f"{sealed.name.spoken} {sealed.manifest.period.start}/{sealed.manifest.period.end}"
        for sealed in Store(desk.series / "reports").editions()
    ]


def facts(desk: Desk, number: int) -> Snapshot:
    """Read what an edition says."""
    store = Store(desk.series / "reports")
    return read_snapshot(store.read(store.edition(EditionName(number)), FACTS))


def fates(desk: Desk) -> dict[str, Fate]:
    """Give what became of each slot, in order; none is decided twice."""
    settled = read_journal(desk.series / "reports").decisions
    assert len(settled) == len({each.slot for each in settled})
    return {each.slot: each.fate for each in settled}
