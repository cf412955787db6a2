"""On what a verdict rests: what a check opens and lists, and what it then need not load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reportkit.publish import verdicts
from tests.cli.series import environment_of, write


def digest_of(series: Path, day: date = date(2025, 11, 10)) -> str:
    state = verdicts.state_of(verdicts.Question(series, day, ()))
    assert state is not None
    return state.digest


NOTICED: dict[str, Callable[[Path], object]] = {
    "a record": lambda series: write(series, 4),
    "a file that is not read": lambda series: (series / "seeds" / "more.yml").touch(),
    "a folder in seeds": lambda series: (series / "seeds" / "old").mkdir(),
    "what is called as Python calls its own": lambda series: _put(
        series / "seeds" / "__pycache__" / "more.yaml"
    ),
    "a template of its own": lambda series: _put(series / "templates" / "note.html.j2"),
    "a style of its own": lambda series: _put(series / "styles" / "own.css"),
    "a picture": lambda series: _put(series / "styles" / "logo.svg"),
    "an edition": lambda series: (series / "reports" / "004").mkdir(),
    "the log of the runs": lambda series: (series / "reports" / "runs.jsonl").touch(),
    "the ledger": lambda series: (series / "reports" / "deliveries.sqlite").touch(),
}


def _put(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("/* own */")


@pytest.mark.parametrize("change", NOTICED)
def test_what_changes_in_a_series_makes_it_another_one(own_river: Path, change: str) -> None:
    before = digest_of(own_river)
    assert before == digest_of(own_river)

    NOTICED[change](own_river)

    assert before != digest_of(own_river)


def test_another_day_is_another_question(own_river: Path) -> None:
    """An edition far ahead of the day is warned of."""
    assert digest_of(own_river) != digest_of(own_river, day=date(2025, 11, 11))


#: Tells which files a command opens, folders it lists, and modules it loads.
WATCHED = """
import sys
from pathlib import Path
opened = set()
def note(event, values):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(values[0], str):
        opened.add(values[0])
sys.addaudithook(note)
from datetime import timedelta
if sys.argv.pop(1) == "settled":
    from reportkit.publish import verdicts
    verdicts.SETTLED = timedelta(hours=-1)
from reportkit.cli import run
code = run(sys.argv[1:])
print("WATCHED", code, *sorted(opened), "MODULES", *sorted(sys.modules), sep="\\t")
"""


def watched(series: Path, cache: Path, *words: str) -> tuple[set[Path], set[str]]:
    """Run a command in a process of its own; give what it opened and what it loaded."""
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, *words],
        cwd=series,
        env=environment_of(series, XDG_CACHE_HOME=str(cache)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    _, _, rest = ran.stdout.partition("WATCHED\t")
    opened, _, modules = rest.rstrip("\n").partition("\tMODULES\t")
    return {(series / name).resolve() for name in opened.split("\t")[1:]}, set(modules.split("\t"))


@pytest.mark.parametrize("command", ["check", "build", "check --revise"])
def test_each_file_of_a_series_that_is_opened_decides_whether_it_is_asked_again(
    own_river: Path, tmp_path: Path, command: str
) -> None:
    """Recipients that distribution.yaml names are opened by no check, wherever they lie."""
    write(own_river, 3)
    _put(own_river / "templates" / "own.html.j2")
    _put(own_river / "styles" / "own.css")
    (tmp_path / "people.csv").write_text("address\na@example.org\n")
    (own_river / "seeds" / "distribution.yaml").write_text("recipients_file: ../../people.csv\n")
    opened, _ = watched(own_river, tmp_path / "cache", "now", *command.split())

    of_series = {path for path in opened if own_river in path.parents and path.is_file()}
    names = {path.name for path in of_series}
    assert {"front.yaml", "own.css", "own.html.j2", "facts.json", "manifest.json"} <= names
    assert "people.csv" not in {path.name for path in opened}
    for path in sorted(of_series):
        before = digest_of(own_river)
        path.chmod(0o644)
        path.write_bytes(path.read_bytes() + b" ")
        assert before != digest_of(own_river), path


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_kept_verdict_needs_neither_yaml_nor_the_model(
    own_river: Path, tmp_path: Path, command: str
) -> None:
    write(own_river, 3)
    watched(own_river, tmp_path / "cache", "settled", command)

    _, modules = watched(own_river, tmp_path / "cache", "now", command)

    ours = {name for name in modules if name.startswith("reportkit.")}
    heavy = ("yaml", "jinja2", "decimal", "zoneinfo", "babel", "fontTools", "sqlite3", "email")
    assert set() == modules & set(heavy)
    assert {
        "reportkit.model",
        "reportkit.model.vocabulary",
        "reportkit.publish",
        "reportkit.publish.verdicts",
    } >= {
        name
        for name in ours
        if name.split(".")[1] not in ("cli", "files", "problems", "zones", "text_lines")
        and not name.startswith("reportkit.model.vocabulary.")
    }
