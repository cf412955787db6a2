from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.editions.canonical import canonical, read_json, sha256
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Finding
from reportkit.editions.store import Store
from reportkit.editions.verify import Origin, Verification, verify, verify_edition, verify_file
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import IntegrityBroken, ReportkitError
from tests.editions.sealing import DESIGN, FILES, NOW, publish


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three editions and a revision, of one design; each PDF is another."""
    store = Store(tmp_path / "reports")
    for number, revision in ((1, False), (2, False), (2, True), (3, False)):
        pdf = f"%PDF of {number} {revision}".encode()
        publish(store, files={**FILES, "durand-line.pdf": pdf}, revision=revision)
    return store


def places(store: Store) -> set[tuple[str, str]]:
    return {(finding.edition, finding.file) for finding in verify(store).findings}


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_an_untouched_store_has_no_findings(store: Store) -> None:
    """Drafts, the ledger and the lock beside the editions are no findings either."""
    store.write_draft("004", {"draft.pdf": b"draft"}, Tlp.CLEAR)
    (store.reports / "deliveries.sqlite").write_bytes(b"")

    assert Verification(4, ()) == verify(store)


def test_any_flipped_bit_is_found_with_its_edition_and_file(store: Store) -> None:
    """No byte of an edition or of its design can change unseen, the newest manifest included."""
    sealed = [path for path in store.reports.rglob("*") if path.is_file() and path.name != ".lock"]
    tried = 0
    for path in sealed:
        whole = path.read_bytes()
        edition, file = path.relative_to(store.reports).parts[0], path.name
        if edition == ".designs":
            edition, file = "001", str(path.relative_to(store.reports))
        newest_manifest = edition == "003" and file == "manifest.json"
        for offset in range(0, len(whole), 3 if newest_manifest else 23):
            flipped = bytearray(whole)
            flipped[offset] ^= 1 << offset % 8
            rewrite(path, bytes(flipped))
            assert (edition, file) in places(store), (path, offset)
            tried += 1
        rewrite(path, whole)

    assert tried > 500
    assert () == verify(store).findings


def test_a_file_too_many_or_missing_is_found(store: Store) -> None:
    """An edition is exactly its files."""
    (store.reports / "002" / "annex.pdf").write_bytes(b"new")
    (store.reports / "003" / "facts.json").unlink()

    assert (
        Finding("002", "annex.pdf", "is not part of the edition"),
        Finding("003", "facts.json", "is missing"),
    ) == verify(store).findings


def test_a_link_or_pipe_in_the_place_of_a_file_is_found(store: Store) -> None:
    """A link to the right bytes is no sealed file; a pipe does not make verify wait."""
    first, second = (store.reports / name / "facts.json" for name in ("001", "002"))
    first.unlink()
    first.symlink_to(store.reports / "003" / "facts.json")
    second.unlink()
    os.mkfifo(second)

    assert (
        Finding("001", "facts.json", "is no plain file"),
        Finding("002", "facts.json", "is no plain file"),
    ) == verify(store).findings


def test_swapped_editions_are_found(store: Store, tmp_path: Path) -> None:
    """Each folder holds the manifest that bears its name."""
    (store.reports / "001").rename(tmp_path / "aside")
    (store.reports / "003").rename(store.reports / "001")
    (tmp_path / "aside").rename(store.reports / "003")

    assert {("001", "manifest.json"), ("003", "manifest.json")} <= places(store)


def test_a_renumbered_edition_is_found(store: Store) -> None:
    """003 as 009: the name does not fit the manifest, and numbers are missing."""
    (store.reports / "003").rename(store.reports / "009")

    assert {("009", "manifest.json"), ("009", "")} == places(store)


def test_a_missing_edition_is_found(store: Store, tmp_path: Path) -> None:
    """The edition after the gap is named; the first one is missed like any other."""
    (store.reports / "001").rename(tmp_path / "aside")

    assert (Finding("002", "", "follows nothing: an edition between is missing"),) == verify(
        store
    ).findings


def test_a_manifest_made_anew_breaks_the_chain(store: Store) -> None:
    """Whoever recomputes the digests of one manifest must recompute all later ones too."""
    path = store.reports / "002" / "manifest.json"
    plain = read_json(path.read_bytes(), path.name)
    forged = {key: value for key, value in plain.items() if key != "seal"} | {"pages": 99}
    rewrite(path, canonical({**forged, "seal": sha256(canonical(forged))}))

    what = "was sealed upon another 002: that one's manifest.json has changed since"
    assert (Finding("002-r1", "manifest.json", what),) == verify(store).findings


def test_an_emptied_or_linked_edition_is_found(store: Store, tmp_path: Path) -> None:
    """A folder without a manifest, or a link to a folder, is no edition."""
    for path in (store.reports / "003").iterdir():
        path.unlink()
    (store.reports / "001").rename(tmp_path / "aside")
    (store.reports / "001").symlink_to(tmp_path / "aside")

    assert {("003", ""), ("001", "manifest.json")} == places(store)


def test_what_looks_published_and_is_not_is_found(store: Store) -> None:
    """Names that no edition can have stand out."""
    (store.reports / "4").mkdir()
    (store.reports / "0004").mkdir()
    (store.reports / "004.pdf").write_bytes(b"")

    assert {("", "4"), ("", "0004"), ("", "004.pdf")} == places(store)


def test_a_lost_design_is_told_of_the_edition_it_made(store: Store) -> None:
    """Without its design an edition can be read but not made again."""
    (listing,) = (store.reports / ".designs").glob("*.json")
    listing.unlink()

    assert {("001", f".designs/{listing.name}")} == places(store)


def test_a_shared_design_file_is_told_of_each_design_once(store: Store) -> None:
    """A file altered under two designs is told for both, with the path it has in them."""
    with store.lock(NOW) as lock:
        store.keep_design(lock, {"styles/other.css": DESIGN["styles/brief.css"]})
    kept = f".designs/files/{sha256(DESIGN['styles/brief.css'])}"
    rewrite(store.reports / kept, b"h2 {}")

    assert {
        Finding("001", kept, "is not what was kept (styles/brief.css)"),
        Finding("", kept, "is not what was kept (styles/other.css)"),
    } == set(verify(store).findings)


def test_one_edition_alone(store: Store) -> None:
    """Only what concerns the edition is told: its files and its link to the one before."""
    rewrite(store.reports / "001" / "facts.json", b"altered")
    rewrite(store.reports / "002" / "facts.json", b"altered")

    (finding,) = verify_edition(store, EditionName(2)).findings
    assert ("002", "facts.json") == (finding.edition, finding.file)
    assert Verification(1, ()) == verify_edition(store, EditionName(2, 1))
    with pytest.raises(ReportkitError, match="no edition 008"):
        verify_edition(store, EditionName(8))


def test_a_file_given_alone_is_traced_to_its_edition(store: Store, tmp_path: Path) -> None:
    """A mailed PDF is known by its bytes, and whether a revision took its place."""
    mailed = tmp_path / "from the mail.pdf"
    mailed.write_bytes((store.reports / "002" / "durand-line.pdf").read_bytes())
    digest = sha256(mailed.read_bytes())

    found = Origin(digest, EditionName(2), "durand-line.pdf", EditionName(2, 1))
    assert found == verify_file(store, mailed)


def test_a_file_that_was_never_published_is_of_no_edition(store: Store, tmp_path: Path) -> None:
    """One byte more, and no edition holds it."""
    altered = tmp_path / "brief.pdf"
    altered.write_bytes((store.reports / "003" / "durand-line.pdf").read_bytes() + b"\n")

    assert Origin(sha256(altered.read_bytes()), None) == verify_file(store, altered)


def test_a_file_is_not_traced_through_a_broken_chain(store: Store) -> None:
    """No file is called genuine on the word of an altered manifest."""
    path = store.reports / "001" / "manifest.json"
    rewrite(path, path.read_bytes().replace(b'"pages": 2', b'"pages": 3'))

    with pytest.raises(IntegrityBroken, match="its own digest differs"):
        verify_file(store, store.reports / "003" / "durand-line.pdf")


def test_verify_needs_neither_yaml_nor_the_pdf_engine() -> None:
    """The proof works on a machine that could not build."""
    loaded = (
        "import sys, reportkit.editions.verify; "
        "print({'yaml', 'jinja2', 'weasyprint'} & set(sys.modules))"
    )
    process = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )

    assert "set()\n" == process.stdout


DROPPED = (
    ".DS_Store", "Thumbs.db", "thumbs.db", "ehthumbs.db", "Desktop.ini", "._facts.json",
    ".directory", ".localized", "Icon\r", ".nfs0000000000a1", ".fuse_hidden0001",
)  # fmt: skip


def test_what_a_system_drops_is_passed_over_by_name_and_no_part_of_anything(store: Store) -> None:
    for folder in ("", "001", "002", ".designs", ".designs/files"):
        for name in DROPPED:
            (store.reports / folder / name).write_bytes(b"\0\1")
    verified = verify(store)

    assert () == verified.findings
    assert {f"002/{name}" for name in DROPPED} < set(verified.passed_over)
    assert store.latest() == store.predecessor()


def test_such_a_name_does_not_hide_a_folder_or_a_link(store: Store, tmp_path: Path) -> None:
    (store.reports / "001" / ".DS_Store").mkdir()
    (store.reports / "002" / "Thumbs.db").symlink_to(tmp_path)

    assert ["001/.DS_Store", "002/Thumbs.db"] == [
        f"{finding.edition}/{finding.file}" for finding in verify(store).findings
    ]


def test_a_link_among_the_editions_is_told(store: Store, tmp_path: Path) -> None:
    (store.reports / "drafts").symlink_to(tmp_path)

    assert ["drafts is a link; only reports/ itself may be one"] == [
        str(finding) for finding in verify(store).findings
    ]
