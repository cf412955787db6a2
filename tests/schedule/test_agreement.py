"""check --due, run --draft and run --dry-run say what run then does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.cli import run as reportkit
from tests.schedule.series import WEEK_2, WEEK_3, Desk, Mailbox, new_week, rewrite

Befalls = Callable[[Path], None]


def distribution(old: str, new: str) -> Befalls:
    return lambda series: rewrite(series, "distribution.yaml", old, new)


def template(name: str, text: str) -> Befalls:
    def write(series: Path) -> None:
        (series / "templates").mkdir()
        (series / "templates" / name).write_text(text)

    return write


def altered(pattern: str) -> Befalls:
    def alter(series: Path) -> None:
        for path in (series / "reports").glob(pattern):
            path.chmod(0o644)
            path.write_bytes(path.read_bytes() + b" ")

    return alter


def gone(*names: str) -> Befalls:
    def remove(series: Path) -> None:
        for name in names:
            path = series / "reports" / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return remove


def written_for_nine(series: Path) -> None:
    rewrite(series, "edition.yaml", "2026-01-05, end: 2026-01-11", "2026-01-12, end: 2026-01-18")
    rewrite(series, "edition.yaml", "cut_off: 2026-01-11", "cut_off: 2026-01-18")
    rewrite(series, "edition.yaml", "published: 2026-01-12T06", "published: 2026-01-19T09")


def of_a_finder(series: Path) -> None:
    for folder in ("seeds", "reports", "reports/001"):
        (series / folder / ".DS_Store").touch()


#: What befalls, and how check --due, run --draft, run --dry-run and run end.
SITUATIONS: dict[str, tuple[Befalls, tuple[int, int, int, int]]] = {
    "nothing": (lambda _: None, (0, 0, 0, 0)),
    "files that a system drops": (of_a_finder, (0, 0, 0, 0)),
    "it waits for its hour": (written_for_nine, (0, 0, 0, 0)),
    "no source": (
        lambda series: rewrite(series, "clashes.yaml", "provider: mission", "provider: nobody"),
        (1, 1, 1, 1),
    ),
    "no list of that name": (
        lambda series: rewrite(series, "brief.yaml", "send_to: [desk]", "send_to: [dusk]"),
        (1, 1, 1, 1),
    ),
    "brief.yaml is no YAML": (
        lambda series: rewrite(series, "brief.yaml", "id: valley", "id: [valley"),
        (1, 1, 1, 1),
    ),
    "an altered PDF": (altered("001/*.pdf"), (7, 7, 7, 7)),
    "an altered snapshot": (altered("001/facts.json"), (7, 7, 7, 7)),
    "an altered design": (altered(".designs/*.json"), (7, 7, 7, 7)),
    "an altered file of the design": (altered(".designs/files/*"), (7, 7, 7, 7)),
    "an edition that is gone": (gone("001"), (7, 7, 7, 7)),
    "a ledger that is gone": (gone("deliveries.sqlite"), (0, 0, 5, 5)),
    "ledger and lock are gone": (gone("deliveries.sqlite", "deliveries.lock"), (0, 0, 5, 5)),
    "ledger, lock and log are gone": (
        gone("deliveries.sqlite", "deliveries.lock", "runs.jsonl"),
        (0, 0, 5, 5),
    ),
    "no mail server": (distribution("host: 127.0.0.1, ", ""), (0, 0, 5, 5)),
    "no password": (distribution("security: none", "security: none, login: a"), (0, 0, 5, 5)),
    "no certificates": (distribution("security: none", "security: none, ca_file: a"), (0, 0, 5, 5)),
    "no DKIM key": (
        distribution("security: none", "security: none, dkim_key: a, dkim_selector: b"),
        (0, 0, 5, 5),
    ),
    "a mail that does not show its marking": (template("mail.txt.j2", "Hello."), (0, 0, 5, 5)),
    "a mail with what nobody gives it": (template("mail.txt.j2", "{{ nothing }}"), (1, 1, 1, 1)),
    "nobody on the list": (distribution("lists: [desk]", "lists: [press]"), (0, 0, 0, 0)),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_is_said_beforehand_is_what_happens(desk: Desk, name: str) -> None:
    befalls, expected = SITUATIONS[name]
    desk.tick(WEEK_2)
    if name != "it waits for its hour":
        new_week(desk.series, 17)
    befalls(desk.series)
    foretold = [
        reportkit(["-C", str(desk.series), *words, "--now", WEEK_3])
        for words in (("check", "--due"), ("run", "--draft"), ("run", "--dry-run"))
    ]

    assert expected == (*foretold, desk.tick(WEEK_3).code)


def test_a_dry_run_names_what_would_keep_the_mail_here(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    sent = len(mailbox.letters)
    good = desk.tick(WEEK_3, dry=True).steps
    rewrite(desk.series, "distribution.yaml", "host: 127.0.0.1, ", "")
    bad = desk.tick(WEEK_3, dry=True).steps

    assert "would mail No. 2 to desk: 2 readers" == good[-1]
    assert "No. 2 could not be mailed (no mail server is named" in bad[1]
    assert "the owner would be told" == bad[-1]
    assert sent == len(mailbox.letters)


# -- a clock that was ahead -----------------------------------------------------------------------


def test_weeks_decided_by_a_clock_ahead_are_not_passed_over_in_silence(
    desk: Desk, mailbox: Mailbox
) -> None:
    """By it three weeks without change were skipped, and no edition tells of it."""
    desk.tick(WEEK_2)
    desk.tick("2026-02-02T06:10Z")
    new_week(desk.series, 17)
    doubted = [desk.tick(f"2026-01-19T0{hour}:10Z").code for hour in (6, 7)]
    let = desk.tick("2026-01-19T08:10Z", accept_clock=True)
    after = desk.tick("2026-01-19T09:10Z")

    assert ([3, 3], 0, 0) == (doubted, let.code, after.code)
    assert "published No. 2 for 2026-W03" in let.steps[0]
    assert 1 == len(mailbox.to("owner@example.org"))
    assert (0, "2026-W04") == ((last := desk.tick("2026-01-26T06:10Z")).code, last.slot)
    assert "2026-W04 is skipped: no record changed" in last.steps
