"""``run --all``: each series by its own schedule, with its own mail, ledger and journal."""

from __future__ import annotations

from pathlib import Path

from reportkit.editions.journal import Outcome, read_journal
from tests.cli.series import run
from tests.schedule.series import WEEK_2, mail_server, scheduled


def _last_look(series: Path) -> Outcome | None:
    look = read_journal(series / "reports").last_look
    return look.outcome if look else None


def test_each_series_is_published_mailed_and_noted_once(tmp_path: Path) -> None:
    with mail_server() as mailbox:
        for name in ("atolls", "valley"):
            scheduled(tmp_path / name, port=mailbox.port)
        words = ["run", "--all", "--now", WEEK_2, "--json"]
        first, again = run(tmp_path, *words), run(tmp_path, *words)

        assert 2 == len(mailbox.to("ann@example.org"))

    assert (0, 0) == (first.code, again.code)
    for result in first.json["series"]:
        assert "published No. 1 for 2026-W02" in result["did"][0]
        assert "mailed No. 1: 2 accepted" == result["did"][1]
    assert [[], []] == [result["did"] for result in again.json["series"]]
    assert [Outcome.IDLE] * 2 == [_last_look(tmp_path / name) for name in ("atolls", "valley")]
    assert 2 == len([*tmp_path.glob("*/reports/deliveries.sqlite")])


def test_a_series_whose_mail_fails_stops_no_other_and_the_exit_code_tells(tmp_path: Path) -> None:
    with mail_server() as mailbox:
        scheduled(tmp_path / "atolls", port=mailbox.port)
        scheduled(tmp_path / "valley", port=1)  # nobody listens there
        ran = run(tmp_path, "run", "--all", "--now", WEEK_2)

        assert ["[TLP:CLEAR] The valley No. 1"] == [
            subject.partition(",")[0] for subject in mailbox.to("ann@example.org")
        ]

    assert 5 == ran.code
    assert "2 series, 2 published, 1 failed" in ran.err


def test_quiet_says_nothing_unless_something_is_wrong(tmp_path: Path) -> None:
    scheduled(tmp_path / "atolls")
    words = ["run", "--all", "--dry-run", "--quiet", "--now", WEEK_2]
    ran = run(tmp_path, *words)
    brief = scheduled(tmp_path / "broken") / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("producer:", "producr:"))
    broken = run(tmp_path, *words)

    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert 1 == broken.code
    assert "atolls" not in broken.out
    assert "brief.yaml cannot be read; nothing was published" in broken.out
    assert "2 series, 1 to be published, 1 failed\n" == broken.err


def test_a_draft_is_of_one_series(tmp_path: Path) -> None:
    assert 2 == run(scheduled(tmp_path), "run", "--all", "--draft").code
