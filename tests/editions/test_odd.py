"""Sealed JSON and the log of the runs with anything in them: a plain refusal, never a traceback."""

from __future__ import annotations

import copy
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.cli import run as command_line
from reportkit.editions.canonical import canonical, sha256
from reportkit.editions.journal import read_journal
from reportkit.editions.manifest import read_manifest
from reportkit.problems import IntegrityBroken, MachineUnable
from tests.cli.series import publish, write

ODD: st.SearchStrategy[Any] = st.sampled_from([
    None, True, -1, 10**30, 1.5, "", "x", "9999-12-31", "0001-01-01T00:00+00:00", "2026-02-30",
    [], [None], [[]], {}, {"x": 1}, {"type": "figure"}, "../../x", "\ud800", "\0",
])  # fmt: skip
#: Every kind of command that reads them.
COMMANDS = (
    ["verify"], ["editions"], ["show", "2"], ["diff"], ["diff", "1", "2"], ["log", "toll"],
    ["check"], ["check", "--due", "--now", "2026-02-01"], ["schedule", "status"],
    ["run", "--dry-run", "--now", "2026-02-01"], ["runs"], ["send", "2", "--dry-run"],
)  # fmt: skip
FEW = settings(
    max_examples=int(os.environ.get("ODD", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1 and 2."""
    series = tmp_path_factory.mktemp("odd")
    for week in (1, 2):
        write(series, week)
        publish(series)
    return series


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every value inside a document."""
    keys: Any = value if isinstance(value, dict) else ()
    if isinstance(value, list):
        keys = range(len(value))
    for key in keys:
        yield (*path, key)
        yield from places(value[key], (*path, key))


def altered(document: Any, way: tuple[Any, ...], odd: Any, *, drop: bool) -> Any:
    """Put something else in one place, or leave it out."""
    whole = copy.deepcopy(document)
    inner = whole
    for key in way[:-1]:
        inner = inner[key]
    if drop:
        del inner[way[-1]]
    else:
        inner[way[-1]] = odd
    return whole


def reseal(folder: Path, file: str, content: bytes) -> None:
    """Put a file into an edition and close its manifest anew, as an attacker can."""
    (folder / file).chmod(0o600)
    (folder / file).write_bytes(content)
    if file == "manifest.json":
        return
    manifest = json.loads((folder / "manifest.json").read_text())
    for each in manifest["files"]:
        if each["name"] == file:
            each |= {"size": len(content), "sha256": sha256(content)}
    (folder / "manifest.json").chmod(0o600)
    (folder / "manifest.json").write_bytes(closed(manifest))


def closed(manifest: dict[str, Any]) -> bytes:
    plain = {key: value for key, value in manifest.items() if key != "seal"}
    return canonical({**plain, "seal": sha256(canonical(plain))})


def ask(series: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = command_line(["-C", str(series), *words])
    said = capsys.readouterr()
    assert 70 != code, said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("file", ["manifest.json", "facts.json", "changes.json"])
@FEW
@given(data=st.data())
def test_a_value_of_another_kind_sealed_anew_ends_no_command_in_a_traceback(
    published: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    data: st.DataObject,
) -> None:
    series = tmp_path / "series"
    shutil.rmtree(series, ignore_errors=True)
    shutil.copytree(published, series)
    folder = series / "reports" / "002"
    document = json.loads((folder / file).read_text())
    way = data.draw(st.sampled_from(list(places(document))))
    odd = data.draw(ODD)
    whole = altered(document, way, odd, drop=data.draw(st.booleans()))
    try:
        content = closed(whole) if file == "manifest.json" else canonical(whole)
    except (ValueError, TypeError):  # no JSON that could be sealed
        return
    reseal(folder, file, content)

    ask(series, data.draw(st.sampled_from(COMMANDS)), capsys)


@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
@settings(deadline=None)
def test_bytes_that_are_no_manifest_are_refused(content: bytes) -> None:
    with pytest.raises((IntegrityBroken, MachineUnable)):
        read_manifest(content)


# -- the log of the runs --------------------------------------------------------------------------

LINE = {
    "format": 1, "at": "2026-01-12T06:10:00+00:00", "outcome": "done", "code": 0,
    "milliseconds": 5, "slot": "2026-W02", "did": ["published No. 1"], "problems": ["x y:1"],
    "settled": [
        {"slot": "2026-W02", "due": "2026-01-12T06:00:00+00:00", "fate": "done", "edition": "1"}
    ],
    "sent": ["1"], "told": ["2026-W02"], "given_up": ["7"],
    "owed": [{"about": "x", "said": "y", "ask": "z"}],
}  # fmt: skip


@FEW
@given(data=st.data())
def test_an_odd_line_of_the_log_is_passed_over(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    series = tmp_path / "series"
    shutil.rmtree(series, ignore_errors=True)
    shutil.copytree(published, series)
    way = data.draw(st.sampled_from(list(places(LINE))))
    odd = altered(LINE, way, data.draw(ODD), drop=data.draw(st.booleans()))
    lines = [json.dumps(odd).encode(), data.draw(st.binary(max_size=60)), json.dumps(LINE).encode()]
    (series / "reports" / "runs.jsonl").write_bytes(b"\n".join(lines))
    (series / "reports" / ".last-run.json").write_bytes(lines[0])

    ask(series, data.draw(st.sampled_from(COMMANDS)), capsys)


def test_lines_that_are_no_runs_are_told(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    series = Path(shutil.copytree(published, tmp_path / "series"))
    (series / "reports" / "runs.jsonl").write_text(f"[]\n{json.dumps(LINE)}\nnull\n")

    assert (1, 2) == (
        len(read_journal(series / "reports").runs),
        read_journal(series / "reports").unread,
    )
    assert 0 == command_line(["-C", str(series), "runs"])
    assert "2 lines of runs.jsonl are no runs" in capsys.readouterr().err
