from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from reportkit.editions.canonical import sha256
from reportkit.editions.manifest import EditionName, Previous, read_manifest
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Busy, IntegrityBroken, MachineUnable, ReportkitError
from tests.editions.sealing import DESIGN, FILES, IMPRINT, NOW, publish


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "reports")


def test_first_edition_is_001_with_its_files_and_a_manifest(store: Store) -> None:
    """The first edition stands in 001, holds what was given and has no predecessor."""
    sealed = publish(store)

    assert (EditionName(1), None) == (sealed.name, sealed.manifest.previous)
    assert {*FILES, "manifest.json"} == {path.name for path in (store.reports / "001").iterdir()}
    assert FILES["facts.json"] == store.read(sealed, "facts.json")
    assert sealed.manifest == read_manifest((sealed.folder / "manifest.json").read_bytes())


def test_each_edition_names_the_manifest_before_it(store: Store) -> None:
    """The chain: 002 holds the digest of 001's manifest, 002-r1 that of 002's."""
    names = [publish(store).name, publish(store).name, publish(store, revision=True).name]

    first, second, revised = store.editions()
    assert ["001", "002", "002-r1"] == [str(name) for name in names]
    assert Previous(first.name, first.sha256) == second.manifest.previous
    assert Previous(second.name, second.sha256) == revised.manifest.previous
    assert second.name == revised.manifest.supersedes
    assert first.sha256 == sha256((first.folder / "manifest.json").read_bytes())


@pytest.mark.parametrize("file", [*FILES, "manifest.json"])
def test_a_disk_that_keeps_other_bytes_than_it_was_given_seals_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    """What is listed is what lies there: every file is read again before the edition appears."""
    real = disk.write_new

    def write(path: Path, content: bytes, *, private: bool = False) -> None:
        real(path, content[:-1] + b"~" if path.name == file else content, private=private)

    monkeypatch.setattr(disk, "write_new", write)

    with pytest.raises(MachineUnable, match=f"{file} reads other than it was written"):
        publish(store)

    assert () == store.names()


def test_a_run_whose_lock_was_removed_publishes_nothing(store: Store) -> None:
    """Another may have got in, and be about to give the same number."""
    publish(store)
    with store.lock(NOW) as lock:
        (store.reports / ".lock").unlink()
        with pytest.raises(MachineUnable, match="was removed while this run held it"):
            store.seal(lock, store.next_name(), FILES, IMPRINT)

    assert (EditionName(1),) == store.names()


def test_after_a_revision_comes_the_next_number(store: Store) -> None:
    """A revision takes no number from the next edition; nothing can be revised before 001."""
    with pytest.raises(ReportkitError, match="no edition to revise"):
        store.next_name(revision=True)
    publish(store)
    publish(store, revision=True)

    assert (EditionName(2), EditionName(1, 2)) == (
        store.next_name(),
        store.next_name(revision=True),
    )


def test_a_number_cannot_be_chosen(store: Store) -> None:
    """An edition that would leave a gap, or repeat a number, is refused."""
    publish(store)

    for number in (1, 3):
        with store.lock(NOW) as lock, pytest.raises(IntegrityBroken, match="cannot follow 001"):
            store.seal(lock, EditionName(number), FILES, IMPRINT)


def test_design_must_be_kept_before_its_edition(store: Store) -> None:
    """An edition that nobody could make again is not published."""
    with store.lock(NOW) as lock, pytest.raises(IntegrityBroken, match=r"\.designs/.* is missing"):
        store.seal(lock, EditionName(1), FILES, IMPRINT)

    assert () == store.names()


def test_a_design_is_kept_once_and_its_files_are_shared(store: Store) -> None:
    """Two editions of one design keep it once; a new style sheet adds one file and a list."""
    publish(store)
    publish(store)
    with store.lock(NOW) as lock:
        changed = store.keep_design(lock, {**DESIGN, "styles/brief.css": b"h1 { color: red }"})

    kept = store.reports / ".designs"
    assert 2 == len(list(kept.glob("*.json")))
    assert 3 == len(list((kept / "files").iterdir()))
    assert DESIGN == store.design(IMPRINT.design)
    assert b"h1 { color: red }" == store.design(changed)["styles/brief.css"]


@pytest.mark.parametrize("path", ["../seeds/brief.yaml", "/etc/passwd", "a/./b", "a//b", ""])
def test_a_design_has_no_path_out_of_itself(store: Store, path: str) -> None:
    """A design is written out again by a rebuild, so its paths stay inside."""
    with store.lock(NOW) as lock, pytest.raises(ValueError, match="no path inside"):
        store.keep_design(lock, {path: b""})


def occupy_by_file(target: Path) -> None:
    target.write_bytes(b"")


def occupy_by_empty_folder(target: Path) -> None:
    target.mkdir()


def occupy_by_full_folder(target: Path) -> None:
    target.mkdir()
    (target / "notes.txt").write_bytes(b"mine")


def occupy_by_dangling_link(target: Path) -> None:
    target.symlink_to("nowhere")


Occupier = Callable[[Path], None]
OCCUPIERS: list[Occupier] = [
    occupy_by_file,
    occupy_by_empty_folder,
    occupy_by_full_folder,
    occupy_by_dangling_link,
]


@pytest.mark.parametrize("occupy", OCCUPIERS)
def test_a_name_that_is_taken_stops_the_run(store: Store, occupy: Occupier) -> None:
    """What stands under the next name, even an empty folder, is left as it is."""
    publish(store)
    occupy(store.reports / "002")
    before = os.lstat(store.reports / "002")

    with pytest.raises(IntegrityBroken, match="002 is no sealed edition"):
        publish(store)
    assert before.st_ino == os.lstat(store.reports / "002").st_ino


@pytest.mark.parametrize("occupy", OCCUPIERS)
def test_moving_into_place_replaces_nothing(tmp_path: Path, occupy: Occupier) -> None:
    """The last guard, for a name taken between the check and the seal."""
    staged, target = tmp_path / "staged", tmp_path / "002"
    staged.mkdir()
    occupy(target)

    with pytest.raises(MachineUnable, match="nothing was replaced"):
        disk.move_into_place(staged, target)
    assert staged.is_dir()


def test_an_altered_predecessor_stops_the_run(store: Store) -> None:
    """Nothing is sealed upon an edition that is not what was sealed."""
    sealed = publish(store)
    rewrite(sealed.folder / "facts.json", b'{\n "records": []\n}\n')

    with pytest.raises(IntegrityBroken, match=r"001/facts\.json is not what was sealed"):
        publish(store)
    assert (EditionName(1),) == store.names()


def test_a_missing_or_renumbered_predecessor_stops_the_run(store: Store) -> None:
    """Numbers without a gap are part of the chain."""
    publish(store)
    second = publish(store)
    second.folder.rename(store.reports / "003")

    with pytest.raises(IntegrityBroken, match="not the edition before it"):
        publish(store)


def test_a_predecessor_sealed_upon_another_stops_the_run(store: Store, tmp_path: Path) -> None:
    """An edition of another chain under the right name does not fit its link."""
    other = Store(tmp_path / "other")
    for each in (store, other):
        publish(each, inputs="1" * 64 if each is store else "2" * 64)
        publish(each)
    (store.reports / "002").rename(tmp_path / "away")
    (other.reports / "002").rename(store.reports / "002")

    with pytest.raises(IntegrityBroken, match="sealed upon another 001"):
        publish(store)


@pytest.mark.parametrize(
    ("marking", "umask", "files", "folder"),
    [
        (Tlp.GREEN, 0o022, 0o444, 0o755),
        (Tlp.CLEAR, 0o077, 0o400, 0o700),
        (Tlp.AMBER, 0o022, 0o440, 0o750),
        (Tlp.RED, 0o000, 0o440, 0o750),
        (Tlp.RED, 0o077, 0o400, 0o700),
    ],
)
def test_the_umask_holds_and_what_is_restricted_is_not_for_the_world(
    store: Store, marking: Tlp, umask: int, files: int, folder: int
) -> None:
    before = os.umask(umask)
    try:
        publish(store, marking=marking)
        draft = store.write_draft("002", FILES, marking)
    finally:
        os.umask(before)

    for made in (store.reports / "001", draft):
        assert {files} == {stat.S_IMODE(path.lstat().st_mode) for path in made.iterdir()}
        assert folder == stat.S_IMODE(made.lstat().st_mode)


@pytest.mark.parametrize("linked", ["drafts", "drafts/002"])
def test_a_draft_is_not_written_through_a_link(store: Store, tmp_path: Path, linked: str) -> None:
    """What is not of the draft is removed from its folder: it must not be somebody's own."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "002").mkdir(parents=True)
    for folder in (elsewhere, elsewhere / "002"):
        (folder / "precious").write_bytes(b"")
    (store.reports / linked).parent.mkdir(parents=True, exist_ok=True)
    (store.reports / linked).symlink_to(elsewhere)

    with pytest.raises(MachineUnable, match="but a link"):
        store.write_draft("002", FILES, Tlp.CLEAR)

    assert 2 == len(list(elsewhere.rglob("precious")))


def test_a_link_in_the_place_of_the_lock_or_the_staging_is_refused(
    store: Store, tmp_path: Path
) -> None:
    """Nothing is locked, swept or written through a link."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_bytes(b"")
    store.reports.mkdir()

    (store.reports / ".staging").symlink_to(elsewhere)
    with pytest.raises(MachineUnable, match="it is no folder, but a link; move it away"):
        publish(store)
    (store.reports / ".lock").unlink()
    (store.reports / ".lock").symlink_to(elsewhere / "precious")
    with pytest.raises(MachineUnable, match="a link stands where"):
        publish(store)
    assert (elsewhere / "precious").exists()


def test_what_a_stopped_run_left_is_swept(store: Store) -> None:
    """Staging is emptied under the lock; links in it are deleted, not followed."""
    publish(store)
    left = store.reports / ".staging" / "002" / "deep"
    left.mkdir(parents=True)
    (left / "facts.json").write_bytes(b"half")
    (left / "out").symlink_to(store.reports / "001")

    publish(store)

    assert [] == list((store.reports / ".staging").iterdir())
    assert ("001", "002") == tuple(str(name) for name in store.names())


def test_a_draft_takes_the_place_of_the_one_before(store: Store) -> None:
    """Drafts are replaced whole, seal nothing and are no editions."""
    store.write_draft("005", {"draft.pdf": b"one", "draft.html": b"one"}, Tlp.CLEAR)
    folder = store.write_draft("005", {"draft.pdf": b"two"}, Tlp.CLEAR)

    assert store.reports / "drafts" / "005" == folder
    assert {"draft.pdf": b"two"} == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert () == store.names()


def test_who_holds_the_lock_is_told(store: Store) -> None:
    """A second run is turned away at once, and told which process it is and since when."""
    with store.lock(NOW), pytest.raises(Busy, match=f"process {os.getpid()}, since 2025-10-19T18"):
        publish(store)

    assert EditionName(1) == publish(store).name


def test_of_many_runs_at_once_each_seals_its_own_number(store: Store) -> None:
    """Runs that wait for the lock make a chain without a gap, a fork or a double."""
    children = [start(lambda: publish(store, wait=10)) for _ in range(6)]

    assert [0] * 6 == [finish(child) for child in children]
    assert [1, 2, 3, 4, 5, 6] == [sealed.name.number for sealed in store.editions()]


def test_of_many_runs_at_once_those_that_do_not_wait_are_busy(tmp_path: Path) -> None:
    """Whoever does not get the lock seals nothing, in the first run of a series too."""
    for number in range(12):
        store = Store(tmp_path / f"reports-{number}")
        children = [start(partial(publish, store)) for _ in range(3)]
        codes = [finish(child) for child in children]
        assert set(codes) <= {0, Busy.exit_code}
        assert codes.count(0) == len(store.editions()) >= 1


def test_an_edition_is_not_known_by_a_wrong_name(store: Store) -> None:
    """Asking for what was not published says so, and it is no integrity fault."""
    publish(store)
    with pytest.raises(ReportkitError, match="no edition 009") as raised:
        store.edition(EditionName(9))

    assert 1 == raised.value.exit_code


def test_an_imprint_travels_into_the_manifest(store: Store) -> None:
    """What a build says of an edition is read back as it was said."""
    sealed = publish(store)

    known = {name: getattr(store.edition(sealed.name).manifest, name) for name in ("cut_off",
             "period", "marking", "tools", "changes", "pages")}  # fmt: skip
    assert IMPRINT == replace(IMPRINT, **known)


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def start(work: Callable[[], object]) -> int:
    """Run in a child process, whose exit code is that of the error."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        work()
        code = 0
    except ReportkitError as error:
        code = error.exit_code
    finally:
        os._exit(code)


def finish(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
