"""Corrections to those who were misled, and to each reader what changed since their own last."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reportkit.delivery.ledger import open_ledger
from reportkit.delivery.message_records import State
from reportkit.delivery.plan import SendRequest
from reportkit.problems import ReportkitError
from tests.delivery.posting import (
    LISTS,
    NOW,
    TestClock,
    ledger_of,
    mail,
    make_series,
    prepared,
    publish,
    states,
    write_lists,
)
from tests.delivery.server import Do, MailServer, mail_server

DEE = "  - {address: dee@example.org, lists: [desks]}\ntransport:"
WITH_DEE = LISTS.replace("transport:", DEE)
WITHOUT_ANN = LISTS.replace("  - {name: Ann, address: ann@example.org, lists: [desks]}\n", "")
CORRECTED = """
corrections:
  - {id: toll-slip, record: toll, field: best, editions_affected: [1], was: "4", now: "3",
     cause: transcription, because: a slip of the pen, found_by: team, severity: minor,
     approved_by: Ed, date: 2025-11-03}
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path)
    publish(made)
    return made


def updated(series: Path, toll: int) -> None:
    """Publish the next edition with another toll."""
    note = "changes: [{record: toll, class: UPDATED, reason: The Wire counts %s now.}]" % toll  # noqa: UP031
    publish(series, toll=toll, edition=note)


def revised(series: Path, toll: int = 3) -> None:
    """Publish the newest edition again with a toll put right."""
    note = (
        "kind: correction\n"
        "changes: [{record: toll, class: CORRECTED, reason: A slip of the pen in our table.}]"
    )
    publish(series, toll=toll, edition=note, records=CORRECTED, revise=True)


def test_a_correction_reaches_those_who_got_the_wrong_edition(series: Path) -> None:
    """Whatever the lists say now: Ann has left, Bob was refused it, Dee is new."""
    with mail_server({"rcpt": [Do.GO_ON, "550 no"]}) as server:
        mail(series, server)
        write_lists(series, WITHOUT_ANN.replace("transport:", DEE))
        revised(series, toll=4)
        sent = mail(series, server, "001-r1")

    assert {"ann": "accepted", "cid": "accepted"} == states(sent)
    assert ["dee@example.org"] == [
        reader.address for reader in sent.late if "dee" in reader.address
    ]
    message = server.taken[-2][1]
    assert b"Subject: CORRECTION [TLP:CLEAR]" in message


def test_a_correction_answers_the_message_that_it_puts_right(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
        wrong = server.message("ann@example.org")
        server.taken.clear()
        revised(series, toll=4)
        mail(series, server, "001-r1")

    right = server.message("ann@example.org")
    assert wrong["Message-ID"] == right["In-Reply-To"]
    text = right.get_body(("plain",))
    assert text is not None
    said = "Civilians killed (Observers): in No. 1 we wrote 4; right is 3. Reason: A slip of"
    assert 1 == " ".join(text.get_content().split()).count(said)


def test_a_correction_is_sent_once(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
        revised(series, toll=4)
        mail(series, server, "001-r1")

    assert 0 == prepared(series, "001-r1").plan.recipients
    assert 6 == len(server.taken)


def test_who_may_have_got_the_wrong_edition_gets_the_right_one(series: Path) -> None:
    with mail_server({"dot": [Do.CLOSE]}) as server:
        mail(series, server)
        revised(series, toll=4)
        sent = mail(series, server, "001-r1")

    assert "accepted" == states(sent)["ann"]


def test_who_still_waits_gets_the_right_one_in_its_place(series: Path) -> None:
    """Nobody is sent what is known to be wrong, and nobody is forgotten for it."""
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server)
        revised(series, toll=4)
        mail(series, server, "001-r1")

    first = {line.address: line for line in ledger_of(series) if not line.edition.revision}
    assert State.SUPPRESSED is first["ann@example.org"].state
    assert "No. 1-r1 goes out in its place" == first["ann@example.org"].reply
    assert 1 == server.readers.count("ann@example.org")


def test_a_revised_edition_is_not_sent(series: Path) -> None:
    revised(series, toll=4)
    with pytest.raises(ReportkitError, match="reportkit send 1-r1"):
        prepared(series, "001")


def test_a_correction_of_what_was_never_sent_goes_to_the_lists(series: Path) -> None:
    revised(series, toll=4)
    with mail_server() as server:
        mail(series, server, "001-r1", request=SendRequest(new_ledger=True))

    assert 3 == len(server.taken)
    first = server.message("ann@example.org")
    text = first.get_body(("plain",))
    assert text is not None
    assert first["Subject"].startswith("[TLP:CLEAR]")  # nothing was wrong that they ever had
    assert "takes the place" not in text.get_content()
    assert "This is the first edition" in text.get_content()


def test_whoever_had_no_edition_is_not_told_of_the_last_one_sent(series: Path) -> None:
    updated(series, toll=5)
    second = CORRECTED.replace("editions_affected: [1]", "editions_affected: [2]")
    note = (
        "kind: correction\n"
        "changes: [{record: toll, class: CORRECTED, reason: A slip of the pen in our table.}]"
    )
    publish(series, toll=3, edition=note, records=second, revise=True)
    with mail_server() as server:
        mail(series, server, "002-r1", request=SendRequest(new_ledger=True))

    text = server.message("ann@example.org").get_body(("plain",))
    assert text is not None
    assert "takes the place" not in text.get_content()
    assert "No. 2 we wrote" not in text.get_content()  # what was wrong never reached them


def test_a_mail_calls_a_revision_as_its_page_does_and_gives_the_reason_of_the_trend(
    series: Path,
) -> None:
    revised(series, toll=4)
    with mail_server() as server:
        mail(series, server, "001-r1", request=SendRequest(new_ledger=True))

    message = server.message("ann@example.org")
    body = message.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert " No. 1 rev. 1, " in message["Subject"]
    assert "No. 1 rev. 1, " in text
    assert "1-r1" not in text.replace("001-r1", "")  # but in the names of files
    assert "TREND: ↘ Deteriorated. The bridge is shut." in text


def test_who_wants_no_more_is_named_beside_a_correction_and_can_be_asked(series: Path) -> None:
    """S14: they have the wrong edition; the command says who, why, and what to do."""
    with mail_server() as server:
        mail(series, server)
        with open_ledger(series / "reports", NOW) as ledger:
            ledger.suppress("ann@example.org", "asked by phone", NOW)
        revised(series, toll=4)
        sent = mail(series, server, "001-r1")
        with open_ledger(series / "reports", NOW) as ledger:
            ledger.allow("ann@example.org")
        again = mail(series, server, "001-r1", request=SendRequest(only_failed=True))

    assert [("ann@example.org", "asked by phone")] == list(sent.uncorrected)
    assert "suppressed" == states(sent)["ann"]
    assert "accepted" == states(again)["ann"]
    assert () == again.uncorrected
    assert 2 == server.readers.count("ann@example.org")


def test_nobody_is_sent_what_a_correction_has_taken_the_place_of(series: Path) -> None:
    """What was held back for it stays held back, whoever asks for failed ones again."""
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server)
        revised(series, toll=4)
        mail(series, server, "001-r1")
        mail(series, server, "001-r1", request=SendRequest(only_failed=True))

    assert 1 == server.readers.count("ann@example.org")


def test_a_correction_that_was_itself_wrong_is_sent_to_nobody_again(series: Path) -> None:
    """No. 3 puts right what No. 2 put wrong; who waited for No. 2 has No. 3 in its place."""
    kind = "kind: correction\nchanges: [{record: toll, class: CORRECTED, reason: A slip of ours.}]"
    again = CORRECTED + CORRECTED.replace("corrections:", "").replace(
        "toll-slip", "second"
    ).replace('[1], was: "4"', '[2], was: "5"')
    with mail_server() as server:
        mail(series, server)
    publish(series, toll=4, edition=kind, records=CORRECTED)
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server, "002")
    publish(series, toll=5, edition=kind, records=again)
    with mail_server() as server:
        mail(series, server, "003")
        mail(series, server, "002", request=SendRequest(only_failed=True))

    assert 1 == server.readers.count("ann@example.org")
    assert "No. 3" in str(server.message("ann@example.org")["Subject"])


def test_who_never_had_the_wrong_edition_is_not_passed_over_in_silence(series: Path) -> None:
    """Ann's server refused it: she is on the list, has nothing, and can be sent the right one."""
    with mail_server({"rcpt": ["550 no such user"]}) as server:
        mail(series, server)
        revised(series, toll=4)
        sent = mail(series, server, "001-r1")

    assert ["ann@example.org"] == [reader.address for reader in sent.late]
    assert 0 == server.readers.count("ann@example.org")


def test_who_had_two_wrong_editions_is_counted_once(series: Path) -> None:
    both = CORRECTED.replace("[1]", "[1, 2]")
    with mail_server() as server:
        mail(series, server)
        updated(series, 5)
        mail(series, server, "002")
    publish(series, toll=4, records=both, edition=(
        "kind: correction\nchanges: [{record: toll, class: CORRECTED, reason: A slip of ours.}]"
    ))  # fmt: skip

    assert 3 == prepared(series, "003").plan.recipients


def test_a_correction_that_waits_is_sent_to_who_has_left_the_lists(series: Path) -> None:
    """They have what is wrong, wherever they stand today."""
    clock = TestClock()
    with mail_server() as server:
        mail(series, server)
    write_lists(series, WITHOUT_ANN)
    revised(series, toll=4)
    with mail_server({"rcpt": ["450 later"]}) as server:
        first = mail(series, server, "001-r1", clock=clock)
        clock.moment += timedelta(hours=1)
        second = mail(series, server, "001-r1", clock=clock)

    assert ("deferred", "accepted") == (states(first)["ann"], states(second)["ann"])


def test_a_correction_asks_for_no_list(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
    revised(series, toll=4)
    with pytest.raises(ReportkitError, match="leave --list out"):
        prepared(series, "001-r1", SendRequest(lists=("desks",)))


# -- since your last edition -------------------------------------------------------------------


def since_of(server: MailServer, reader: str) -> str:
    """Give the box of a reader's mail, on one line."""
    part = server.message(reader).get_body(("plain",))
    assert part is not None
    return " ".join(
        part.get_content().partition("WHAT CHANGED SINCE")[2].partition("END TLP")[0].split()
    )


def test_each_reader_is_told_what_changed_since_their_own_last_edition(series: Path) -> None:
    """Ann got No. 1 and missed No. 2; Bob got both."""
    with mail_server({"rcpt": [Do.GO_ON] * 3 + ["550 no"]}) as server:
        mail(series, server, "001")
        updated(series, 5)
        mail(series, server, "002")
        updated(series, 9)
        server.taken.clear()
        mail(series, server, "003")

    assert since_of(server, "ann@example.org").startswith(
        "NO. 1, THE LAST EDITION SENT TO YOU - Civilians killed (Observers), as of 1 Nov 2025: "
        "9, up 6 from 3"
    )
    assert since_of(server, "bob@example.org").startswith(
        "NO. 2 - Civilians killed (Observers), as of 1 Nov 2025: 9, up 4 from 5"
    )


def test_nobody_is_told_what_an_earlier_edition_hid_from_them(tmp_path: Path) -> None:
    """A figure that was TLP:AMBER and is open now: what it was stays where it was."""
    series = make_series(tmp_path)
    publish(series, toll=41, marked="TLP:AMBER", edition='tlp: "TLP:AMBER"')
    note = "changes: [{record: toll, class: UPDATED, reason: The Wire counts again.}]"
    publish(series, toll=52, edition=note)
    with mail_server() as server:
        mail(series, server, "002", request=SendRequest(lists=("field",), new_ledger=True))

    body = server.message("cid@example.org").get_body(("plain",))
    assert body is not None
    assert " 41" not in body.get_content()  # a digest may hold these digits
