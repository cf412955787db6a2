"""Which editions rest on a source: read from the editions, or from what is kept of them."""

from __future__ import annotations

import os
import random
import shutil
import stat
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, Snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.problems import IntegrityBroken
from reportkit.queries import citation_index
from reportkit.queries import citation_steps as reading
from reportkit.queries.citation_steps import citation_steps
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


def printed(store: Store, source: str, cache: Path | None) -> list[tuple[str, int]]:
    steps = citation_steps(store, cache)
    return [(one.edition.spoken, one.records) for one in printed_in(steps, source)]


def index_of(cache: Path) -> Path:
    (file,) = (cache / "citations").iterdir()
    return file


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
    assert ON_WIRE == printed(store, "wire", None)
    assert ON_COPY == printed(store, "copy", None)
    assert [] == printed(store, "paper", None)


def test_an_edition_that_was_read_once_is_not_read_again(
    store: Store, tmp_path: Path, facts_read: list[str]
) -> None:
    """Whatever source is asked for, only what came since is read, and the same is told."""
    first = printed(store, "wire", tmp_path)
    assert ["001", "002", "003", "004"] == facts_read
    seal(store, WEEKS[0])
    facts_read.clear()

    assert [*first, ("5", 1)] == printed(store, "wire", tmp_path)
    assert ["005"] == facts_read
    assert [*ON_COPY, ("5", 1)] == printed(store, "copy", tmp_path)
    assert ["005"] == facts_read


def test_the_index_is_its_owners_alone(store: Store, tmp_path: Path) -> None:
    """It holds ids of editions of every marking."""
    printed(store, "wire", tmp_path)

    file = index_of(tmp_path)
    assert (0o700, 0o600) == tuple(
        stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file)
    )


def test_a_folder_that_others_can_write_to_is_not_used(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "citations"
    folder.mkdir()
    folder.chmod(0o777)

    assert ON_WIRE == printed(store, "wire", tmp_path)
    assert [] == list(folder.iterdir())


def test_a_damaged_index_tells_the_same(store: Store, tmp_path: Path) -> None:
    """Whichever bit is flipped and wherever the file ends, and it is whole again afterwards."""
    printed(store, "wire", tmp_path)
    file = index_of(tmp_path)
    whole = file.read_bytes()
    for offset in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[offset] ^= 1 << offset % 8
        for damaged in (bytes(flipped), whole[:offset], whole + whole[:offset]):
            file.write_bytes(damaged)
            assert ON_WIRE == printed(store, "wire", tmp_path), offset
            assert whole == file.read_bytes()[: len(whole)], offset


def test_entries_in_another_order_tell_the_same(store: Store, tmp_path: Path) -> None:
    """Each entry is whole, but what it changed was changed by another edition."""
    printed(store, "wire", tmp_path)
    file = index_of(tmp_path)
    head, *entries = file.read_bytes().splitlines(keepends=True)
    for seed in range(10):
        random.Random(seed).shuffle(entries)  # noqa: S311
        file.write_bytes(head + b"".join(entries))

        assert ON_WIRE == printed(store, "wire", tmp_path)


def test_an_entry_of_another_edition_tells_nothing(store: Store, tmp_path: Path) -> None:
    """The number is the same; the edition was made anew, and so is its manifest."""
    printed(store, "wire", tmp_path)
    shutil.rmtree(store.reports)
    for records in (WEEKS[3], WEEKS[2], WEEKS[1]):
        seal(store, records)

    assert [("1", 1), ("3", 2)] == printed(store, "wire", tmp_path)


def test_another_version_reads_the_editions_anew(
    store: Store, tmp_path: Path, facts_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(store, "wire", tmp_path)
    facts_read.clear()
    monkeypatch.setattr(citation_index, "_HEAD", b"citations of tomorrow\n")

    assert ON_WIRE == printed(store, "wire", tmp_path)
    assert ["001", "002", "003", "004"] == facts_read


def test_other_code_of_the_same_version_heads_another_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = citation_index._head()  # noqa: SLF001
    monkeypatch.setattr(citation_index, "package_fingerprint", lambda _: b"edited")

    assert before != citation_index._head()  # noqa: SLF001


def test_an_index_that_cannot_be_kept_changes_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "citations").write_bytes(b"a file stands in its place")

    assert ON_WIRE == printed(store, "wire", tmp_path)


def test_what_a_killed_run_left_is_removed(store: Store, tmp_path: Path) -> None:
    printed(store, "wire", tmp_path)
    file = index_of(tmp_path)
    file.rename(file.with_name(f"{file.name}.half"))

    printed(store, "wire", tmp_path)

    assert file == index_of(tmp_path)


def test_two_at_once_tell_the_same_and_leave_one_index(store: Store, tmp_path: Path) -> None:
    answers: list[list[tuple[str, int]]] = []
    asking = [
        threading.Thread(target=lambda: answers.append(printed(store, "wire", tmp_path)))
        for _ in range(8)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()

    assert [ON_WIRE] * 8 == answers
    assert b"citations" in index_of(tmp_path).read_bytes()


def test_a_reader_that_stops_keeps_what_it_read(
    store: Store, tmp_path: Path, facts_read: list[str]
) -> None:
    """Ctrl-C in the middle of ten years: the next run goes on from there."""
    steps = citation_steps(store, tmp_path)
    next(steps), next(steps)
    steps.close()  # type: ignore[attr-defined]
    facts_read.clear()

    assert ON_WIRE == printed(store, "wire", tmp_path)
    assert ["003", "004"] == facts_read


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
    store: Store, tmp_path: Path, harm: Callable[[Path], None], what: str
) -> None:
    """It is not read any more, unless somebody touched it."""
    printed(store, "wire", tmp_path)
    file = store.reports / "002" / FACTS
    file.chmod(0o644)
    harm(file)

    with pytest.raises(IntegrityBroken, match=what):
        printed(store, "wire", tmp_path)


def test_a_broken_chain_is_seen_with_the_index(store: Store, tmp_path: Path) -> None:
    printed(store, "wire", tmp_path)
    manifest = store.reports / "002" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"pages": 2', b'"pages": 3'))

    with pytest.raises(IntegrityBroken, match="its own digest differs"):
        printed(store, "wire", tmp_path)


@pytest.mark.parametrize("seed", range(12))
def test_any_weeks_are_told_as_each_edition_tells_them(seed: int, tmp_path: Path) -> None:
    """Against the plain way: all records of an edition, asked one by one."""
    chance = random.Random(seed)  # noqa: S311
    store, weeks = Store(tmp_path / "reports"), [_any_week(chance) for _ in range(6)]
    for week in weeks[:3]:
        seal(store, week)
    printed(store, "s0", tmp_path)
    for week in weeks[3:]:
        seal(store, week)

    for source in ("s0", "s1", "s2", "f0"):
        expected = [
            (EditionName(number).spoken, count)
            for number, week in enumerate(weeks, 1)
            if (count := _resting(week, source))
        ]
        assert expected == printed(store, source, None)
        assert expected == printed(store, source, tmp_path)


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


def test_a_long_first_reading_is_announced(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, before the first of many editions that are not known yet."""
    monkeypatch.setattr(reading, "_MANY", 4)
    stages: list[str] = []

    for _ in range(2):
        list(citation_steps(store, tmp_path, stages.append))

    assert ["reading 4 editions"] == stages
