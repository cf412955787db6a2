"""``reportkit send``."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.shell import (
    Json,
    json_option,
    print_json,
    say,
    series_folder,
    show_problems,
    summary,
)
from reportkit.problems import SeedsRejected

if TYPE_CHECKING:
    from reportkit.delivery.folder import Transport
    from reportkit.delivery.send import Prepared, Sent, Told

IN_PART = 5
_SHOWN = 30  # recipients that are listed one by one before a send
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(short_help="Mail an edition; resumes, and mails nobody twice.")
@click.argument("edition", metavar="N")
@click.option("--list", "lists", multiple=True, metavar="ID", help="Only this list; repeatable.")
@click.option("--only-failed", is_flag=True, help="Once more to those who were refused it.")
@click.option("--also-late", is_flag=True, help="Also to those listed since it was sent.")
@click.option("--test", metavar="ADDRESS", help="Only there, marked [TEST], outside the ledger.")
@click.option("--to-folder", type=_FOLDER, metavar="DIR", help="Write .eml files instead.")
@click.option("--maildir", type=_FOLDER, metavar="DIR", help="Write into a Maildir instead.")
@click.option("--dry-run", is_flag=True, help="Make and prove every message; send none.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def send(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    edition: str,
    lists: tuple[str, ...],
    only_failed: bool,
    also_late: bool,
    test: str | None,
    to_folder: Path | None,
    maildir: Path | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Mail edition N to the lists of seeds/distribution.yaml, one message a reader.

    What the server answered is kept for each reader in reports/deliveries.sqlite, before the
    next one's turn. So it can be stopped and called again: whoever has it gets no second one.
    A correction goes to those who have what was wrong, whatever the lists say now. Leaves
    with 5 if anybody is still without it.
    """
    from reportkit.delivery.planning import Wish
    from reportkit.delivery.send import prepare
    from reportkit.editions.store import Store
    from reportkit.facts.scalars import MAIL_ADDRESS
    from reportkit.reading.shelf import edition_named

    if to_folder and maildir:
        raise click.UsageError("choose one of --to-folder and --maildir")
    if test and not MAIL_ADDRESS.match(test):
        raise click.UsageError(f"'{test}' is not one mail address such as desk@example.org")
    folder = series_folder(series)
    now = datetime.now(UTC)
    wish = Wish(lists=lists, only_failed=only_failed, also_late=also_late)
    try:
        name = edition_named(Store(folder / "reports"), edition)
        prepared = prepare(folder, name, environment=os.environ, now=now, wish=wish)
        way = _Way(prepared, to_folder, maildir)
        if dry_run:
            return _dry_run(prepared, now, as_json=as_json)
        if test:
            return _test(prepared, test, way, as_json=as_json)
        if prepared.plan.recipients and not yes:
            _confirm(prepared, now, way, as_json=as_json)
        return _send(prepared, way, as_json=as_json)
    except SeedsRejected as rejected:
        if as_json:
            print_json(ok=False, problems=rejected.problems)
        else:
            show_problems(rejected.problems, folder)
            say(f"{summary(rejected.problems)}; nothing was sent", kind="error")
        return rejected.exit_code


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


class _Way:
    """The way that was asked for; opened when the first message is to leave."""

    def __init__(self, prepared: Prepared, to_folder: Path | None, maildir: Path | None) -> None:
        self._prepared, self._to_folder, self._maildir = prepared, to_folder, maildir

    def __call__(self) -> Transport:
        from reportkit.delivery import opening

        if self._to_folder:
            return opening.folder(self._to_folder)
        if self._maildir:
            return opening.maildir(self._maildir)
        return opening.server(self._prepared.way, self._prepared.series / "seeds", os.environ)

    def __str__(self) -> str:
        folder = self._to_folder or self._maildir
        return f"files in {folder}" if folder else (self._prepared.way.host or "no server named")


def _send(prepared: Prepared, way: _Way, *, as_json: bool) -> int:
    from reportkit.delivery.send import send as send_edition

    bar = _Bar()
    try:
        sent = send_edition(prepared, way, RealClock(), watch=bar)
    finally:
        bar.close()
    if as_json:
        print_json(ok=sent.whole, problems=(), **_sent_json(sent))
    else:
        _tell(sent)
    return 0 if sent.whole else IN_PART


def _test(prepared: Prepared, address: str, way: _Way, *, as_json: bool) -> int:
    from reportkit.delivery.records import State
    from reportkit.delivery.send import send_test

    told = send_test(prepared, address, way, RealClock())
    whole = bool(told) and all(each.outcome.state is State.ACCEPTED for each in told)
    if as_json:
        edition = prepared.issue.name.spoken
        print_json(ok=whole, edition=edition, test=True, recipients=[_told_json(e) for e in told])
    else:
        for each in told:
            click.echo(f"[TEST] {each.address}, form of '{each.mailing}': {_ending(each)}")
        if not told:
            say("there is no list whose form could be tested", kind="error")
    return 0 if whole else IN_PART


def _dry_run(prepared: Prepared, now: datetime, *, as_json: bool) -> int:
    from reportkit.delivery.send import rehearse

    made = rehearse(prepared, now)
    planned = prepared.plan
    if as_json:
        recipients: list[Json] = [
            {
                "address": each.address,
                "list": each.mailing,
                "marking": each.marking.value,
                "bytes": len(each.message),
                "message_id": each.message_id,
                "withheld": each.withheld or None,
            }
            for each in made
        ]
        recipients += [
            {
                "address": each.address,
                "list": each.mailing,
                "marking": (each.marking or prepared.issue.marking).value,
                "message_id": each.message_id,
            }
            for each in planned.retry
        ]
        edition = prepared.issue.name.spoken
        print_json(ok=True, edition=edition, dry_run=True, recipients=recipients)
        return 0
    for each in made:
        size = f"{len(each.message):,} bytes"
        version = f"{each.mailing}  {each.marking}"
        click.echo(f"{each.address}  {version}  {each.withheld or size}")
    for waiting in planned.retry:
        version = f"{waiting.mailing}  {waiting.marking or prepared.issue.marking}"
        click.echo(f"{waiting.address}  {version}  once more")
    say(f"{planned.recipients} messages would be sent; none was", kind="done")
    return 0


def _confirm(prepared: Prepared, now: datetime, way: _Way, *, as_json: bool) -> None:
    """Show what would happen, and let a person type the edition's number."""
    if as_json or not sys.stdin.isatty():
        raise click.UsageError("nobody is here to ask: say --yes to send, or --dry-run to see")
    spoken = prepared.issue.name.spoken
    for line in _outlook(prepared, now, way):
        say(line)
    typed = click.prompt(f"Type {spoken} to send it", err=True, default="", show_default=False)
    if typed.strip() != spoken:
        raise click.UsageError("that is not its number; nothing was sent")


def _outlook(prepared: Prepared, now: datetime, way: _Way) -> list[str]:
    from reportkit.delivery.letter import subject
    from reportkit.delivery.send import samples

    issue, planned = prepared.issue, prepared.plan
    people = [
        *(each.reader.address for each in (*planned.new, *planned.again) if not each.withheld),
        *(f"{each.address} (once more)" for each in planned.retry),
    ]
    sizes = samples(prepared, now)
    lines = [
        subject(issue),
        f"  marking     {_markings(prepared)}",
        f"  edition     {issue.sealed.sha256}",
        f"  by way of   {way}",
        *(f"  a message   {size:,} bytes, list '{name}'" for name, size in sizes.items()),
        f"  recipients  {planned.recipients}",
        *(f"              {each}" for each in people[:_SHOWN]),
    ]
    if len(people) > _SHOWN:
        lines.append(f"              and {len(people) - _SHOWN} more: --dry-run lists them all")
    return lines + _beside(prepared)


def _markings(prepared: Prepared) -> str:
    """Say which versions go out: "TLP:AMBER to 2, TLP:CLEAR (abridged) to 1"."""
    from collections import Counter

    issue, planned = prepared.issue, prepared.plan
    new = [each.reader.mailing for each in (*planned.new, *planned.again) if not each.withheld]
    counted = Counter(issue.marking_for(each.max_tlp) for each in new)
    counted.update(each.marking or issue.marking for each in planned.retry)
    own = issue.marking
    told = [
        f"{marking}{'' if marking is own else ' (abridged)'} to {count}"
        for marking, count in sorted(counted.items(), key=lambda found: str(found[0]))
    ]
    return ", ".join(told) if len(counted) > 1 or own not in counted else str(own)


def _beside(prepared: Prepared) -> list[str]:
    """Tell of those who get nothing now, and why."""
    planned = prepared.plan
    withheld = [each for each in planned.new if each.withheld]
    return [
        f"  {text}"
        for count, text in (
            (len(planned.settled), f"{len(planned.settled)} are settled already"),
            (len(planned.waiting), f"{len(planned.waiting)} wait for a later try"),
            (len(withheld), f"{len(withheld)} are held back: nothing more is sent to them"),
            (len(planned.late), f"{len(planned.late)} came later: --also-late reaches them"),
        )
        if count
    ]


def _tell(sent: Sent) -> None:
    from reportkit.delivery.records import State

    fine = (State.ACCEPTED, State.SUPPRESSED)
    for each in sent.told:
        if each.outcome.state not in fine:
            click.echo(f"{each.address}: {_ending(each)}")
    counts = [f"{sent.count(state)} {state}" for state in State if sent.count(state)]
    if sent.skipped:
        counts.append(f"{sent.skipped} had it already")
    say(f"No. {sent.edition.spoken}: {', '.join(counts) or 'nobody to send to'}",
        kind="done" if sent.whole else "warning")  # fmt: skip
    if sent.stopped:
        say(f"stopped: {sent.stopped}\n  what is queued goes out when you call it again",
            kind="error")  # fmt: skip
    if sent.count(State.UNKNOWN):
        say("unknown: ask the reader, then 'reportkit deliveries resolve'", kind="warning")
    if sent.late:
        say(f"{len(sent.late)} came onto a list later and got nothing: --also-late reaches them")


def _ending(each: Told) -> str:
    outcome = each.outcome
    parts = [str(outcome.state), str(outcome.code or ""), outcome.said]
    later = f"(again from {each.next_try:%Y-%m-%d %H:%M %Z})" if each.next_try else ""
    return " ".join(part for part in (*parts, later) if part)


def _sent_json(sent: Sent) -> dict[str, Json]:
    from reportkit.delivery.records import State

    counted = ("accepted", "deferred", "rejected", "expired", "unknown", "suppressed", "queued")
    return {
        "edition": sent.edition.spoken,
        **{name: sent.count(State(name)) for name in counted},
        "skipped": sent.skipped,
        "stopped": sent.stopped or None,
        "late": [each.address for each in sent.late],
        "recipients": [_told_json(each) for each in sent.told],
    }


def _told_json(each: Told) -> dict[str, Json]:
    return {
        "address": each.address,
        "list": each.mailing,
        "marking": each.marking.value,
        "state": str(each.outcome.state),
        "code": each.outcome.code,
        "said": each.outcome.said,
        "message_id": each.message_id,
        "at": each.at.isoformat() if each.at else None,
        "next_try": each.next_try.isoformat() if each.next_try else None,
    }


class _Bar:
    """How far it is, for a person who watches."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        if self._watched and of:
            filled = 30 * done // of
            bar = "█" * filled + "░" * (30 - filled)
            click.echo(f"\r\x1b[K  {bar} {done}/{of}", nl=False, err=True)

    def close(self) -> None:
        """Leave the terminal's line clean."""
        if self._watched:
            click.echo("\r\x1b[K", nl=False, err=True)
