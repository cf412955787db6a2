"""The commands in every locale and on every stream: what cannot be printed is escaped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tiny
from tests.cli.series import environment_of

#: Locales in which a file is not UTF-8 unless it is said, and streams that take no Urdu.
PLACES = {
    "C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "Latin-1": {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "an ASCII stream": {"PYTHONIOENCODING": "ascii"},
    "a Latin-1 stream": {"PYTHONIOENCODING": "latin-1"},
}
URDU = "کراسنگ بند ہے"


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a Latin-1 locale where the machine has none; without its tools, C stands for it."""
    folder = tmp_path_factory.mktemp("locales")
    localedef = shutil.which("localedef")
    if localedef and Path("/usr/share/i18n/locales/de_DE").exists():
        subprocess.run(
            [localedef, "-i", "de_DE", "-f", "ISO-8859-1", folder / "de_DE.ISO-8859-1"],
            check=False,
            capture_output=True,
        )
    return str(folder)


def ran(
    folder: Path, place: str, locales: str, *words: str, **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "reportkit", *words],
        cwd=folder,
        env=environment_of(folder, **PLACES[place], LOCPATH=locales, **more),
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def urdu(own_river: Path) -> Path:
    """The river crisis with a title and a mistake in a script that few encodings have."""
    brief = own_river / "seeds" / "brief.yaml"
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text.replace("River crisis", f"«{URDU}» – Kābul"), encoding="utf-8")
    broken = f"facts:\n  - {{id: a, statement: {URDU}, verification: {URDU}}}\n"
    (own_river / "seeds" / "broken.yaml").write_text(broken, encoding="utf-8")
    return own_river


@pytest.mark.parametrize("place", PLACES)
def test_a_problem_is_printed_where_its_text_cannot_be(
    urdu: Path, locales: str, place: str
) -> None:
    done = ran(urdu, place, locales, "check")

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"seeds/broken.yaml:2:" in done.stdout
    if place.endswith("stream"):
        assert rb"\u06a9\u0631\u0627\u0633" in done.stdout
        done.stdout.decode(PLACES[place]["PYTHONIOENCODING"])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", [["check"], ["show", "3"], ["explain"]])
def test_json_is_json_wherever_it_is_printed(
    urdu: Path, locales: str, place: str, words: list[str]
) -> None:
    done = ran(urdu, place, locales, *words, "--json")

    told = json.loads(done.stdout.decode("utf-8" if place in ("C", "Latin-1") else "ascii"))
    assert b"Traceback" not in done.stderr
    if words == ["check"]:
        assert URDU in told["problems"][0]["message"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", [["show", "--seeds"], ["diff", "1", "3"], ["log", "toll"]])
def test_what_is_known_is_printed_in_any_locale(
    urdu: Path, locales: str, place: str, words: list[str]
) -> None:
    (urdu / "seeds" / "broken.yaml").unlink()
    done = ran(urdu, place, locales, *words)

    assert (done.returncode, done.stderr) == (0, b"")
    if words[0] == "show":
        assert done.stdout.decode("latin-1").startswith(("«", r"\xab"))


def test_a_build_in_a_latin_1_or_c_locale_makes_the_same_edition(
    tmp_path: Path, locales: str
) -> None:
    """The same seeds give the same bytes wherever they are built."""
    made = []
    for place in ("C", "Latin-1", "an ASCII stream"):
        series = tiny.write(tmp_path / place.replace(" ", "-"))
        done = ran(series, place, locales, "build", "--json")
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        made.append({path.name: path.read_bytes() for path in (series / "reports/001").iterdir()})

    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("words", [["check"], ["build", "--draft"]])
def test_the_interpreter_finds_no_encoding_left_to_the_locale(
    tmp_path: Path, words: list[str]
) -> None:
    series = tiny.write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-m", "reportkit", *words],
        cwd=series,
        env=environment_of(series, PYTHONWARNINGS="always::EncodingWarning"),
        capture_output=True,
        timeout=120,
        check=False,
    )

    ours = [
        line for line in done.stderr.decode().splitlines() if f"{os.sep}reportkit{os.sep}" in line
    ]
    assert (done.returncode, [line for line in ours if "EncodingWarning" in line]) == (0, [])
