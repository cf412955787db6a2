"""Lists, transport and the mail server: each row with a real server that is not as it should be."""

from __future__ import annotations

import shlex
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportkit.doctor.context import command_for
from tests.delivery.server import TRUSTED, Do, mail_server
from tests.doctor.looking import asked, code_of, context_of

HERE = Path(__file__).parent
SECRET = "a-long-secret"  # noqa: S105
BOUND = {
    "REPORTKIT_SMTP_PASSWORD": SECRET,
    "REPORTKIT_SMTP_HOST": "localhost",
    "REPORTKIT_SMTP_CA_FILE": str(TRUSTED),
}
ROWS = ("address", "connection", "login", "sender's domain")


def _mailed_by(series: Path, transport: str, lists: str = "") -> Path:
    lists = lists or "[{id: desk, name: Desk, max_tlp: 'TLP:RED'}]"
    (series / "seeds" / "distribution.yaml").write_text(
        f"lists: {lists}\nrecipients: [{{address: ann@example.org, lists: [desk]}}]\n"
        f"transport: {{sender: brief@example.org{transport}}}\n"
    )
    return series


def _online(series: Path, port: int, *, more: str = "", **environment: str) -> dict[str, str]:
    """Ask the server, and give the row of each question."""
    _mailed_by(series, f", host: localhost, port: {port}{more}")
    context = context_of(series, online=True, now=datetime.now(UTC), environment=environment)
    return {what: " ".join(asked(what, context)[:2]) for what in ROWS}


def test_no_distribution_and_no_server_are_skipped(own_river: Path) -> None:
    without = context_of(own_river)
    assert {"SKIP"} == {asked(what, without)[0] for what in ("lists", "transport")}
    _mailed_by(own_river, "")
    status, detail, remedy = asked("transport", context_of(own_river))

    assert ("SKIP", "export REPORTKIT_SMTP_HOST=mail.example.org") == (status, remedy)
    assert detail.startswith("no server is named")


def test_a_list_without_readers_warns(own_river: Path) -> None:
    lists = "[{id: desk, name: D, max_tlp: 'TLP:RED'}, {id: press, name: P, max_tlp: 'TLP:CLEAR'}]"
    _mailed_by(own_river, "", lists)
    status, detail, _ = asked("lists", context_of(own_river))

    assert ("WARN", "a list has no reader today (desk: 1 reader, press: 0 readers)") == (
        status,
        detail,
    )


def test_a_distribution_without_a_transport_fails_with_its_place(own_river: Path) -> None:
    (own_river / "seeds" / "distribution.yaml").write_text("lists: []\n")
    status, detail, remedy = asked("transport", context_of(own_river))

    assert ("FAIL", "reportkit explain transport-missing") == (status, remedy)
    assert "seeds/distribution.yaml:1: distribution.yaml does not say how mail leaves" == detail


def test_a_login_without_a_password_warns_and_how_to_type_it(own_river: Path) -> None:
    _mailed_by(own_river, ", host: localhost, login: desk")
    status, detail, remedy = asked("transport", context_of(own_river))

    assert ("WARN", "localhost: no password for desk in this environment") == (
        status,
        detail.split(";")[0],
    )
    assert "read -rs REPORTKIT_SMTP_PASSWORD && export REPORTKIT_SMTP_PASSWORD" == remedy


def test_a_password_that_is_not_bound_to_its_server_fails_as_in_send(own_river: Path) -> None:
    _mailed_by(own_river, ", host: localhost, login: desk")
    environment = {"REPORTKIT_SMTP_PASSWORD": SECRET}
    status, detail, remedy = asked("transport", context_of(own_river, environment=environment))

    assert ("FAIL", "export REPORTKIT_SMTP_HOST=localhost") == (status, remedy)
    assert "set REPORTKIT_SMTP_HOST=localhost beside it" in detail
    assert SECRET not in detail


def test_a_port_without_certificate_is_to_be_named_beside_the_password(own_river: Path) -> None:
    _mailed_by(own_river, ", host: 127.0.0.1, port: 2525, security: none, login: desk")
    environment = {"REPORTKIT_SMTP_PASSWORD": SECRET, "REPORTKIT_SMTP_HOST": "127.0.0.1"}
    status, _, remedy = asked("transport", context_of(own_river, environment=environment))

    assert ("FAIL", "export REPORTKIT_SMTP_PORT=2525") == (status, remedy)


def test_a_file_of_certificates_that_is_not_there_fails(own_river: Path) -> None:
    _mailed_by(own_river, ", host: localhost, ca_file: none.pem")
    status, detail, _ = asked("transport", context_of(own_river))

    assert ("FAIL", True) == (status, detail.startswith("there is no file of certificates"))
    assert 3 == code_of("transport", context_of(own_river))


def test_the_command_that_prints_the_secret_is_not_run_unasked(
    own_river: Path, tmp_path: Path
) -> None:
    _mailed_by(own_river, ", host: localhost, login: desk")
    environment = {
        "REPORTKIT_SMTP_SECRET_COMMAND": f"touch {tmp_path}/was-run",
        "REPORTKIT_SMTP_HOST": "localhost",
    }
    status, detail, _ = asked("transport", context_of(own_river, environment=environment))

    assert ("PASS", True) == (status, detail.endswith("; not tried"))
    assert "from the command of REPORTKIT_SMTP_SECRET_COMMAND" in detail
    assert not (tmp_path / "was-run").exists()


def test_nothing_is_asked_without_online(own_river: Path) -> None:
    with mail_server() as server:
        _mailed_by(own_river, f", host: localhost, port: {server.port}, security: none")
        rows = {asked(what, context_of(own_river)) for what in ROWS}

    assert {("SKIP", "not asked", "reportkit doctor --online")} == rows
    assert 0 == server.sessions


def test_a_good_server_passes_and_is_sent_nothing(own_river: Path) -> None:
    with mail_server(tls=True, password=SECRET) as server:
        rows = _online(own_river, server.port, more=f", login: desk, ca_file: {TRUSTED}", **BOUND)

    assert rows["address"].startswith("PASS localhost is ")
    assert f"PASS localhost:{server.port} answers, TLSv1." in rows["connection"]
    assert rows["connection"].endswith(", certificate until 2126-10-29")
    assert "PASS localhost takes desk; nothing was sent" == rows["login"]
    assert rows["sender's domain"].startswith("SKIP SPF, DKIM and DMARC of example.org are not")
    assert [] == server.taken
    assert "mail" not in server.commands


def test_a_name_that_stands_for_no_address_fails(own_river: Path) -> None:
    _mailed_by(own_river, ", host: mail.invalid")
    context = context_of(own_river, online=True)
    status, detail, remedy = asked("address", context)

    assert ("FAIL", "getent hosts mail.invalid") == (status, remedy)
    assert detail.startswith("mail.invalid: ")
    assert 3 == code_of("address", context)


def test_a_port_where_nobody_listens_fails(own_river: Path) -> None:
    with mail_server() as server:
        port = server.port

    rows = _online(own_river, port, more=f", login: desk, ca_file: {TRUSTED}", **BOUND)
    remedy = asked("login", context_of(own_river, online=True, environment=BOUND))[2]

    assert {f"FAIL localhost:{port}: Connection refused"} == {rows["connection"], rows["login"]}
    assert f"openssl s_client -connect localhost:{port} -starttls smtp </dev/null" == remedy


def test_a_server_without_starttls_fails(own_river: Path) -> None:
    with mail_server() as server:
        row = _online(own_river, server.port)["connection"]

    assert row.startswith(f"FAIL localhost:{server.port}: it offers no STARTTLS")


@pytest.mark.parametrize(
    ("certificate", "why"),
    [
        ("expired.pem", "certificate has expired"),
        ("another-name.pem", "Hostname mismatch, certificate is not valid for 'localhost'."),
    ],
)
def test_a_certificate_that_proves_nothing_fails(
    own_river: Path, certificate: str, why: str
) -> None:
    with mail_server(tls=True, certificate=HERE / certificate) as server:
        more = f", ca_file: {HERE / certificate}"
        row = _online(own_river, server.port, more=more)["connection"]

    assert f"FAIL localhost:{server.port}: its certificate is not trusted: {why}" == row


def test_a_certificate_that_ends_in_less_than_two_weeks_warns(own_river: Path) -> None:
    ends = ssl.cert_time_to_seconds("Oct 29 22:20:57 2126 GMT")
    with mail_server(tls=True) as server:
        _mailed_by(own_river, f", host: localhost, port: {server.port}, ca_file: {TRUSTED}")
        rows = []
        for days in (13, 15):
            now = datetime.fromtimestamp(ends, UTC) - timedelta(days=days)
            rows.append(asked("connection", context_of(own_river, online=True, now=now)))

    assert ["WARN", "PASS"] == [status for status, *_ in rows]
    assert rows[0][1].endswith("certificate until 2126-10-29: 13 days left")
    command = f"openssl s_client -connect localhost:{server.port} -starttls smtp </dev/null"
    assert command == rows[0][2]


def test_a_wrong_password_fails_and_is_not_shown(own_river: Path) -> None:
    wrong = {**BOUND, "REPORTKIT_SMTP_PASSWORD": "another-secret"}
    with mail_server(tls=True, password=SECRET) as server:
        rows = _online(own_river, server.port, more=f", login: desk, ca_file: {TRUSTED}", **wrong)

    assert rows["connection"].startswith("PASS ")
    assert rows["login"].startswith(f"FAIL localhost:{server.port}: 535 ")
    assert "another-secret" not in str(rows)


def test_a_server_that_says_nothing_is_left(
    own_river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.doctor.mail_server.PATIENCE", 0.2)
    with mail_server({"banner": [Do.HANG]}) as server:
        row = _online(own_river, server.port)["connection"]

    assert f"FAIL localhost:{server.port}: no answer in time" == row


def test_a_command_to_paste_runs_nothing_that_a_name_holds(own_river: Path) -> None:
    """Series and seeds come from others; what doctor offers is pasted into a shell."""
    folder = Path("/tmp/it's; touch x")  # noqa: S108
    _mailed_by(own_river, ", host: localhost, login: desk, ca_file: 'ca; touch x'")
    (own_river / "seeds" / "ca; touch x").touch()
    environment = {"REPORTKIT_SMTP_PASSWORD": SECRET}

    remedy = asked("transport", context_of(own_river, environment=environment))[2]

    assert ["reportkit", "-C", str(folder)] == shlex.split(command_for(folder))
    assert ["export", "REPORTKIT_SMTP_HOST=localhost", "REPORTKIT_SMTP_CA_FILE=ca; touch x"] == (
        shlex.split(remedy)
    )
