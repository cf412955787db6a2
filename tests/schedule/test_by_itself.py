"""The shipped series makes and mails its No. 5 by itself: a real cron, nobody at the keyboard.

Slow, about half a minute: cron looks at the clock once a minute.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.server import mail_server
from tests.schedule.alarm import Alarm, alarm, missing, wait_until

MONDAY_AT_SIX = datetime.fromisoformat("2025-11-17T06:00Z")
AT_SEVEN = datetime.fromisoformat("2025-11-17T07:00Z")
REPORTKIT = (sys.executable, "-m", "reportkit")


def last_run(series: Path, there: Alarm) -> dict[str, Any]:
    """Give the last line of the log."""
    runs = json.loads(there.run(*REPORTKIT, "-C", str(series), "runs", "--json"))["runs"]
    return dict(runs[-1]) if runs else {"at": ""}


@pytest.mark.skipif(bool(missing()), reason=missing() or "-")
def test_the_shipped_series_is_built_and_mailed_by_cron(
    tmp_path: Path,
    shipped_series: Path,
    real_engine: None,  # noqa: ARG001
) -> None:
    series = Path(shutil.copytree(shipped_series, tmp_path / "series"))
    asked = (*REPORTKIT, "-C", str(series), "schedule")
    with alarm() as there, mail_server() as server:
        there.run(*asked, "install", "--as", "cron")
        there.run(*REPORTKIT, "-C", str(series), "deliveries", "start")
        environment = {
            "REPORTKIT_SMTP_HOST": "127.0.0.1",
            "REPORTKIT_SMTP_PORT": str(server.port),
            "REPORTKIT_SMTP_SECURITY": "none",
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        }
        with there.ringing(environment, MONDAY_AT_SIX):
            status = json.loads(there.run(*asked, "status", "--json"))
            mailed = wait_until(lambda: len(server.taken) >= 3, 110)
            wait_until(lambda: "2025-11-17T06" in last_run(series, there)["at"], 10)
        first = last_run(series, there)
        with there.ringing(environment, AT_SEVEN):
            wait_until(lambda: "2025-11-17T07" in last_run(series, there)["at"], 60)
        second = last_run(series, there)
        there.run(*asked, "remove")
        left = there.run("crontab", "-l")
        pdf = (series / "reports" / "005" / "durand-line-005.pdf").read_bytes()
        message = server.message("duty@example.org")

    assert mailed
    assert (True, ["cron"]) == (status["wakes"], [timer["kind"] for timer in status["timers"]])
    assert ["duty@example.org", "field@example.org", "hum-desk@example.org"] == sorted(
        server.readers
    )
    assert message["Subject"].startswith("[TLP:CLEAR] The Durand Line crisis No. 5, 10-16 Nov")
    assert [pdf] == [part.get_content() for part in message.iter_attachments()]
    assert ("done", 0, "2025-W46") == (first["outcome"], first["code"], first["slot"])
    assert ("idle", 0) == (second["outcome"], second["code"])
    assert "reportkit" not in left
