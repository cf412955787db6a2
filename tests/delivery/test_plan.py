"""Who gets an edition: nobody twice, nobody forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reportkit.delivery.ledger import open_ledger
from reportkit.delivery.message_records import State
from reportkit.delivery.plan import SendRequest
from reportkit.delivery.recipients import NoList
from reportkit.delivery.resolve import Decision, resolve
from reportkit.delivery.service import send, send_test
from reportkit.editions.manifest import EditionName
from reportkit.problems import Busy, IntegrityBroken, ReportkitError, SeedsRejected
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
    transport_to,
    write_lists,
)
from tests.delivery.server import Do, mail_server

DEE = "  - {address: dee@example.org, lists: [desks]}\ntransport:"
WITH_DEE = LISTS.replace("transport:", DEE)
BOB = "  - {name: Bob, address: bob@example.org, lists: [desks]}\n"
CID = "  - {address: cid@example.org, lists: [field]}\n"
WITHOUT_ANN = LISTS.replace("  - {name: Ann, address: ann@example.org, lists: [desks]}\n", "")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path)
    publish(made)
    return made


# -- nobody twice ------------------------------------------------------------------------------


def test_a_second_send_sends_nothing(series: Path) -> None:
    """E14."""
    with mail_server() as server:
        mail(series, server)
        again = mail(series, server)

    assert 3 == len(server.taken)
    assert (0, 3) == (again.count(State.ACCEPTED), again.skipped)
    assert again.whole


def test_two_at_once_do_not_send_twice(series: Path) -> None:
    """E14: the second finds the ledger held, and says who holds it."""
    with (
        mail_server() as server,
        open_ledger(series / "reports", NOW),
        pytest.raises(Busy, match="sending since"),
    ):
        mail(series, server)

    assert [] == server.taken


def test_what_another_run_did_meanwhile_is_seen_under_the_lock(series: Path) -> None:
    """A plan is as old as the question whether to send: Ann has it by now, Bob wants no more."""
    with mail_server() as server:
        ready = prepared(series)
        with open_ledger(series / "reports", NOW) as ledger:
            ledger.suppress("bob@example.org", "asked for no more", NOW)
        write_lists(series, LISTS.replace(BOB, "").replace(CID, ""))
        mail(series, server)
        send(ready, lambda: transport_to(server), TestClock())

    assert ["ann@example.org", "cid@example.org"] == server.readers


def test_an_address_written_in_two_ways_is_one_reader(series: Path) -> None:
    """E14: the list changed its spelling between two sends."""
    with mail_server() as server:
        mail(series, server)
        write_lists(series, LISTS.replace("ann@example.org", "Ann@Example.ORG"))
        mail(series, server)

    assert 3 == len(server.taken)


def test_an_address_on_a_list_twice_is_refused(series: Path) -> None:
    write_lists(series, LISTS.replace("bob@", "ANN@"))
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["address-repeated"] == [problem.code for problem in told.value.problems]


def test_one_person_on_two_lists_gets_one_message(series: Path) -> None:
    write_lists(series, LISTS.replace("ann@example.org, lists: [desks]",
                                      "ann@example.org, lists: [field, desks]"))  # fmt: skip
    with mail_server() as server:
        mail(series, server)

    assert 1 == server.readers.count("ann@example.org")
    assert [] != list(server.message("ann@example.org").iter_attachments())


# -- nobody forgotten --------------------------------------------------------------------------


def test_all_are_in_the_ledger_before_the_first_is_sent(series: Path) -> None:
    with mail_server({"banner": ["421 busy"]}) as server:
        mail(series, server)

    assert ["queued"] * 3 == [str(line.state) for line in ledger_of(series)]


def test_what_a_server_put_off_is_not_tried_before_its_time(series: Path) -> None:
    """Though others are written to meanwhile."""
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server)
        write_lists(series, WITH_DEE)
        again = mail(series, server, request=SendRequest(also_late=True))

    assert ("deferred", "accepted") == (states(again)["ann"], states(again)["dee"])
    assert "ann@example.org" not in server.readers


def test_who_was_listed_later_is_told_of_and_asked_for(series: Path) -> None:
    """E14: nobody is sent an old edition by surprise, and nobody is left out in silence."""
    with mail_server() as server:
        mail(series, server)
        write_lists(series, WITH_DEE)
        second = mail(series, server)
        third = mail(series, server, request=SendRequest(also_late=True))

    assert ["dee@example.org"] == [reader.address for reader in second.late]
    assert "dee" not in states(second)
    assert "accepted" == states(third)["dee"]
    assert 4 == len(server.taken)


def test_a_list_that_was_not_served_yet_is_no_late_one(series: Path) -> None:
    with mail_server() as server:
        mail(series, server, request=SendRequest(lists=("field",)))
        mail(series, server, request=SendRequest(lists=("desks",)))

    assert ["cid@example.org", "ann@example.org", "bob@example.org"] == server.readers


def test_who_left_all_lists_is_sent_nothing_that_waits(series: Path) -> None:
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server)
        write_lists(series, WITHOUT_ANN)
        second = mail(series, server, clock=TestClock(NOW + timedelta(hours=1)))

    assert "suppressed" == states(second)["ann"]
    assert ["no longer on any list"] == [
        told.outcome.reply for told in second.results if told.outcome.state is State.SUPPRESSED
    ]


def test_an_end_of_time_on_a_list(series: Path) -> None:
    """``until`` counts in, in the series' own zone."""
    write_lists(series, LISTS.replace(
        "ann@example.org, lists: [desks]", "ann@example.org, lists: [desks], until: 2025-11-16"
    ).replace("bob@example.org, lists: [desks]",
              "bob@example.org, lists: [desks], until: 2025-11-17"))  # fmt: skip
    with mail_server() as server:
        mail(series, server)

    assert ["bob@example.org", "cid@example.org"] == server.readers


def test_failed_ones_once_more(series: Path) -> None:
    """--only-failed: those who were refused or wait, at once; never those who have it."""
    with mail_server({"rcpt": ["550 no", "450 later"]}) as server:
        mail(series, server)
        write_lists(series, WITH_DEE)
        sent = mail(series, server, request=SendRequest(only_failed=True))

    assert {"ann": "accepted", "bob": "accepted", "cid": "accepted"} == states(sent)
    assert 3 == len(server.taken)


def test_an_unknown_one_is_not_a_failed_one(series: Path) -> None:
    with mail_server({"dot": [Do.CLOSE]}) as server:
        mail(series, server)
        sent = mail(series, server, request=SendRequest(only_failed=True))

    assert "unknown" == states(sent)["ann"]
    assert 3 == len(server.taken)


@pytest.mark.parametrize(
    ("decision", "state", "taken"),
    [
        (Decision.DELIVERED, "accepted", 1),
        (Decision.RESEND, "accepted", 2),
        (Decision.GIVE_UP, "expired", 1),
    ],
)
def test_a_person_decides_what_is_unknown(
    series: Path, decision: Decision, state: str, taken: int
) -> None:
    """What is sent again has the same Message-ID and the same bytes."""
    later = TestClock(NOW + timedelta(days=9))
    with mail_server({"dot": [Do.CLOSE]}) as server:
        mail(series, server)
        with open_ledger(series / "reports", later.now()) as ledger:
            resolve(ledger, EditionName(1), ["Ann@example.org"], decision, later.now())
        sent = mail(series, server, clock=later)

    assert state == states(sent)["ann"]
    assert taken == server.readers.count("ann@example.org")
    assert 1 == len({raw for reader, raw in server.taken if reader == "ann@example.org"})


def test_what_is_known_is_not_decided(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
    with (
        open_ledger(series / "reports", NOW) as ledger,
        pytest.raises(ReportkitError, match="not unknown"),
    ):
        resolve(ledger, EditionName(1), ["ann@example.org"], Decision.RESEND, NOW)


def test_a_message_changed_on_the_disk_is_not_sent(series: Path) -> None:
    """What leaves is what was frozen, byte for byte."""
    import sqlite3
    from contextlib import closing

    with mail_server({"banner": ["421 busy"]}) as server:
        mail(series, server)
        with closing(sqlite3.connect(series / "reports" / "deliveries.sqlite")) as direct:
            direct.execute(
                "UPDATE delivery SET head = CAST(head || 'x' AS BLOB) WHERE address LIKE 'ann%'"
            )
            direct.commit()
        with pytest.raises(IntegrityBroken, match="not what was queued"):
            mail(series, server)

    assert [] == server.taken


def test_a_damaged_ledger_sends_nothing(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
        (series / "reports" / "deliveries.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
        with pytest.raises(IntegrityBroken, match="damaged"):
            mail(series, server)

    assert 3 == len(server.taken)


def test_bytes_are_dropped_when_nobody_needs_them(series: Path) -> None:
    """A ledger of ten years holds lines, not five hundred copies of PDFs."""
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server)
        kept = (series / "reports" / "deliveries.sqlite").read_bytes()
        mail(series, server, clock=TestClock(NOW + timedelta(hours=1)))

    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(series / "reports" / "deliveries.sqlite")) as direct:
        assert (0,) == direct.execute("SELECT count(*) FROM part").fetchone()
    assert b"application/pdf" in kept


# -- lists and markings ------------------------------------------------------------------------


def test_a_list_is_cleared_for_what_it_gets(tmp_path: Path) -> None:
    series = make_series(tmp_path)
    publish(series, edition='tlp: "TLP:GREEN"')
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["list-below-marking"] == [problem.code for problem in told.value.problems]
    assert ["ann@example.org", "bob@example.org"] == [
        each.recipient.address
        for each in prepared(series, request=SendRequest(lists=("desks",))).plan.new
    ]


def test_a_list_that_there_is_not(series: Path) -> None:
    with pytest.raises(NoList, match="did you mean 'desks'"):
        prepared(series, request=SendRequest(lists=("desk",)))


def test_real_addresses_live_in_a_file_of_their_own(series: Path, tmp_path: Path) -> None:
    private = tmp_path / "private.yaml"
    private.write_text("recipients: [{address: eve@example.org, lists: [desks]}]\n")
    write_lists(
        series, LISTS.replace("recipients:", "recipients_file: ../private.yaml\nrecipients:")
    )
    with mail_server() as server:
        mail(series, server)

    assert "eve@example.org" in server.readers


def test_a_file_of_addresses_that_is_missing_stops(series: Path) -> None:
    """Half of the readers would be forgotten in silence."""
    write_lists(series, LISTS.replace("recipients:", "recipients_file: ../gone.yaml\nrecipients:"))
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["file-missing"] == [problem.code for problem in told.value.problems]


def test_a_test_goes_to_one_address_in_each_form_and_leaves_no_trace(series: Path) -> None:
    ready = prepared(series)
    with mail_server() as server:
        send_test(ready, "me@example.org", lambda: transport_to(server), TestClock())

    assert ["me@example.org"] * 2 == server.readers
    assert all(b"Subject: [TEST] [TLP:CLEAR]" in raw for _, raw in server.taken)
    assert not (series / "reports" / "deliveries.sqlite").exists()


def test_settings_that_open_no_way_queue_nothing(series: Path) -> None:
    """A missing host is mended first; nothing waits in the ledger for it."""

    def closed() -> object:
        raise ReportkitError("no server")

    with pytest.raises(ReportkitError, match="no server"):
        send(prepared(series), closed, TestClock())  # type: ignore[arg-type]

    assert () == ledger_of(series)
