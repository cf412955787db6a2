"""A person at a terminal: types a line when the command asks for one."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.cli.series import environment_of

CTRL_C, CTRL_D = "\x03", "\x04"
_LONGEST = 20  # seconds without a word from the command
_PATIENCE = 4  # seconds until a person presses Ctrl-C once more
_ASKS = re.compile(r"(?:^|\n)[^\n]+(?:: |\] )\Z")


class Session:
    """What a command said to a person, and what it left."""

    def __init__(self, screen: str, out: str, code: int) -> None:
        self.screen = screen
        self.out = out
        self.code = code


def answer(folder: Path, *words: str, answers: list[str], columns: int = 80) -> Session:
    """Run a command on a terminal; each answer is typed at the next question.

    The terminal is stdin and stderr; the result, stdout, goes into a pipe.
    """
    person, terminal = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "reportkit", *words],
        cwd=folder,
        env=environment_of(folder, COLUMNS=str(columns), NO_COLOR="1", TERM="dumb"),
        stdin=terminal,
        stderr=terminal,
        stdout=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_own_terminal,  # noqa: PLW1509  # no other thread runs here
    )
    os.close(terminal)
    screen, waiting, asked = "", list(answers), 0
    try:
        while chunk := _next(person):
            screen += chunk.decode().replace("\r\n", "\n")
            if len(screen) > asked and _ASKS.search(screen[asked:]):
                asked = len(screen)
                line = waiting.pop(0)
                os.write(person, (line if line in (CTRL_C, CTRL_D) else f"{line}\n").encode())
                if line == CTRL_C and not _ends(ran):  # lost, where the line was only being begun
                    os.write(person, CTRL_C.encode())
        with suppress(subprocess.TimeoutExpired):  # closing the terminal would end it
            ran.wait(_LONGEST)
    finally:
        os.close(person)
        if ran.poll() is None:
            ran.send_signal(signal.SIGHUP)
    out, _ = ran.communicate(timeout=_LONGEST)
    assert [] == waiting, f"never asked for {waiting}:\n{screen}"
    return Session(screen, out.decode(), ran.returncode)


def _ends(ran: subprocess.Popen[bytes]) -> bool:
    try:
        ran.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _own_terminal() -> None:
    """Let Ctrl-C on the terminal reach the command."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _next(person: int) -> bytes:
    """Read what the command says next; nothing when it has ended."""
    ready, _, _ = select.select([person], [], [], _LONGEST)
    if not ready:
        return b""
    try:
        return os.read(person, 65536)
    except OSError:  # the other end is closed
        return b""
