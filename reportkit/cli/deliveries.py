"""``reportkit deliveries``: who got what, and what people and mailboxes know of it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.default_command import ListsByDefault
from reportkit.cli.moment import zone_of
from reportkit.cli.shell import Json, echo, json_option, print_json, print_status, series_folder
from reportkit.cli.suggestions import suggest_editions
from reportkit.zones import shown_in

if TYPE_CHECKING:
    from reportkit.delivery.message_records import Delivery

_COLUMNS = (
    "edition", "address", "list", "marking", "state", "code", "said", "message_id", "at",
    "next_try",
)  # fmt: skip


class _Group(ListsByDefault):
    """``deliveries 5`` lists one edition."""

    suggest = staticmethod(suggest_editions)


@click.group(cls=_Group, short_help="Who got which edition.")
def deliveries() -> None:
    """Tell who got which edition, and settle what nobody could know.

    'reportkit deliveries [N]' lists the ledger, of edition N alone if it is named.
    """


@deliveries.command(name="list")
@click.argument("edition", required=False, metavar="[N]", shell_complete=suggest_editions)
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
@json_option
@click.pass_obj
def list_(series: Path | None, *, edition: str | None, as_csv: bool, as_json: bool) -> int:
    """List who was sent which edition and what the server answered."""
    from reportkit.delivery.ledger import read_ledger
    from reportkit.editions.store import Store
    from reportkit.queries.listing import edition_named

    folder = series_folder(series)
    reports = folder / "reports"
    name = edition_named(Store(reports), edition) if edition else None
    with read_ledger(reports) as ledger:
        lines = ledger.deliveries() if ledger else ()
        stopped = ledger.suppressed() if ledger else {}
    lines = tuple(delivery for delivery in lines if name in (None, delivery.edition))
    if as_json:
        print_json(
            ok=True,
            deliveries=[_row(delivery) for delivery in lines],
            suppressed=[{"address": who, "reason": why} for who, why in sorted(stopped.items())],
        )
    elif as_csv:
        echo(_csv(lines))
    elif lines:
        _table(lines, zone_of(folder))
        for who, why in sorted(stopped.items()):
            echo(f"gets nothing more: {who}: {why}")
    else:
        print_status("nothing was sent yet")
    return 0


@deliveries.command()
@click.argument("edition", metavar="N", shell_complete=suggest_editions)
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@click.option("--delivered", "decision", flag_value="DELIVERED", help="It arrived.")
@click.option("--resend", "decision", flag_value="RESEND", help="Queue it again for 'send'.")
@click.option("--give-up", "decision", flag_value="GIVE_UP", help="Neither.")
@click.option(
    "--not-passed-on",
    "decision",
    flag_value="NOT_PASSED_ON",
    help="The file of --to-folder or --maildir went no further.",
)
@click.option("--all", "everybody", is_flag=True, help="All of this edition that it fits.")
@click.pass_obj
def resolve(
    series: Path | None,
    *,
    edition: str,
    addresses: tuple[str, ...],
    decision: str | None,
    everybody: bool,
) -> int:
    """Say what became of messages of which the ledger cannot know it.

    The server may have taken them: the answer was lost. Ask the reader, then say so here.
    What was written to a file counts as sent; --not-passed-on takes that back.
    """
    from reportkit.delivery.ledger import open_ledger
    from reportkit.delivery.resolve import Decision
    from reportkit.delivery.resolve import resolve as decide
    from reportkit.editions.store import Store
    from reportkit.queries.listing import edition_named

    if decision is None:
        raise click.UsageError(
            "say what became of them: --delivered, --resend, --give-up or --not-passed-on"
        )
    if bool(addresses) == everybody:
        raise click.UsageError("name the addresses, or say --all")
    reports, now = series_folder(series) / "reports", datetime.now(UTC)
    name = edition_named(Store(reports), edition)
    with open_ledger(reports, now) as ledger:
        decided = decide(ledger, name, addresses, Decision[decision], now)
    state = Decision[decision].value.state
    for message in decided:
        echo(f"{message.address}: {state}")
    if decision == "RESEND" and decided:
        print_status(f"'reportkit send {name.spoken}' sends them again")
    elif decision == "NOT_PASSED_ON":
        newest = max(kept for kept in Store(reports).names() if kept.number == name.number)
        option = "--only-failed" if newest == name else "--also-late"
        mailed = f"'reportkit send {newest.spoken} {option}' mails them"
        print_status(mailed if decided else "nobody has it as a file")
    return 0


@deliveries.command(short_help="Begin the ledger of a series that never mailed.")
@click.pass_obj
def start(series: Path | None) -> int:
    """Begin the ledger of a series that has editions and never mailed any.

    Without it 'send' and the schedule refuse: a ledger that was lost looks the same, and then
    everybody would be mailed twice, whoever asked for no more too. So does one that is older
    than what runs.jsonl says was mailed; if no newer copy is left, this lets it go on.
    """
    from reportkit.delivery.ledger import open_ledger
    from reportkit.delivery.ledger_lost import forgotten
    from reportkit.editions.journal import read_journal

    reports, now = series_folder(series) / "reports", datetime.now(UTC)
    with open_ledger(reports, now, anew=True) as ledger:
        missing = forgotten(ledger, read_journal(reports))
        begun = ledger.begun and not missing
        if not begun:
            ledger.begin_anew(now)
    message = "there is a ledger already"
    if not begun:
        message = "ledger started; nobody has been mailed yet"
    if missing:
        numbers = ", ".join(f"No. {each}" for each in missing)
        message = f"ledger started anew: whoever was mailed {numbers} may be mailed it again"
    echo(message)
    return 0


@deliveries.command(short_help="Read from a mailbox what came back.")
@click.argument("mailbox", type=click.Path(exists=True, path_type=Path), metavar="PATH")
@json_option
@click.pass_obj
def bounces(series: Path | None, *, mailbox: Path, as_json: bool) -> int:
    """Read returned messages and requests to unsubscribe from a mailbox.

    PATH is an mbox file, a Maildir or a folder of .eml files; nothing in it is changed.
    """
    from reportkit.delivery.bounces import read_bounces
    from reportkit.delivery.ledger import open_ledger

    now = datetime.now(UTC)
    with open_ledger(series_folder(series) / "reports", now) as ledger:
        read = read_bounces(mailbox, ledger, now)
    if as_json:
        print_json(
            ok=True,
            returned=read.returned,
            suppressed=read.suppressed,
            unsubscribed=read.unsubscribed,
            late=read.late,
            doubtful=[{"address": report.address, "why": report.why} for report in read.doubtful],
            reasons=read.reasons,
            strangers=read.strangers,
        )
        return 0
    for address in read.returned:
        more = "gets nothing more" if address in read.suppressed else "stays on the lists"
        echo(f"{address}: {read.reasons[address]}; {more}")
    for address in read.unsubscribed:
        echo(f"{address}: unsubscribed")
    for address in read.late:
        echo(f"{address}: late, the server still tries")
    for report in read.doubtful:
        echo(f"{report.address}: nothing was changed: {report.why}")
    if read.doubtful:
        print_status(
            "nothing proves that: ask the readers, then 'reportkit deliveries suppress ADDRESS "
            "--reason TEXT' if they want no more",
            kind="warning",
        )
    print_status(f"{read.strangers} other messages in {mailbox}")
    return 0


@deliveries.command()
@click.argument("address")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is shown with the reader.")
@click.pass_obj
def suppress(series: Path | None, *, address: str, reason: str) -> int:
    """Send a reader nothing more."""
    from reportkit.delivery.ledger import open_ledger

    now = datetime.now(UTC)
    with open_ledger(series_folder(series) / "reports", now) as ledger:
        ledger.suppress(address, " ".join(reason.split()), now)
    echo(f"{address}: gets nothing more")
    return 0


@deliveries.command()
@click.argument("address")
@click.pass_obj
def allow(series: Path | None, *, address: str) -> int:
    """Write to a reader again who was suppressed."""
    from reportkit.delivery.ledger import open_ledger

    with open_ledger(series_folder(series) / "reports", datetime.now(UTC)) as ledger:
        stood = ledger.allow(address)
    echo(f"{address}: {'is written to again' if stood else 'nothing stood against it'}")
    return 0


def _row(delivery: Delivery) -> dict[str, Json]:
    return {
        "edition": delivery.edition.spoken,
        "address": delivery.address,
        "list": delivery.mailing,
        "marking": delivery.marking.value if delivery.marking else None,  # unknown of older lines
        "state": str(delivery.state),
        "code": delivery.code,
        "said": delivery.reply,
        "message_id": delivery.message_id,
        "at": delivery.at.isoformat(),
        "next_try": delivery.next_try.isoformat() if delivery.next_try else None,
    }


def _csv(lines: tuple[Delivery, ...]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in lines:
        row = _row(each)
        writer.writerow([_cell(row[column]) for column in _COLUMNS])
    return table.getvalue().rstrip("\n")


def _cell(value: Json) -> str:
    """A spreadsheet would run what begins so; a server's answer is not ours."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _table(lines: tuple[Delivery, ...], zone: tzinfo) -> None:
    width = max(len(delivery.address) for delivery in lines)
    label = max(len(delivery.marking or "") for delivery in lines)
    for delivery in lines:
        answer = " ".join(part for part in (str(delivery.code or ""), delivery.reply) if part)
        later = f" (again from {shown_in(zone, delivery.next_try)})" if delivery.next_try else ""
        echo(
            f"No. {delivery.edition.spoken:<5} {delivery.address:<{width}}  "
            f"{delivery.marking or '':<{label}}  {delivery.state:<10}  "
            f"{shown_in(zone, delivery.at)}  {answer}{later}".rstrip()
        )
