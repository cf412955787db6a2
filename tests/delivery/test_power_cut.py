"""The power fails anywhere in a mailing: what the disk then holds mails nobody twice (E11).

A killed program leaves all that it wrote; here what was not synced is lost, or half of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from reportkit.delivery.ledger import open_ledger
from tests.delivery.posting import NOW, make_series, publish
from tests.delivery.power_cut import DOT, Call, Disk, traced
from tests.delivery.server import mail_server

STRACE = shutil.which("strace")
pytestmark = pytest.mark.skipif(STRACE is None, reason="needs strace")
READERS = ("ann", "bob", "cid", "dan", "eve")
PEOPLE = "".join(f"  - {{address: {reader}@example.org, lists: [desks]}}\n" for reader in READERS)
LISTS = (
    "lists: [{id: desks, name: Desks, max_tlp: 'TLP:AMBER'}]\n"
    f"recipients:\n{PEOPLE}"
    "transport: {sender: brief@example.org, host: 127.0.0.1, security: none}\n"
)


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """The calls of a whole mailing to five readers."""
    series = make_series(tmp_path_factory.mktemp("traced") / "series", LISTS)
    publish(series)
    with mail_server() as server:
        made = traced(STRACE or "", series, server.port)
        if made is None:
            pytest.skip("strace may not trace here")
        assert [f"{one}@example.org" for one in READERS] == server.readers
    return made


def test_after_a_power_cut_one_message_at_most_is_in_doubt(
    calls: list[Call], tmp_path: Path
) -> None:
    """Right before and right after each dot: whoever may have it is never queued again."""
    seen = 0
    for done, image in _cuts(calls):
        states = _states(image, tmp_path / f"{seen}")
        unknown = [name for name, state in states.items() if state == "unknown"]
        seen += 1

        assert {"accepted", "unknown"} >= {states[name] for name in READERS[:done]}
        assert {"queued", "unknown"} >= {states[name] for name in READERS[done:]}
        assert len(unknown) <= 1
        assert not unknown or unknown[0] in READERS[max(done - 1, 0) : done + 1]
    assert 2 * 3 * len(READERS) == seen


def test_after_the_run_all_that_was_answered_is_on_the_disk(
    calls: list[Call], tmp_path: Path
) -> None:
    disk = Disk()
    for call in calls:
        disk.take(call)
    (*images,) = disk.images()

    for number, image in enumerate(images):
        assert {"accepted"} == set(_states(image, tmp_path / f"{number}").values())


def test_a_message_costs_one_sync(calls: list[Call]) -> None:
    """It was ten, five for each of its two steps."""
    dots = [number for number, call in enumerate(calls) if call.content.endswith(DOT)]
    syncs = [
        sum(call.name in ("fsync", "fdatasync") for call in calls[dot:following])
        for dot, following in pairwise(dots)
    ]

    assert [1] * (len(READERS) - 1) == syncs


def _cuts(calls: Sequence[Call]) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Give how many dots have gone out, and what the disk may hold then."""
    disk, done = Disk(), 0
    for call in calls:
        if call.content.endswith(DOT) and call.name == "sendto":
            for image in disk.images():
                yield done, image
            done += 1
            for image in disk.images():
                yield done, image
        disk.take(call)


def _states(image: dict[str, bytes], folder: Path) -> dict[str, str]:
    """Give what the next run reads from a disk, by reader."""
    folder.mkdir()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    with open_ledger(folder, NOW) as ledger:
        return {line.address.partition("@")[0]: str(line.state) for line in ledger.deliveries()}
