"""Addresses looked at on a real server: what opens, what is gone, what cannot be seen, and why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.evidence.links import link_problems, look_at
from reportkit.evidence.online import Answer, Manners, State, look, trusting
from reportkit.model.evidence import Source
from reportkit.problems import MachineUnable
from tests.cli.series import run
from tests.evidence.pages import CA, CERTIFICATE, TESTS, serving
from tests.records import record_of


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    with serving() as pages:
        yield pages


def manners(**changes: object) -> Manners:
    quick: dict[str, object] = {"patience": 0.5, "in_all": 1.5, "pace": 0.0, "private": True}
    return Manners(**{**quick, **changes})  # type: ignore[arg-type]  # one value for each name


def seen(server: tuple[str, list[str]], path: str, **changes: object) -> Answer:
    return look(f"{server[0]}{path}", manners(**changes))


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/live", State.LIVE, ""),
        ("/no-head", State.LIVE, ""),
        ("/endless", State.LIVE, ""),
        ("/a page/با?q=å", State.LIVE, ""),
        ("/404", State.DEAD, "the server says 404"),
        ("/410", State.DEAD, "the server says 410"),
        ("/to-front", State.CHANGED, "it leads to "),
        ("/401", State.UNKNOWN, "it asks for a login (401)"),
        ("/403", State.UNKNOWN, "it lets no program in (403)"),
        ("/429", State.UNKNOWN, "it was asked too often (429); try again later"),
        ("/500", State.UNKNOWN, "the server says 500"),
        ("/loop", State.UNKNOWN, "it leads on and on, 6 times"),
        ("/slow", State.UNKNOWN, "it does not answer in time"),
        ("/drip", State.UNKNOWN, "it does not come to an end in time"),
        ("/to-file", State.UNKNOWN, "only http and https are asked, not file"),
    ],
)
def test_each_answer_is_told_for_what_it_is(
    server: tuple[str, list[str]], path: str, state: State, why: str
) -> None:
    began = time.monotonic()
    answer = seen(server, path)

    assert (answer.state, answer.why[: len(why)]) == (state, why)
    assert time.monotonic() - began < 4


def test_the_page_is_asked_for_only_where_its_head_is_refused(
    server: tuple[str, list[str]],
) -> None:
    server[1].clear()
    seen(server, "/live")
    seen(server, "/no-head")

    assert server[1] == ["HEAD /live", "HEAD /no-head", "GET /no-head"]


def test_what_moved_for_good_is_told_with_its_new_address(server: tuple[str, list[str]]) -> None:
    live = f"{server[0]}/live"

    assert seen(server, "/moved").moved_to == seen(server, "/moved-twice").moved_to == live
    assert seen(server, "/elsewhere").moved_to == ""


def test_a_new_address_is_written_out_and_commands_no_terminal(
    server: tuple[str, list[str]],
) -> None:
    moved_to = f"{server[0]}/%D8%A8%D8%A7%20%1B[31m#a"

    assert seen(server, "/to-odd") == Answer(State.LIVE, "", 200, moved_to)


def test_a_protected_address_that_leads_to_an_open_one_is_left_to_a_person() -> None:
    """Whoever is on the way could say there that the page is gone."""
    with serving(CERTIFICATE) as (address, _):
        answer = look(f"{address}/to-plain", manners(trust=trusting(str(CA))))

    assert answer.state is State.UNKNOWN
    assert answer.why.startswith("it leads to http://localhost:1/live, where anybody")


def test_a_name_of_many_silent_machines_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def silent(_: object, timeout: float) -> None:
        asked.append(timeout)
        time.sleep(timeout)
        raise TimeoutError

    known = [(2, 1, 6, "", (f"192.0.2.{number}", 80)) for number in range(40)]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: known)
    monkeypatch.setattr("socket.create_connection", silent)
    answer = look("http://example.org/a", manners(patience=0.1, in_all=0.35))

    assert (answer.state, len(asked)) == (State.UNKNOWN, 4)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://localhost/a",
        "http://127.0.0.1/a",
        "http://[::1]/a",
        "http://10.0.0.1/a",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/a",
        "http://[64:ff9b::a00:1]/a",  # the way of an IPv6 network to 10.0.0.1
        "http://[2002:a00:1::1]/a",
        "http://user:secret@example.org/a",
        "http:///a",
    ],
)
def test_what_no_reader_could_open_is_never_asked(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("it was asked")

    monkeypatch.setattr("socket.create_connection", asked)
    assert look(url, manners(private=False)).state is State.UNKNOWN


def test_a_redirect_into_the_own_network_is_not_followed(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first step is let through, as if its name stood for a public address."""
    from reportkit.evidence import online

    addresses = online._addresses  # noqa: SLF001  # the one door to the network
    first = iter([["127.0.0.1"]])
    monkeypatch.setattr(online, "_addresses", lambda *given: next(first, None) or addresses(*given))

    answer = seen(server, "/elsewhere", private=False)
    assert (answer.state, "private network" in answer.why) == (State.UNKNOWN, True)


def test_one_server_rests_between_two_questions(server: tuple[str, list[str]]) -> None:
    rests: list[float] = []
    polite = manners(pace=30.0, pause=rests.append)
    look(f"{server[0]}/live", polite)
    look(f"{server[0]}/live", polite)

    assert len(rests) == 1
    assert 29 < rests[0] <= 30


@pytest.mark.parametrize("name", ["another-name.pem", "expired.pem"])
def test_a_certificate_that_is_not_to_be_trusted_is_told(name: str) -> None:
    with serving(TESTS / "doctor" / name) as (address, _):
        answer = look(f"{address}/live", manners(trust=trusting(str(CA))))

    assert answer.state is State.UNKNOWN
    assert answer.why.startswith("its certificate is not to be trusted: ")


def test_a_protected_page_opens_by_a_certificate_that_is_trusted() -> None:
    with serving(CERTIFICATE) as (address, _):
        trusted = look(f"{address}/live", manners(trust=trusting(str(CA))))
        stranger = look(f"{address}/live", manners())

    assert (trusted.state, trusted.why) == (State.LIVE, "")
    assert "certificate" in stranger.why


def test_a_file_of_certificates_that_holds_none_is_named(tmp_path: Path) -> None:
    for name in ("nowhere.pem", ""):
        with pytest.raises(MachineUnable, match=f"REPORTKIT_CA_FILE, {tmp_path / name}"):
            trusting(str(tmp_path / name))


def test_nobody_there_is_no_dead_page() -> None:
    with serving() as (address, _):
        pass

    assert look(f"{address}/live", manners()).state is State.UNKNOWN


def source(**fields: str) -> Source:
    record = record_of({"type": "source", "id": "wire", **fields})
    assert isinstance(record, Source)
    return record


def hints_of(one: Source, server: tuple[str, list[str]], archives: str = "") -> dict[str, str]:
    looked = look_at(one, manners(), archives=archives and f"{server[0]}{archives}")
    return {problem.code: problem.hint for problem in link_problems([looked])}


def test_what_to_write_is_printed(server: tuple[str, list[str]]) -> None:
    address = server[0]

    assert hints_of(source(url=f"{address}/404"), server) == {
        "link-dead": "paste link_status: dead"
    }
    assert hints_of(source(url=f"{address}/moved"), server) == {
        "link-moved": f"paste url: {address}/live"
    }
    assert hints_of(source(url=f"{address}/live", archive_url=f"{address}/404"), server) == {
        "archive-lost": "name another"
    }
    assert hints_of(source(url=f"{address}/live", link_status="dead"), server) == {
        "link-alive": "paste link_status: live"
    }
    assert hints_of(source(url=f"{address}/404", link_status="dead"), server) == {}


def test_a_copy_that_an_archive_has_is_offered_only_when_asked(
    server: tuple[str, list[str]],
) -> None:
    page = source(url=f"{server[0]}/live")
    copy = "https://web.archive.org/web/2026/https://example.org/a"

    assert hints_of(page, server) == {}
    assert hints_of(page, server, "/wayback?url=") == {
        "archive-offered": f"paste archive_url: {copy}"
    }
    assert hints_of(page, server, "/wayback?nothing&url=") == {}
    assert hints_of(page, server, "/404?url=") == {}


@pytest.mark.parametrize(
    ("path", "noted"),
    [
        ("/live", {"link_status": "live", "accessed": "2026-01-09"}),
        ("/404", {"link_status": "dead"}),
        ("/to-front", {"link_status": "changed"}),
        ("/403", {}),
    ],
)
def test_only_what_was_seen_is_noted(
    server: tuple[str, list[str]], path: str, noted: dict[str, str]
) -> None:
    assert look_at(source(url=f"{server[0]}{path}"), manners()).values("2026-01-09") == noted


def test_the_command_notes_in_the_seeds_and_touches_nothing_else(
    server: tuple[str, list[str]], own_river: Path
) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    for id, path in (("paper", "live"), ("wire", "410"), ("copy", "403")):
        named = f"{{id: {id}, url: '{server[0]}/{path}',"
        sources.write_text(sources.read_text().replace(f"{{id: {id},", named))
    before = sources.read_text()

    offline = run(own_river, "sources", "check")
    server[1].clear()
    refused = run(own_river, "sources", "check", "--online", "--json").json
    assert server[1] == []
    ran = run(own_river, "sources", "check", "--online", "--allow-private", "--write", "--json")

    assert (offline.code, ran.code) == (0, 0)
    assert {"unknown"} == {row["page"]["state"] for row in refused["links"]}
    after = sources.read_text()
    assert "descriptor: An agency., link_status: dead}" in after
    assert after.count("link_status: live, accessed: ") == 1
    assert [line for line in after.splitlines() if "link_status" not in line] == [
        line for line in before.splitlines() if "id: paper" not in line and "agency" not in line
    ]
