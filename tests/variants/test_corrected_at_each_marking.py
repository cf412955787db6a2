"""A correction is mailed to those who had what it puts right, at the marking where they had it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from reportkit.delivery.plan import SendRequest
from reportkit.publish.build import build
from reportkit.publish.built import Options
from tests.delivery.posting import mail
from tests.delivery.server import mail_server
from tests.schedule.series import quick_engine
from tests.variants import heron
from tests.variants.test_mailed import LISTS, words_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Slip(NamedTuple):
    """A number that was wrong, what is right, and who may know of the correction."""

    record: str
    was: str
    now: str
    tlp: str

    @property
    def correction(self) -> str:
        """The record of the correction."""
        return (
            f"  - {{id: {self.record}-slip, record: {self.record}, field: best,\n"
            f'     editions_affected: [1], was: "{self.was}", now: "{self.now}",\n'
            "     cause: transcription, because: a slip of the pen, found_by: team,\n"
            f'     severity: minor, approved_by: Ed, date: 2026-01-11, tlp: "{self.tlp}"}}\n'
        )


ABOVE = Slip("toll-9", "6543", "6444", "TLP:AMBER")
BELOW = Slip("toll", "16", "15", "TLP:CLEAR")


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No. 1 at TLP:AMBER and, abridged, at TLP:CLEAR; the engine sets no type."""
    quick_engine(monkeypatch)
    made = heron.write(tmp_path)
    (made / "seeds" / "distribution.yaml").write_text(dedent(LISTS))
    build(made, now=NOW)
    return made


def revised(series: Path, *slips: Slip, day: int = 13) -> None:
    """Publish No. 1 again with its slips put right."""
    records, notes = heron.RECORDS, []
    for slip in slips:
        records = records.replace(f"best: {slip.was},", f"best: {slip.now},")
        notes.append(f"{{record: {slip.record}, class: CORRECTED, reason: A slip of the pen.}}")
    corrections = "corrections:\n" + "".join(slip.correction for slip in slips)
    (series / "seeds" / "records.yaml").write_text(records + corrections)
    edition = heron.EDITION.replace("12T06:00Z", f"{day}T06:00Z")
    edition = edition.replace("changes: []", f"changes: [{', '.join(notes)}]")
    (series / "seeds" / "edition.yaml").write_text(edition)
    build(series, now=NOW, options=Options(revise=True))


def test_who_may_not_know_of_what_was_wrong_is_not_mailed(series: Path) -> None:
    """Eve had No. 1 at TLP:CLEAR; what is put right stood at TLP:AMBER alone."""
    with mail_server() as server:
        mail(series, server)
        server.taken.clear()
        revised(series, ABOVE)
        sent = mail(series, server, "001-r1", request=SendRequest(also_late=True))

    assert ["ann@example.org"] == server.readers
    assert server.message("ann@example.org")["Subject"].startswith("CORRECTION [TLP:AMBER]")
    assert sent.late == ()  # nor is she called one who came too late


def test_of_two_corrections_each_reader_is_told_their_own(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
        server.taken.clear()
        revised(series, ABOVE, BELOW)
        mail(series, server, "001-r1")
    eve = server.message("eve@example.org")
    words = " ".join(words_of(eve).split())

    assert eve["Subject"].startswith("CORRECTION [TLP:CLEAR]")
    assert "in No. 1 we wrote 16; right is 15" in words
    assert [] == [secret for secret in (*heron.SECRETS, "6,444", "6444") if secret in words]


def test_who_missed_a_correction_gets_it_with_the_next_whatever_that_corrects(
    series: Path,
) -> None:
    """Nobody was mailed No. 1-r1, and No. 1-r2 puts right what Eve may not know of."""
    with mail_server() as server:
        mail(series, server)
        server.taken.clear()
        revised(series, BELOW)
        revised(series, BELOW, ABOVE, day=14)
        mail(series, server, "001-r2")
    eve = server.message("eve@example.org")

    assert eve["Subject"].startswith("CORRECTION [TLP:CLEAR]")
    assert "in No. 1 we wrote 16; right is 15" in " ".join(words_of(eve).split())


def test_who_has_the_first_correction_is_not_mailed_one_above_their_marking(
    series: Path,
) -> None:
    with mail_server() as server:
        mail(series, server)
        revised(series, BELOW)
        mail(series, server, "001-r1")
        server.taken.clear()
        revised(series, BELOW, ABOVE, day=14)
        mail(series, server, "001-r2")

    assert ["ann@example.org"] == server.readers


def test_a_value_put_right_is_called_a_correction_where_its_record_may_not_be_read(
    series: Path,
) -> None:
    """The figure stands at TLP:CLEAR, the record of its correction only at TLP:AMBER."""
    with mail_server() as server:
        mail(series, server)
        server.taken.clear()
        revised(series, BELOW._replace(tlp="TLP:AMBER"))
        mail(series, server, "001-r1")
    eve = server.message("eve@example.org")

    assert eve["Subject"].startswith("CORRECTION [TLP:CLEAR]")
    assert "15, not 16" in " ".join(words_of(eve).split())


def test_who_had_the_first_correction_at_another_marking_gets_the_next_at_their_own(
    series: Path,
) -> None:
    """Eve was on Ann's list for one mailing; what she had there is not the version for her."""
    lists = series / "seeds" / "distribution.yaml"
    own = lists.read_text()
    with mail_server() as server:
        mail(series, server)
        revised(series, BELOW)
        lists.write_text(own.replace("lists: [press]", "lists: [desks]"))
        mail(series, server, "001-r1")
        lists.write_text(own)
        server.taken.clear()
        revised(series, BELOW, ABOVE, day=14)
        mail(series, server, "001-r2")

    assert {"ann@example.org", "eve@example.org"} == set(server.readers)
    assert server.message("eve@example.org")["Subject"].startswith("[TLP:CLEAR]")
