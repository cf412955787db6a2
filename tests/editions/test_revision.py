"""What a revision compares with: the edition that it replaces, and the one before that."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.history import History, history_of
from reportkit.editions.snapshot import at_marking, snapshot_of
from reportkit.editions.store import Store
from reportkit.loading.loader import load
from reportkit.model.vocabulary.changes import ChangeClass
from tests.cli.series import publish
from tests.revised import CORRECTION, GREW, write_first, write_revision, write_second

CORRECTED, UPDATED, WITHDRAWN = ChangeClass.CORRECTED, ChangeClass.UPDATED, ChangeClass.WITHDRAWN


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """No. 1 and the wrong No. 2, sealed without the engine."""
    publish(write_first(tmp_path))
    publish(write_second(tmp_path))
    return tmp_path


def swap(series: Path, file: str, old: str, new: str) -> None:
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def history(series: Path) -> History:
    """Compare the seeds as the next revision with what was published."""
    book = load(series).book
    assert book is not None
    store = Store(series / "reports")
    printed = at_marking(book)
    return history_of(store, printed, snapshot_of(printed, store.next_name(revision=True)))


def told(history: History) -> dict[tuple[str, ChangeClass], str | None]:
    return {(change.record, change.class_): change.reason for change in history.shown_changes}


def test_a_revision_tells_its_number_again_with_what_was_wrong_put_right(two: Path) -> None:
    comparison = history(write_revision(two))

    assert comparison.problems == ()
    assert ("1", "2") == (comparison.log.from_, comparison.step.from_)
    assert [(each.record, each.class_) for each in comparison.step.changes] == [
        ("correction.toll", ChangeClass.ADDED), ("toll", CORRECTED),
    ]  # fmt: skip
    assert {("toll", CORRECTED), ("toll", UPDATED), ("hurt", WITHDRAWN)} <= told(comparison).keys()
    assert comparison.log.reconciliation.holds


def test_notes_that_were_deleted_meanwhile_are_remembered(two: Path) -> None:
    """The replaced edition gave the reason; it stands in its log."""
    write_revision(two)
    swap(two, "edition.yaml", GREW, "")
    swap(two, "records.yaml", "best: 450", "best: 500")
    (two / "seeds" / "corrections.yaml").unlink()

    found = history(two)

    assert found.problems == ()
    assert told(found)["toll", UPDATED] == "The mission reached the clinic."


def test_the_deleted_reason_of_a_value_that_was_wrong_is_not_remembered(two: Path) -> None:
    """It was given for 500; that it holds for 450, its author would have to say."""
    write_revision(two)
    swap(two, "edition.yaml", GREW, "")

    found = history(two)

    assert found.problems == ()
    assert told(found)["toll", UPDATED] is None


def test_a_reason_can_be_put_right_too(two: Path) -> None:
    write_revision(two)
    swap(two, "edition.yaml", "reached the clinic.", "reached its annex.")
    swap(two, "records.yaml", "best: 450", "best: 500")
    (two / "seeds" / "corrections.yaml").unlink()

    comparison = history(two)

    assert comparison.problems == ()
    assert comparison.step.changes == ()
    assert told(comparison)["toll", UPDATED] == "The mission reached its annex."


def test_what_a_revision_changes_is_explained_like_any_change(two: Path) -> None:
    write_revision(two)
    (two / "seeds" / "corrections.yaml").unlink()

    assert [each.code for each in history(two).problems] == ["change-unexplained"]


def test_what_was_new_and_is_withdrawn_at_once_is_told(two: Path) -> None:
    """The edition before knows nothing of it, and whoever has No. 2 must."""
    write_revision(two)
    swap(
        two,
        "records.yaml",
        "{id: arrest, statement",
        "{id: arrest, status: withdrawn, status_reason: He was not arrested., statement",
    )

    found = history(two)

    assert told(found)["arrest", WITHDRAWN] == "He was not arrested."
    assert found.log.reconciliation.holds


def test_a_second_revision_tells_what_the_first_put_right(two: Path) -> None:
    publish(write_revision(two), revision=True)
    swap(two, "records.yaml", "shut to lorries", "shut to buses")
    slip = CORRECTION.replace("corrections:\n", "").replace("correction.toll", "correction.ford")
    slip = slip.replace("record: toll, field: best", "record: ford.shut, field: statement")
    path = two / "seeds" / "corrections.yaml"
    path.write_text(path.read_text() + slip.replace("[2]", "[1, 2]"))

    comparison = history(two)

    assert comparison.problems == ()
    assert ("1", "2-r1") == (comparison.log.from_, comparison.step.from_)
    assert {("ford.shut", CORRECTED), ("toll", CORRECTED)} <= told(comparison).keys()
    assert [each.correction for each in comparison.notices] == [
        "correction.ford",
        "correction.toll",
    ]


def test_of_a_first_edition_the_revision_is_a_baseline_with_what_was_wrong(tmp_path: Path) -> None:
    publish(write_first(tmp_path))
    swap(tmp_path, "records.yaml", "best: 16", "best: 15")
    (tmp_path / "seeds" / "corrections.yaml").write_text(CORRECTION.replace("[2]", "[1]"))

    comparison = history(tmp_path)

    assert comparison.problems == ()
    assert comparison.log.baseline
    assert comparison.base is None
    assert ("toll", CORRECTED) in told(comparison)
