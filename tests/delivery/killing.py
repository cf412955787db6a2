"""Sends, and is killed on the way. Run as a program: see ``main``.

Without ``strace`` a run is killed before the Nth call from Python that reaches network or
disk; each is killed in a child of its own, so that what is loaded is loaded once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.service import prepare, send
from reportkit.delivery.transports.bounded_smtp import BoundedSmtp
from reportkit.delivery.transports.smtp import SmtpTransport
from reportkit.delivery.transports.smtp_session import Server
from reportkit.editions.manifest import EditionName
from reportkit.model.vocabulary.mail import MailSecurity
from tests.delivery.posting import NOW, QUICK, TestClock, ledger_of, write_lists

#: Calls into C through which a run reaches the network or the disk.
REACHING = frozenset({
    "connect", "sendall", "recv", "recv_into", "execute", "executescript", "fsync",
    "ftruncate", "flock",
})  # fmt: skip
#: Steps of one message: a method, and whether the run is killed before it or after.
STEPS: dict[str, tuple[type, str, bool]] = {
    "before the attempt is recorded": (Ledger, "commit", True),
    "after the attempt is recorded": (Ledger, "commit", False),
    "after the dot": (BoundedSmtp, "send", False),
    "after the answer": (SmtpTransport, "_dot", False),
    "before the answer is committed": (Ledger, "_note", False),
    "after the answer is committed": (Ledger, "record_outcome", False),
}
Watcher = Callable[[object, str, object], None]
LISTS = """
lists: [{{id: desks, name: Desks, max_tlp: "TLP:AMBER"}}]
recipients:
  - {{address: ann.{n}@example.org, lists: [desks]}}
  - {{address: bob.{n}@example.org, lists: [desks]}}
transport: {{sender: brief@example.org, host: 127.0.0.1, security: none}}
"""


def main(series: str, port: str, first: str, step: str, most: str) -> None:
    """Kill at every ``step``-th call from ``first`` on, rerun each twice, print what is known."""
    for point in range(int(first), int(most), int(step)):
        folder = Path(f"{series}-{point}")
        shutil.copytree(series, folder)
        write_lists(folder, LISTS.format(n=point))
        killed = in_child(lambda at=point, here=folder: _killed_at(at, here, port))  # type: ignore[misc]
        in_child(lambda here=folder: send_again(here, port))  # type: ignore[misc]
        states = {line.address: str(line.state) for line in ledger_of(folder)}
        print(json.dumps({"point": point, "killed": killed, "states": states}), flush=True)  # noqa: T201
        shutil.rmtree(folder)
        if not killed:
            return


def send_once(series: Path, port: str, *, days: int = 0, watched: Watcher | None = None) -> None:
    """Send the first edition, whatever became of it before; watch the calls of sending."""
    clock = TestClock(NOW + timedelta(days=days))
    ready = prepare(series, EditionName(1), environment={}, now=clock.now())
    server = Server(
        host="127.0.0.1", port=int(port), security=MailSecurity.NONE, own_name="example.org",
        sender="brief@example.org", timeouts=QUICK,
    )  # fmt: skip
    sys.setprofile(watched)
    send(ready, lambda: SmtpTransport(server), clock)
    sys.setprofile(None)


def send_again(series: Path, port: str) -> None:
    """Send twice more, at once and a day later."""
    for days in range(2):
        send_once(series, port, days=days)


def send_until(step: str, series: Path, port: str) -> None:
    """Send, and be killed at a step of the second message."""
    owner, name, before = STEPS[step]
    real, left = getattr(owner, name), 2

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        if name != "send" or args[1] == b".\r\n":  # of all that is sent, the dot
            left -= 1
        if left == 0 and before:
            os.kill(os.getpid(), signal.SIGKILL)
        made = real(*args, **kwargs)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    setattr(owner, name, counted)
    send_once(series, port)


def in_child(run: Callable[[], None]) -> bool:
    """Run in a child; True if it was killed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run()
            code = 0
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        sys.exit(f"a run ended with {status}")
    return status == -signal.SIGKILL


def _killed_at(point: int, series: Path, port: str) -> None:
    left = point

    def watch(_frame: object, event: str, called: object) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") in REACHING:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    send_once(series, port, watched=watch)


if __name__ == "__main__":
    if sys.argv[1] == "until":
        send_until(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    elif sys.argv[1] in ("once", "again"):
        {"once": send_once, "again": send_again}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
    else:
        main(*sys.argv[1:])
