"""Which tests ``make test-fast`` runs: folders and files that need no engine, browser or server.

``conftest`` leaves out all others under ``--fast``, and refuses to a test of these, in every
run, what would make it slow: the PDF engine, a port, and a command that publishes.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
FAST = (
    "authoring/test_append.py",
    "changes",
    "delivery/test_proof.py",
    "delivery/test_lists.py",
    "delivery/test_mail_language.py",
    "editions/test_journal.py",
    "editions/test_manifest.py",
    "editions/test_revision.py",
    "editions/test_revision_reasons.py",
    "editions/test_seal.py",
    "editions/test_snapshot.py",
    "editions/test_verify.py",
    "i18n/test_catalogue.py",
    "i18n/test_pseudo.py",
    "i18n/test_translate.py",
    "loading/test_encodings.py",
    "loading/test_hints.py",
    "loading/test_numerals.py",
    "loading/test_seeds_refusals.py",
    "loading/test_syntax_causes.py",
    "loading/test_yaml_refusals.py",
    "many_series/test_folders.py",
    "model",
    "page/test_compose.py",
    "page/test_compose_wording.py",
    "periods/test_slots.py",
    "phrasing",
    "queries",
    "reference",
    "rules",
    "test_fast.py",
    "test_names.py",
    "test_rooms.py",
)
_CHOSEN = tuple(TESTS / name for name in FAST)


class TooSlow(AssertionError):
    """A test of ``FAST`` did what is not for it."""


@cache  # asked at each test
def is_fast(path: Path) -> bool:
    """Tell whether a file of tests is one of ``FAST``."""
    return any(path == chosen or chosen in path.parents for chosen in _CHOSEN)


def may_hold_fast(path: Path) -> bool:
    """Tell whether a file or folder is one of ``FAST``, lies in one or holds one."""
    return is_fast(path) or any(path in chosen.parents for chosen in _CHOSEN)


def refuse_slow(event: str, given: tuple[object, ...]) -> None:
    """Raise TooSlow for a step of the interpreter (``sys.audit``) that only slow tests take."""
    if event == "socket.bind":
        raise TooSlow("a fast test runs no server: leave its file out of tests/fast.py")
    if event == "subprocess.Popen":
        words = given[1] if isinstance(given[1], list | tuple) else ()
        if {"build", "rebuild", "run"} & {os.fspath(word) for word in words if _is_path(word)}:
            raise TooSlow("a fast test publishes nothing: leave its file out of tests/fast.py")


def _is_path(word: object) -> bool:
    return isinstance(word, str | os.PathLike)
