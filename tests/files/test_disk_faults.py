"""Every durable call of a publication fails once, in every way; every one is the last once."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.editions.canonical import sha256
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.files import disk
from reportkit.problems import MachineUnable
from tests.editions.sealing import DESIGN, FILES, IMPRINT, NOW, Machine, failing, publish


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    """Endless stores with No. 1 in them and a left-over to sweep, one for each fault."""
    first = Store(tmp_path / "first")
    publish(first, inputs="1" * 64)
    (first.reports / ".staging" / "002").mkdir()
    (first.reports / ".staging" / "002" / "facts.json").write_bytes(b"half")

    def stores() -> Iterator[Store]:
        number = 0
        while True:
            number += 1
            reports = tmp_path / f"reports-{number}"
            shutil.copytree(first.reports, reports)
            # Another design than No. 1 had, so that keeping it fails too.
            (reports / ".designs" / "files").rename(tmp_path / f"designs-{number}")
            shutil.rmtree(reports / ".designs")
            yield Store(reports)
            shutil.rmtree(reports)

    return stores()


def second(store: Store) -> Sealed:
    return publish(store, inputs="2" * 64)


def names(store: Store) -> list[str]:
    return [str(name) for name in store.names()]


def assert_next_run_succeeds(store: Store) -> None:
    found = (each for each in store.editions() if each.manifest.inputs == "2" * 64)
    sealed = next(found, None) or second(store)
    assert ["001", "002"] == names(store)
    assert FILES == {file: store.read(sealed, file) for file in FILES}
    assert () == verify(store).findings
    assert [] == left_in_staging(store)


def left_in_staging(store: Store) -> list[str]:
    with store.lock(NOW):
        return list(disk.names(store.reports / ".staging"))


def test_killed_before_any_call_leaves_nothing_or_a_whole_edition(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL before the nth durable call, for every n: no half edition, and the next run ends."""
    seen = set()
    for at, store in enumerate(fresh, start=1):
        child = os.fork()
        if child == 0:
            machine = Machine(at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            with monkeypatch.context() as patch:
                machine.under(patch)
                second(store)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        visible = names(store)
        seen.add((ended, len(visible)))
        assert visible in (["001"], ["001", "002"])
        assert () == tuple(f for f in verify(store).findings if f.edition in visible[1:])
        assert_next_run_succeeds(store)
        if ended == 0:
            break
    assert at > 40  # the loop did reach the calls
    assert {(-signal.SIGKILL, 1), (-signal.SIGKILL, 2), (0, 2)} == seen


@pytest.mark.parametrize(
    "code", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EXDEV, errno.EMFILE, errno.ENOLCK]
)
def test_any_call_that_fails_leaves_no_edition(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """The nth durable call fails, for every n: a clear refusal, no edition, nothing left behind."""
    refused, sealed_all_the_same = 0, []
    for at, store in enumerate(fresh, start=1):
        machine = Machine(at, failing(code))
        error = run_on(machine, store, monkeypatch)
        if error:
            refused += 1
            assert errno.errorcode[code] in str(error)
            assert ["001"] == names(store)
        else:
            sealed_all_the_same.append(machine.made[at - 1 :])
        assert_next_run_succeeds(store)
        if len(machine.made) < at:
            break

    assert refused > 40
    # The note in the lock and giving it back may fail unnoticed; the last run met no fault.
    noting, writing, *after = sealed_all_the_same
    assert ("ftruncate", "write") == (noting[0], writing[0])
    assert [["ftruncate", "close"], ["close"], []] == after


def run_on(
    machine: Machine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> MachineUnable | KeyboardInterrupt | None:
    with monkeypatch.context() as patch:
        machine.under(patch)
        try:
            second(store)
        except (MachineUnable, KeyboardInterrupt) as error:
            return error
    return None


def test_nothing_is_named_before_it_is_synced(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill cannot show a missing fsync, a power cut can: so the order itself is told."""
    store = next(fresh)
    page, style = (sha256(content) for content in DESIGN.values())
    listing = f"{IMPRINT.design}.json"
    machine = Machine()

    assert run_on(machine, store, monkeypatch) is None

    lasting = [did for did in machine.done if did.startswith(("mkdir", "fsync", "rename"))]
    assert lasting == [
        *("mkdir .designs", "fsync reports-1"),
        *("mkdir files", "fsync .designs"),
        *(f"fsync {page}", f"rename {page}"),
        *(f"fsync {style}", f"rename {style}", "fsync files"),
        *(f"fsync {listing}", f"rename {listing}", "fsync .designs"),
        *("mkdir 002", "fsync durand-line.pdf", "fsync facts.json", "fsync manifest.json"),
        *("fsync 002", "rename 002", "fsync reports-1"),
    ]


def test_a_sync_that_failed_is_not_tried_again(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failed fsync the kernel believes the page clean: a second one would lie."""
    store = next(fresh)
    whole = Machine()
    assert run_on(whole, store, monkeypatch) is None
    last_sync = len(whole.made) - whole.made[::-1].index("fsync")

    store = next(fresh)
    machine = Machine(last_sync, failing(errno.EIO))
    error = run_on(machine, store, monkeypatch)

    assert "cannot sync the folder" in str(error)
    assert "fsync" not in machine.made[last_sync:]
    assert (["001"], ()) == (names(store), disk.names(store.reports / ".staging"))


def test_a_full_disk_gets_its_space_back_at_once(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before the disk was full is not left for the next run to sweep."""
    whole = Machine()
    assert run_on(whole, next(fresh), monkeypatch) is None
    for at, call in enumerate(whole.made, start=1):
        store = next(fresh)
        if call == "write" and at > whole.made.index("flock") + 3:  # past the note in the lock
            error = run_on(Machine(at, failing(errno.ENOSPC)), store, monkeypatch)
            assert "free some space" in str(error)
            assert () == disk.names(store.reports / ".staging")


def test_a_lock_file_that_lost_its_name_is_asked_for_again(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock on a deleted file would not keep out the run that makes a new one."""
    whole = Machine()
    assert run_on(whole, next(fresh), monkeypatch) is None
    store = next(fresh)
    lock = store.reports / ".lock"

    machine = Machine(whole.made.index("flock") + 1, lock.unlink)

    assert run_on(machine, store, monkeypatch) is None
    assert (2, True) == (machine.made.count("flock"), lock.exists())


def test_a_link_is_not_read_through(tmp_path: Path) -> None:
    """The system refuses the link itself, whatever was asked before opening."""
    (tmp_path / "facts.json").write_bytes(b"{}")
    (tmp_path / "link").symlink_to(tmp_path / "facts.json")

    for reading in (disk.read, disk.measure):
        with pytest.raises(MachineUnable, match="a link stands where"):
            reading(tmp_path / "link")


def test_a_short_write_is_continued(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """write() may take a part only; the rest follows."""
    store = next(fresh)
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, content[:5]))

    sealed = second(store)

    assert FILES == {file: store.read(sealed, file) for file in FILES}


def test_an_interrupt_leaves_nothing_and_gives_the_lock_back(
    fresh: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while an edition is written: staging is empty, the next run needs no wait."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    for at in range(20, 60, 10):
        store = next(fresh)
        machine = Machine(at, interrupt)
        assert isinstance(run_on(machine, store, monkeypatch), KeyboardInterrupt)
        assert_next_run_succeeds(store)
