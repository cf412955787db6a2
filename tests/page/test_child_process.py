"""Work in a forked child: what it tells, and how its end is told."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing

import pytest

from reportkit.page.child_process import Forked, Tell

#: More than a pipe holds: the child waits in the middle of it until somebody reads.
LONG = bytes(1 << 20)


def test_a_child_that_is_killed_in_the_middle_of_an_answer_has_ended() -> None:
    with closing(Forked(_tell_twice)) as child:
        number = child.answer()
        while not child.answers.poll():
            time.sleep(0.01)

        os.kill(number, signal.SIGKILL)

        with pytest.raises(EOFError):
            child.answer()


def _tell_twice(tell: Tell) -> None:
    tell(os.getpid())
    tell(LONG)
