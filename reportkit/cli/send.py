"""``reportkit send``."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.rejected import print_rejected
from reportkit.cli.send_options import (
    TransportChoice,
    chosen_transport,
    refuse_kept_folders,
    transport_options,
)
from reportkit.cli.shell import (
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    text_width,
)
from reportkit.cli.suggestions import suggest_editions
from reportkit.problems import Interrupted, ReportkitError, SeedsRejected, counted
from reportkit.zones import shown_in

if TYPE_CHECKING:
    from reportkit.delivery.service import Prepared, SendResult, Sent

IN_PART = 5
_BAR = 30  # columns of a bar where the terminal has room


@click.command(short_help="Mail an edition; resumes, and mails nobody twice.")
@click.argument("edition", metavar="N", shell_complete=suggest_editions)
@click.option("--list", "lists", multiple=True, metavar="ID", help="Only this list; repeatable.")
@click.option("--only-failed", is_flag=True, help="Retry rejected and expired deliveries.")
@click.option("--also-late", is_flag=True, help="Also to those listed since it was sent.")
@click.option("--test", metavar="ADDRESS", help="Only there, marked [TEST], outside the ledger.")
@transport_options
@click.option("--dry-run", is_flag=True, help="Make and prove every message; send none.")
@click.option(
    "--write",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="With --dry-run: write the messages there to look at.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def send(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    /,
    *,
    edition: str,
    lists: tuple[str, ...],
    only_failed: bool,
    also_late: bool,
    test: str | None,
    dry_run: bool,
    write: str | None,
    yes: bool,
    as_json: bool,
    **transports: str | None,
) -> int:
    """Mail edition N to the lists of seeds/distribution.yaml, one message a reader.

    What the server answered is kept for each reader in reports/deliveries.sqlite, before the
    next one's turn. So it can be stopped and called again: whoever has it gets no second one.
    A correction goes to those who have what was wrong, whatever the lists say now. Leaves
    with 5 if anybody is still without it.

    To look at the messages before: '--dry-run --write DIR' writes them and settles nothing.
    """
    from reportkit.delivery.plan import SendRequest
    from reportkit.delivery.service import prepare
    from reportkit.editions.store import Store
    from reportkit.loading.scalars import MAIL_ADDRESS
    from reportkit.queries.listing import edition_named

    kind, value = chosen_transport(transports)
    if write is not None and not write.strip():
        raise click.UsageError("--write is empty: say where to write")
    if write and not dry_run:
        raise click.UsageError("--write goes with --dry-run; --to-folder DIR is a way to send")
    if test is not None and not MAIL_ADDRESS.match(test):
        raise click.UsageError(f"'{test}' is not one mail address such as desk@example.org")
    folder = series_folder(series)
    files = value if kind and kind.option and kind.option.is_folder else None
    refuse_kept_folders(folder, write or files)
    now = datetime.now(UTC)
    request = SendRequest(lists=lists, only_failed=only_failed, also_late=also_late)
    try:
        name = edition_named(Store(folder / "reports"), edition)
        prepared = prepare(folder, name, environment=os.environ, now=now, request=request)
        way = TransportChoice.of(prepared, kind, value)
        if dry_run:
            return _dry_run(prepared, now, way, Path(write) if write else None, as_json=as_json)
        if test is not None:
            return _test(prepared, test, way, as_json=as_json)
        if prepared.plan.recipients and not yes:
            prepared = _confirmed(prepared, now, way, as_json=as_json)
        return _send(prepared, way, as_json=as_json)
    except SeedsRejected as rejected:
        return print_rejected(rejected, folder, as_json=as_json, outcome="nothing was sent")


class RealClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return datetime.now(UTC)

    def passed(self) -> float:
        """Give seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def _send(prepared: Prepared, way: TransportChoice, *, as_json: bool) -> int:
    from reportkit.delivery.service import send as send_edition

    bar = _Bar()
    try:
        sent = send_edition(prepared, way, RealClock(), watch=bar)
    except KeyboardInterrupt:
        raise Interrupted(_left_by_interrupt(prepared)) from None
    finally:
        bar.close()
    if as_json:
        from reportkit.cli.format.send_json import sent_json

        print_json(ok=sent.whole, problems=(), **sent_json(sent))
    else:
        _print_result(sent, prepared, way)
    return 0 if sent.whole else IN_PART


def _left_by_interrupt(prepared: Prepared) -> str:
    """Say how the mailing stands that was stopped: a message may have gone out half way."""
    from reportkit.delivery.ledger import pending, read_ledger
    from reportkit.delivery.message_records import State

    name = prepared.outgoing.name.spoken
    with read_ledger(prepared.reports) as ledger:
        lines = ledger.deliveries(prepared.outgoing.sealed.sha256) if ledger else ()
    unknown = [each.address for each in lines if each.state is State.UNKNOWN]
    message = f"interrupted; {len(pending(lines))} of {len(lines)} messages wait for 'send {name}'"
    if unknown:
        message += (
            f", and whether the server took that to {', '.join(unknown)} is unknown: "
            f"'reportkit deliveries resolve {name}'"
        )
    return message


def _test(prepared: Prepared, address: str, way: TransportChoice, *, as_json: bool) -> int:
    from reportkit.cli.format.send_json import result_json
    from reportkit.delivery.message_records import State
    from reportkit.delivery.service import send_test

    recipients = send_test(prepared, address, way, RealClock())
    whole = bool(recipients) and all(
        recipient.outcome.state is State.ACCEPTED for recipient in recipients
    )
    if as_json:
        edition = prepared.outgoing.name.spoken
        print_json(
            ok=whole, edition=edition, test=True, recipients=[result_json(e) for e in recipients]
        )
    else:
        for recipient in recipients:
            ending = _ending(recipient, prepared.zone)
            echo(f"[TEST] {recipient.address}, form of '{recipient.mailing}': {ending}")
        if not recipients:
            print_status("there is no list whose form could be tested", kind="error")
    return 0 if whole else IN_PART


def _dry_run(
    prepared: Prepared, now: datetime, way: TransportChoice, write: Path | None, *, as_json: bool
) -> int:
    """Show what would be sent; end as sending would where it cannot begin."""
    from reportkit.cli.format.send import beside, rehearsal
    from reportkit.cli.format.send_json import rehearsed_json, retry_json
    from reportkit.delivery.copies import write_copies
    from reportkit.delivery.service import rehearse

    made = rehearse(prepared, now)
    written = write_copies(prepared, made, write) if write else None
    stop = _would_stop(prepared, way)
    if as_json:
        print_json(
            ok=stop is None, edition=prepared.spoken, dry_run=True,
            recipients=[*map(rehearsed_json, made), *retry_json(prepared)],
            uncorrected=[each._asdict() for each in prepared.plan.uncorrected],
            ledger_lost=prepared.lost or None, stopped=str(stop) if stop else None,
            written=written,
        )  # fmt: skip
        return stop.exit_code if stop else 0
    for line in rehearsal(prepared, made):
        echo(line)
    for line in beside(prepared):
        print_status(line)
    if written is not None:
        print_status(f"{counted(written, 'message')} written to {write}, to look at")
    if stop:
        raise stop
    print_status(
        f"{counted(prepared.plan.recipients, 'message')} would be sent; none was", kind="done"
    )
    return 0


def _would_stop(prepared: Prepared, way: TransportChoice) -> ReportkitError | None:
    """Give what sending would end with before the first message; a folder is not made for it."""
    from reportkit.delivery.service import refuse_without_ledger

    try:
        refuse_without_ledger(prepared)
        if prepared.plan.recipients and not way.folder:
            way().close()
    except ReportkitError as error:
        return error
    return None


def _confirmed(
    prepared: Prepared, now: datetime, way: TransportChoice, *, as_json: bool
) -> Prepared:
    """Show what would happen, and let a person type the edition's number."""
    from dataclasses import replace

    from reportkit.cli.format.send import outlook

    if as_json or not sys.stdin.isatty():
        raise click.UsageError("not a terminal: pass --yes to send or --dry-run to preview")
    if prepared.lost:
        everybody = "everybody would be mailed, whoever has it or wants no more too"
        print_status(f"{prepared.lost}: {everybody}", kind="warning")
        if not click.confirm("Was nobody ever mailed an edition of this series?", err=True):
            raise click.UsageError("restore reports/deliveries.sqlite first; nothing was sent")
        prepared = replace(prepared, request=replace(prepared.request, new_ledger=True))
    for line in outlook(prepared, now, str(way)):
        print_status(line)
    spoken = prepared.spoken
    typed = click.prompt(f"Type {spoken} to send it", err=True, default="", show_default=False)
    if typed.strip() != spoken:
        print_status("nothing was sent")
        raise click.exceptions.Exit(2)
    return prepared


def _print_result(sent: Sent, prepared: Prepared, way: TransportChoice) -> None:
    from reportkit.cli.format.send import late, of_files, uncorrected
    from reportkit.delivery.message_records import State

    fine = (State.ACCEPTED, State.SUPPRESSED)
    for each in sent.results:
        if each.outcome.state not in fine:
            echo(f"{each.address}: {_ending(each, prepared.zone)}")
    counts = [f"{sent.count(state)} {state}" for state in State if sent.count(state)]
    if sent.skipped:
        counts.append(f"{sent.skipped} had it already")
    print_status(f"No. {sent.edition.spoken}: {', '.join(counts) or 'nobody to send to'}",
        kind="done" if sent.whole else "warning")  # fmt: skip
    if sent.stopped:
        print_status(f"stopped: {sent.stopped}\n  what is queued goes out when you call it again",
            kind="error")  # fmt: skip
    if sent.count(State.UNKNOWN):
        print_status("unknown: ask the reader, then 'reportkit deliveries resolve'", kind="warning")
    if sent.late:
        print_status(late(len(sent.late)))
    for line in uncorrected(sent.uncorrected, sent.edition.spoken):
        print_status(line, kind="warning")
    if line := of_files(sent, way.folder, way.flag):
        print_status(line)


def _ending(each: SendResult, zone: tzinfo) -> str:
    outcome = each.outcome
    parts = [str(outcome.state), str(outcome.code or ""), outcome.reply]
    later = f"(again from {shown_in(zone, each.next_try)})" if each.next_try else ""
    return " ".join(part for part in (*parts, later) if part)


class _Bar:
    """How far it is, for a person who watches.

    Not click's, which hides the cursor: who stops or kills a mailing would not get it back.
    """

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        if self._watched and of:
            room = max(min(_BAR, text_width() - len(f"   {done}/{of}") - 1), 0)
            filled = room * done // of
            bar = "█" * filled + "░" * (room - filled)
            click.echo(f"\r\x1b[K  {bar} {done}/{of}", nl=False, err=True)

    def close(self) -> None:
        """Leave the terminal's line clean."""
        if self._watched:
            click.echo("\r\x1b[K", nl=False, err=True)
