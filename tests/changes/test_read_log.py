"""A sealed change log is read back, or refused with a word on why."""

from __future__ import annotations

import pytest

from reportkit.changes.log import baseline
from reportkit.changes.net import SealedLog, read_log, renames_over
from reportkit.phrasing.change_log import to_json
from reportkit.problems import IntegrityBroken, MachineUnable
from tests.records import edition_view


def test_a_log_is_read_back() -> None:
    """What was written, row by row."""
    now = edition_view(name="1", records={})

    log = read_log(to_json(baseline(now), now), "reports/001/changes.json")

    assert (log.from_, log.to, log.rows, log.reasons) == (None, "1", (), frozenset())


def test_a_newer_format_is_refused() -> None:
    """Never read by halves."""
    with pytest.raises(MachineUnable, match="has format 99; this reportkit reads up to 1"):
        read_log(b'{"schema_version": 99}', "changes.json")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"schema_version": 1}', b"\xff"])
def test_what_is_no_log_is_refused(content: bytes) -> None:
    """A damaged file is not an empty log."""
    with pytest.raises(IntegrityBroken, match="is no change log"):
        read_log(content, "changes.json")


def test_renames_are_followed_through_editions() -> None:
    """Renamed twice on the way, a record has the id of the first edition."""
    logs = [
        SealedLog(from_=None, to=str(number), rows=(), counts={}, renamed=renamed)
        for number, renamed in enumerate(({"b": "a"}, {}, {"c": "b", "y": "x"}), 2)
    ]

    assert renames_over(logs) == {"c": "a", "y": "x"}
