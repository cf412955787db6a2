"""The preview without a browser: who may ask, what a save does, how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from reportkit.files.package import package_folder
from reportkit.preview.access import BRIEF_POLICY, HEADERS
from tests import tiny
from tests.building import build_quickly
from tests.preview.running import REPORTKIT, Preview, first, preview, settled


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all that only asks."""
    series = tiny.write(tmp_path_factory.mktemp("valley"))
    with preview(series) as started:
        first(started.states(), settled)
        yield started


def edit(series: Path, old: str, new: str, file: str = "edition.yaml") -> None:
    """Save as most editors do: a new file is renamed over the old one."""
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    beside = path.with_name(f".{file}.swp")
    beside.write_text(text.replace(old, new))
    beside.replace(path)


@pytest.mark.parametrize("path", ["/", "/preview.js", "/wrong-token/", "/wrong-token/brief"])
def test_nobody_is_answered_without_the_token(running: Preview, path: str) -> None:
    assert 403 == running.ask(path)[0]


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:80", "127.0.0.1:1", ""])
def test_another_name_of_this_machine_is_refused(running: Preview, host: str) -> None:
    """A page of the web whose name leads here (DNS rebinding) knows no other name than its own."""
    assert 403 == running.ask("brief", headers={"Host": host})[0]


def test_a_page_of_another_site_is_refused(running: Preview) -> None:
    status, _, _ = running.ask(
        "open?problem=0", method="POST", headers={"Origin": "http://a.example"}
    )

    assert 403 == status


def test_every_answer_says_that_it_is_for_nobody_else(running: Preview) -> None:
    for path in ("", "brief", "records", "/"):
        _, _, headers = running.ask(path)

        assert ("no-referrer", "no-store", "nosniff") == (
            headers["referrer-policy"],
            headers["cache-control"],
            headers["x-content-type-options"],
        )
        assert not any(name.startswith("access-control") for name in headers)


def test_the_brief_may_run_nothing(running: Preview) -> None:
    _, content, headers = running.ask("brief")
    policy = headers["content-security-policy"]

    assert b"Clashes in the valley" in content
    assert policy.startswith("sandbox allow-same-origin; default-src 'none';")
    assert "allow-scripts" not in policy


def test_it_listens_on_this_machine_alone(running: Preview) -> None:
    port = int(running.host.rpartition(":")[2])
    with socket.socket(socket.AF_INET6) as elsewhere:
        elsewhere.settimeout(2)
        with pytest.raises(OSError, match=r"refused|unreachable|not available"):
            elsewhere.connect(("::1", port))
    assert running.host.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    "query", ["form=poster", "marking=TLP:BLUE", "language=xx", "against=../5", "against=99"]
)
def test_a_view_that_there_is_not_is_refused_or_says_so(running: Preview, query: str) -> None:
    status = running.ask(f"brief?{query}")[0]
    if status == 200:  # no edition has this number: that is known when it is read
        state = first(running.states(query), settled)

        assert (0, "there is no edition 099") == (state["version"], state["trouble"][:23])
    else:
        assert 400 == status


def test_a_port_that_is_taken_is_one_line(running: Preview) -> None:
    port = running.host.rpartition(":")[2]
    again = subprocess.run(
        [REPORTKIT, "-C", running.series, "preview", "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (3, "") == (again.returncode, again.stdout)
    assert f"reportkit: port {port} cannot be used" in again.stderr
    assert "Traceback" not in again.stderr


@pytest.mark.parametrize("editor", ["emacs", "code -g", "'"])
def test_an_editor_that_could_not_open_a_file_is_wrong_usage(tmp_path: Path, editor: str) -> None:
    series = tiny.write(tmp_path)
    ran = subprocess.run(
        [REPORTKIT, "-C", series, "preview", "--editor", editor],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (2, False) == (ran.returncode, "Traceback" in ran.stderr)


def test_saves_break_and_mend_the_brief_and_nothing_is_written(tmp_path: Path) -> None:
    """One life: a good start, a break, a mend, a hundred saves, an end with an open stream."""
    series = tiny.write(tmp_path)
    with preview(series) as running:
        states = running.states()
        good = first(states, settled)

        edit(series, "trend: unchanged", "trend: sideways")
        broken = first(states, lambda state: settled(state) and state["problems"])
        problem = broken["problems"][0]

        line = (series / "seeds/edition.yaml").read_text().split("\n").index("trend: sideways") + 1
        assert (good["version"], True) == (broken["version"], broken["stale"])
        assert (f"seeds/edition.yaml:{line}:8", "error") == (problem["place"], problem["level"])
        assert problem["href"] == f"vscode://file{series}/seeds/edition.yaml:{line}:8"
        assert b"Clashes in the valley" in running.ask("brief")[1]

        edit(series, "trend: sideways", "trend: unchanged")
        mended = first(states, lambda state: settled(state) and not state["problems"])

        assert good["version"] < mended["version"]

        (series / "seeds" / "clashes.yaml").rename(tmp_path / "away.yaml")  # as git may
        gone = first(states, lambda state: settled(state) and state["problems"])
        (tmp_path / "away.yaml").rename(series / "seeds" / "clashes.yaml")
        first(states, lambda state: settled(state) and not state["problems"])

        assert (mended["version"], True) == (gone["version"], gone["stale"])

        for _ in range(50):
            edit(series, "text: Clashes", "text: Fights")
            edit(series, "text: Fights", "text: Clashes")
        edit(series, "text: Clashes", "text: Storms")
        last = first(
            states, lambda state: settled(state) and b"Storms in" in running.ask("brief")[1]
        )

        assert mended["version"] < last["version"] < mended["version"] + 50
        assert ["seeds"] == [path.name for path in series.iterdir()]

        children = _children(running.process.pid)
        code, said = running.end()

        assert (0, "the preview has ended") == (code, said.splitlines()[-1])
        assert "Traceback" not in said
        assert children
        assert not any(_lives(child) for child in children)
        with socket.socket() as free, pytest.raises(ConnectionRefusedError):
            free.connect(("127.0.0.1", int(running.host.rpartition(":")[2])))


def test_it_starts_with_what_cannot_be_read_and_shows_it_once_mended(tmp_path: Path) -> None:
    """A series without an edition.yaml, at SIGTERM too."""
    series = tiny.write(tmp_path)
    (series / "seeds" / "edition.yaml").rename(tmp_path / "edition.yaml")
    with preview(series) as running:
        states = running.states()
        empty = first(states, settled)
        (tmp_path / "edition.yaml").rename(series / "seeds" / "edition.yaml")
        mended = first(states, lambda state: settled(state) and state["version"])

        assert (0, ["file-missing"]) == (
            empty["version"],
            [problem["code"] for problem in empty["problems"]],
        )
        assert [] == mended["problems"]
        assert 0 == running.end(signal.SIGTERM)[0]


def test_a_command_opens_the_place_of_a_known_problem_and_nothing_else(tmp_path: Path) -> None:
    """The request names which problem; file, line and command are the server's own."""
    series = tiny.write(tmp_path / "a series")
    note = tmp_path / "opened"
    editor = f"sh -c 'echo \"$0\" >> {note}' {{file}}+{{line}}+{{column}}"
    edit(series, "trend: unchanged", "trend: $(date)")
    with preview(series, "--editor", editor) as running:
        first(running.states(), settled)
        statuses = [
            running.ask(path, method="POST")[0]
            for path in (
                "open?problem=0",
                "open?problem=7",
                "open?record=/etc/passwd",
                "open?file=x",
            )
        ]
        while not (note.exists() and note.read_text().endswith("\n")):
            pass

    assert [200, 404, 404, 404] == statuses
    assert f"{series}/seeds/edition.yaml+" in note.read_text()
    assert 1 == note.read_text().count("\n")


def test_a_build_beside_it_moves_on_what_it_compares_with(tmp_path: Path) -> None:
    """It takes no lock; the edition that was sealed is chosen to compare with at once."""
    series = tiny.write(tmp_path)
    with preview(series) as running:
        states = running.states()
        before = first(states, settled)
        build_quickly(series, now=datetime(2026, 1, 12, tzinfo=UTC))
        after = first(states, lambda state: state["choices"]["editions"])

    assert [] == before["choices"]["editions"]
    assert [["001", "1"]] == after["choices"]["editions"]


def test_a_folder_that_is_replaced_is_followed(tmp_path: Path) -> None:
    """As ``git checkout`` or a sync may do; templates may come while it runs."""
    series, other = tiny.write(tmp_path / "one"), tiny.write(tmp_path / "other")
    edit(other, "Clashes in the valley", "Quiet in the valley")
    with preview(series) as running:
        states = running.states()
        first(states, settled)
        (series / "seeds").rename(tmp_path / "old")
        (other / "seeds").rename(series / "seeds")
        first(states, lambda state: settled(state) and b"Quiet in" in running.ask("brief")[1])
        edit(series, "Quiet in the valley", "Storms in the valley")
        first(states, lambda state: settled(state) and b"Storms in" in running.ask("brief")[1])
        (series / "styles").mkdir()
        (series / "styles" / "screen.css").write_text("body { color: #123456 }\n")
        styled = first(
            states, lambda state: settled(state) and b"#123456" in running.ask("brief")[1]
        )

    assert [] == styled["problems"]


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [*map(int, listed), *(each for child in listed for each in _children(int(child)))]


def _lives(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


GUARD = """\
      - id: road.guard
        statement: A guard was seen at the road.
        date: 2026-01-08
        tlp: "TLP:GREEN"
        verification: single_origin
        source_refs: [note-1]
"""


def test_whatever_is_shown_says_that_it_is_a_draft(tmp_path: Path) -> None:
    """Nobody passes a page on as an edition that was sealed."""
    with preview(tiny.write(tmp_path)) as running:
        first(running.states(), settled)
        first(running.states("form=one-page"), settled)
        html, pdf = running.ask("brief")[1], running.ask("brief.pdf?form=one-page")[1]

    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert b'<div class="watermark">DRAFT</div>' in html
    assert "DRAFT" in "".join(text.split())


@pytest.mark.parametrize(("form", "template"), [("one-page", "one-page"), ("html", "brief")])
def test_a_page_that_tells_of_what_is_above_it_is_told_of(
    tmp_path: Path, form: str, template: str
) -> None:
    """As ``build`` refuses it, whatever the template says."""
    series = tiny.write(tmp_path, records=tiny.RECORDS.rstrip(" ") + GUARD)
    brief, edition = series / "seeds" / "brief.yaml", series / "seeds" / "edition.yaml"
    brief.write_text(brief.read_text() + "tlp_community: Partners of the desk\n")
    edition.write_text('tlp: "TLP:GREEN"\n' + edition.read_text())
    shipped = (package_folder("templates") / f"{template}.html.j2").read_text()
    (series / "templates").mkdir()
    (series / "templates" / f"{template}.html.j2").write_text(
        shipped.replace("</main>", "<p>A guard was seen at the road.</p></main>")
    )
    with preview(series) as running:
        own = first(running.states(f"form={form}"), settled)
        lower = first(running.states(f"form={form}&marking=TLP:CLEAR"), settled)

    assert "above-ceiling" not in [problem["code"] for problem in own["problems"]]
    assert "above-ceiling" in [problem["code"] for problem in lower["problems"]]


def test_it_listens_at_one_address_of_this_machine(tmp_path: Path) -> None:
    """Another is that of the network, for which a second one of the same machine stands here."""
    with preview(tiny.write(tmp_path)) as running:
        port = int(running.host.rpartition(":")[2])
        with socket.socket() as elsewhere, pytest.raises(ConnectionRefusedError):
            elsewhere.connect(("127.0.0.2", port))


def test_the_brief_may_load_nothing_that_it_does_not_hold() -> None:
    """An address in a template would tell a stranger who reads which brief, and when."""
    allowed = {
        word
        for rule in BRIEF_POLICY.split("; ")
        for word in rule.split()[1:]
        if not rule.startswith("sandbox")
    }

    assert {"'none'", "'self'", "'unsafe-inline'", "data:"} == allowed


def test_a_folder_with_quotes_in_its_name_does_not_end_that_of_the_download(
    tmp_path: Path,
) -> None:
    with preview(tiny.write(tmp_path / 'a"; b\\é')) as running:
        first(running.states("form=one-page"), settled)
        headers = running.ask("brief.pdf?form=one-page")[2]

    assert 'attachment; filename="a_; b__-draft-one-page.pdf"' == headers["content-disposition"]


def test_the_page_runs_nothing_but_its_own_and_stands_in_no_other() -> None:
    policy = HEADERS["Content-Security-Policy"]
    allowed = {word for rule in policy.split("; ") for word in rule.split()[1:]}

    assert {"'none'", "'self'"} == allowed
    assert policy.endswith("frame-ancestors 'none'")
    of = ("Opener", "Resource")
    assert {"same-origin"} == {HEADERS[f"Cross-Origin-{each}-Policy"] for each in of}


def test_what_stands_against_a_lower_marking_is_told_and_nothing_is_shown(tmp_path: Path) -> None:
    """The bottom line rests on what its readers may not know."""
    series = tiny.write(tmp_path, records=tiny.RECORDS.rstrip(" ") + GUARD)
    brief, edition = series / "seeds" / "brief.yaml", series / "seeds" / "edition.yaml"
    brief.write_text(brief.read_text() + "tlp_community: Partners of the desk\n")
    edition.write_text(
        'tlp: "TLP:GREEN"\n'
        + edition.read_text().replace("dead., basis: [toll.reported]", "dead., basis: [road.guard]")
    )
    with preview(series) as running:
        own = first(running.states(), settled)
        lower = first(running.states("marking=TLP:CLEAR"), settled)
        shown = running.ask("brief?marking=TLP:CLEAR")[1]

    assert (1, 0, b"") == (own["version"], lower["version"], shown), lower
    known = [problem["code"] for problem in own["problems"]]
    assert [code for problem in lower["problems"] if (code := problem["code"]) not in known]
