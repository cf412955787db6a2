"""The index is never believed against the editions: whatever becomes of it, answers stay the same.

Asked is which editions rest on a source, which takes all that an index holds of each of them.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, Snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.files.notes import INDEX
from reportkit.problems import IntegrityBroken
from reportkit.queries import index as reading
from reportkit.queries import index_file, index_tables
from reportkit.queries.index import bring_up_to_date, index_of, kept_index
from reportkit.queries.indexed_records import citations_over_editions
from reportkit.queries.printed import printed_in
from tests.editions.sealing import publish
from tests.records import Written, book_of, by_id

WEEKS: tuple[tuple[Written, ...], ...] = (
    (
        {"type": "source", "id": "wire"},
        {"type": "source", "id": "copy"},
        {"type": "fact", "id": "shut", "source_refs": ["wire"]},
        {"type": "fact", "id": "open", "source_refs": ["copy"]},
    ),
    (  # the copy turns out to be one
        {"type": "source", "id": "wire"},
        {"type": "source", "id": "copy", "originates_from": "wire"},
        {"type": "fact", "id": "shut", "source_refs": ["wire"]},
        {"type": "fact", "id": "open", "source_refs": ["copy"]},
    ),
    (  # nothing rests on either any more
        {"type": "source", "id": "wire"},
        {"type": "source", "id": "copy"},
        {"type": "fact", "id": "shut", "source_refs": ["wire"], "status": "withdrawn"},
        {"type": "fact", "id": "new"},
    ),
    (
        {"type": "source", "id": "wire"},
        {"type": "source", "id": "copy"},
        {"type": "fact", "id": "shut", "source_refs": ["wire"]},
        {"type": "fact", "id": "new", "source_refs": ["copy"]},
    ),
)
ON_WIRE, ON_COPY = [("1", 1), ("2", 2), ("4", 1)], [("1", 1), ("2", 1), ("4", 1)]


def seal(store: Store, records: Sequence[Written]) -> None:
    name = store.next_name()
    snapshot = Snapshot(name, book_of(by_id(*records).values()))
    publish(store, files={FACTS: write_snapshot(snapshot)})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "reports")
    for records in WEEKS:
        seal(store, records)
    return store


def printed(store: Store, source: str, *, keep: bool = True) -> list[tuple[str, int]]:
    with index_of(store, keep=keep) as index:
        steps = citations_over_editions(index)
        return [(one.edition.spoken, one.records) for one in printed_in(steps, source)]


def left_there(store: Store) -> list[str]:
    """Name what lies under reports/ beside editions and designs."""
    names = (path.name for path in store.reports.iterdir())
    return sorted(name for name in names if "index" in name)


@pytest.fixture
def facts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the edition of each snapshot that is read."""
    read: list[str] = []

    def noting(path: Path) -> bytes:
        if path.name == FACTS:
            read.append(path.parent.name)
        return real(path)

    real = disk.read
    monkeypatch.setattr(disk, "read", noting)
    return read


def test_an_edition_rests_on_a_source_and_on_what_repeats_it(store: Store) -> None:
    assert ON_WIRE == printed(store, "wire", keep=False)
    assert ON_COPY == printed(store, "copy", keep=False)
    assert [] == printed(store, "paper", keep=False)


def test_an_edition_that_was_read_once_is_not_read_again(
    store: Store, facts_read: list[str]
) -> None:
    """Whatever source is asked for, only what came since is read, and the same is told."""
    first = printed(store, "wire")
    assert ["001", "002", "003", "004"] == facts_read
    seal(store, WEEKS[0])
    facts_read.clear()

    assert [*first, ("5", 1)] == printed(store, "wire")
    assert ["005"] == facts_read
    assert [*ON_COPY, ("5", 1)] == printed(store, "copy")
    assert ["005"] == facts_read


def test_the_index_is_its_owners_alone(store: Store) -> None:
    """It holds what editions of every marking say."""
    printed(store, "wire")

    assert 0o600 == stat.S_IMODE((store.reports / INDEX).stat().st_mode)


@pytest.mark.parametrize("mode", [0o644, 0o620, 0o602])
def test_an_index_that_others_can_read_or_write_is_not_believed(store: Store, mode: int) -> None:
    printed(store, "wire")
    file = store.reports / INDEX
    _lie(file)
    file.chmod(mode)

    assert ON_WIRE == printed(store, "wire")
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_an_index_of_another_account_is_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would undo the work of the other, edition by edition."""
    printed(store, "wire")
    before = (store.reports / INDEX).stat()
    _lie(store.reports / INDEX)
    monkeypatch.setattr(os, "geteuid", lambda: before.st_uid + 1)

    assert ON_WIRE == printed(store, "wire")
    assert before.st_ino == (store.reports / INDEX).stat().st_ino
    assert [INDEX] == left_there(store)


def test_a_link_in_its_place_is_not_followed(store: Store, tmp_path: Path) -> None:
    printed(store, "wire")
    elsewhere = tmp_path / "elsewhere"
    (store.reports / INDEX).rename(elsewhere)
    _lie(elsewhere)
    (store.reports / INDEX).symlink_to(elsewhere)

    assert ON_WIRE == printed(store, "wire")


def test_a_damaged_index_tells_the_same(store: Store) -> None:
    """Whichever bit is flipped and wherever the file ends, and it is whole again afterwards."""
    printed(store, "wire")
    file = store.reports / INDEX
    whole = file.read_bytes()
    for offset in (0, 18, 24, 95, 96, 100, *range(4096, len(whole), 9973), len(whole) - 2):
        flipped = bytearray(whole)
        flipped[offset] ^= 1 << offset % 8
        for damaged in (bytes(flipped), whole[:offset], whole + whole[:offset] + b"x"):
            file.write_bytes(damaged)
            assert index_file.open_kept(store.reports) is None, offset
    file.write_bytes(whole[:-3] + b"0\n")
    assert ON_WIRE == printed(store, "wire")
    assert index_file.open_kept(store.reports) is not None


@pytest.mark.parametrize("content", [b"", b"x" * 65, b"SQLite format 3\0" + bytes(8192)])
def test_what_is_no_index_at_all_is_replaced(store: Store, content: bytes) -> None:
    (store.reports / INDEX).write_bytes(content)
    (store.reports / INDEX).chmod(0o600)

    assert ON_WIRE == printed(store, "wire")
    assert [INDEX] == left_there(store)


def test_an_edition_that_was_made_anew_is_read_anew(store: Store) -> None:
    """The number is the same; the edition is another, and so are those after it."""
    printed(store, "wire")
    kept = (store.reports / INDEX).read_bytes()
    shutil.rmtree(store.reports)
    for records in (WEEKS[3], WEEKS[2], WEEKS[1]):
        seal(store, records)
    (store.reports / INDEX).write_bytes(kept)
    (store.reports / INDEX).chmod(0o600)

    assert [("1", 1), ("3", 2)] == printed(store, "wire")


def test_editions_that_are_gone_are_told_of_no_more(store: Store) -> None:
    printed(store, "wire")
    shutil.rmtree(store.reports / "004")

    assert ON_WIRE[:2] == printed(store, "wire")


def test_another_version_reads_the_editions_anew(
    store: Store, facts_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(store, "wire")
    facts_read.clear()
    monkeypatch.setattr(reading, "program", lambda: "an index of tomorrow")

    assert ON_WIRE == printed(store, "wire")
    assert ["001", "002", "003", "004"] == facts_read[:4]


def test_other_code_of_the_same_version_makes_another_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = index_tables.program.__wrapped__()
    monkeypatch.setattr(index_tables, "package_fingerprint", lambda _: b"edited")

    assert before != index_tables.program.__wrapped__()


def test_without_full_text_search_it_tells_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_tables, "has_words", lambda: False)
    monkeypatch.setattr(index_tables, "program", lambda: "plain")
    monkeypatch.setattr(reading, "program", lambda: "plain")

    assert ON_WIRE == printed(store, "wire")
    with kept_index(store) as index:
        assert index is not None
        assert not index.looks_up_words


def test_a_disk_that_takes_no_index_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(index_file, "mkstemp", refuse)

    assert ON_WIRE == printed(store, "wire")
    with kept_index(store) as index:
        assert index is None
    bring_up_to_date(store)
    assert [] == left_there(store)


def test_what_was_just_sealed_is_taken_in(store: Store, facts_read: list[str]) -> None:
    printed(store, "wire")
    seal(store, WEEKS[0])
    bring_up_to_date(store)
    facts_read.clear()

    assert [*ON_WIRE, ("5", 1)] == printed(store, "wire")
    assert [] == facts_read


def test_many_editions_are_left_to_the_next_question(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks is told why it takes its time; whoever publishes did not ask."""
    monkeypatch.setattr(reading, "_MANY", 4)

    bring_up_to_date(store)

    assert [] == left_there(store)


def test_a_disk_that_is_full_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is cleared away."""

    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index_file.IndexDraft, "install", refuse)

    assert ON_WIRE == printed(store, "wire")
    assert [] == left_there(store)


def test_what_a_killed_run_left_is_removed(store: Store) -> None:
    (store.reports / f".{INDEX}.half").write_bytes(b"half an index")

    printed(store, "wire")

    assert [INDEX] == left_there(store)


def test_several_at_once_tell_the_same_and_leave_one_index(store: Store) -> None:
    answers: list[list[tuple[str, int]]] = []
    asking = [
        threading.Thread(target=lambda: answers.append(printed(store, "wire"))) for _ in range(8)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()

    assert [ON_WIRE] * 8 == answers
    assert ON_WIRE == printed(store, "wire")
    assert [INDEX] == left_there(store)


def test_a_reader_that_is_stopped_keeps_what_it_read(
    store: Store, facts_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of ten years: the next run goes on from there."""
    noting = disk.read

    def stopped(path: Path) -> bytes:
        if path.parent.name == "003" and path.name == FACTS:
            raise KeyboardInterrupt
        return noting(path)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "read", stopped)
        with pytest.raises(KeyboardInterrupt):
            printed(store, "wire")
    facts_read.clear()

    assert ON_WIRE == printed(store, "wire")
    assert ["003", "004"] == facts_read


def _lie(file: Path) -> None:
    """Put an index in its place that is whole and tells something else."""
    connection = sqlite3.connect(":memory:")
    content = file.read_bytes()[:-65]
    connection.deserialize(content)
    connection.execute("DELETE FROM versions")
    connection.commit()
    content = connection.serialize()
    connection.close()
    file.write_bytes(content + sha256(content).hexdigest().encode() + b"\n")


def test_a_lie_of_our_own_account_is_believed(store: Store) -> None:
    """The tests above rest on it: were such a file not believed, they would show nothing."""
    printed(store, "wire")
    _lie(store.reports / INDEX)

    assert [] == printed(store, "wire")


def _alter(file: Path) -> None:
    """Hide it as well as a program can: same size, same time."""
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"wire", b"copy"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (lambda file: file.unlink(), "facts.json is missing"),
        (lambda file: file.write_bytes(b"{}"), "facts.json is not what was sealed"),
        (_alter, "facts.json is not what was sealed"),
    ],
)
def test_a_lost_or_altered_snapshot_is_seen_with_the_index(
    store: Store, harm: Callable[[Path], None], what: str
) -> None:
    """It is not read any more, unless somebody touched it."""
    printed(store, "wire")
    file = store.reports / "002" / FACTS
    file.chmod(0o644)
    harm(file)

    with pytest.raises(IntegrityBroken, match=what):
        printed(store, "wire")


def test_a_broken_chain_is_seen_with_the_index(store: Store) -> None:
    printed(store, "wire")
    manifest = store.reports / "002" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"pages": 2', b'"pages": 3'))

    with pytest.raises(IntegrityBroken, match="its own digest differs"):
        printed(store, "wire")


@pytest.mark.parametrize("seed", range(12))
def test_any_weeks_are_told_as_each_edition_tells_them(seed: int, tmp_path: Path) -> None:
    """Against the plain way: all records of an edition, asked one by one."""
    chance = random.Random(seed)  # noqa: S311
    store, weeks = Store(tmp_path / "reports"), [_any_week(chance) for _ in range(6)]
    for week in weeks[:3]:
        seal(store, week)
    printed(store, "s0")
    for week in weeks[3:]:
        seal(store, week)

    for source in ("s0", "s1", "s2", "f0"):
        expected = [
            (EditionName(number).spoken, count)
            for number, week in enumerate(weeks, 1)
            if (count := _resting(week, source))
        ]
        assert expected == printed(store, source, keep=False)
        assert expected == printed(store, source)


def _any_week(chance: random.Random) -> list[Written]:
    sources = [f"s{number}" for number in range(3)]
    week: list[Written] = []
    for id in sources:
        origin = chance.choice([{}, {"originates_from": chance.choice(sources)}])
        if chance.random() < 0.8:
            week.append({"type": "source", "id": id, **origin})
    for number in range(4):
        if chance.random() < 0.7:
            cited = chance.sample(sources, chance.randrange(3))
            ended = chance.choice([{}, {}, {"status": "dropped"}])
            week.append({"type": "fact", "id": f"f{number}", "source_refs": list(cited), **ended})
    return week


def _resting(week: Sequence[Written], source: str) -> int:
    own = {source}
    for _ in week:
        own |= {str(one["id"]) for one in week if one.get("originates_from") in own}
    cited = [one.get("source_refs") for one in week if "status" not in one]
    return sum(bool(own.intersection(map(str, ids))) for ids in cited if isinstance(ids, list))


def test_a_long_first_reading_is_announced(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, before the first of many editions that are not known yet."""
    monkeypatch.setattr(reading, "_MANY", 4)
    stages: list[str] = []

    for _ in range(2):
        with kept_index(store, stages.append):
            pass

    assert ["indexing 4 editions"] == stages
