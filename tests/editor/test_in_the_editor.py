"""Seeds in the YAML language server, as an editor opens them: checked, completed, explained."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.model.vocabulary.events import Operator
from reportkit.reference.json_schema import FOLDER, NAMES, file_of, schema_files
from tests.editor.language_server import LanguageServer
from tests.shipped import ROOT

SLIPS = """\
figures:
  - id: toll
    metric: killed
    operater: about
    operator: abuot
    best: 71k
    as_of: 12.10.2025
    provider: [un]
"""
OPERATORS = [f'"{word.value}"' for word in Operator]
MODELINE = f"# yaml-language-server: $schema=../{FOLDER}/{{}}\n"


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example series with its schemas, each file naming its own in the first line."""
    folder = tmp_path_factory.mktemp("edited")
    shutil.copytree(ROOT / "examples" / "starter" / "seeds", folder / "seeds")
    (folder / FOLDER).mkdir()
    for path, text in schema_files().items():
        (folder / path).write_text(text, "utf-8")
    for file in (folder / "seeds").glob("*.yaml"):
        name = file.stem if file.stem in NAMES else "records"
        file.write_text(MODELINE.format(file_of(name)) + file.read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(series: Path) -> Iterator[LanguageServer]:
    running = LanguageServer(series)
    yield running
    running.close()


@pytest.fixture
def written(series: Path, request: pytest.FixtureRequest) -> Path:
    """A file of its own for a test, beside the seeds."""
    (series / "typed").mkdir(exist_ok=True)
    return series / "typed" / f"{request.node.originalname}.yaml"


def write(file: Path, text: str, name: str = "records") -> Path:
    file.write_text(MODELINE.format(file_of(name)) + text, "utf-8")
    return file


def test_the_example_has_no_problem(server: LanguageServer, series: Path) -> None:
    files = sorted((series / "seeds").glob("*.yaml"))
    problems = {file.name: server.problems(file) for file in files}

    assert {} == {name: found for name, found in problems.items() if found}
    assert set(NAMES) - {"records"} < {file.stem for file in files}


def test_slips_are_marked_while_one_types(server: LanguageServer, written: Path) -> None:
    problems = server.problems(write(written, SLIPS))

    assert sorted(problems) == [
        '3: Missing property "method".',
        "5: Property operater is not allowed.",
        f"6: Value is not accepted. Valid values: {', '.join(OPERATORS)}.",
        "7: write digits with at most one dot: 1240 or 12.5",
        "8: write a day as 2026-01-08",
        "9: write the id of an actor here",
    ]


def test_a_day_without_quotes_is_text_to_the_server(server: LanguageServer, written: Path) -> None:
    """Under YAML 1.2; no day, moment, clock or no is taken for something else."""
    text = (
        "claims:\n"
        "  - {id: a, speaker: b, modality: asserts, statement: no, date: 2025-10-12}\n"
        "facts:\n"
        "  - {id: c, statement: 12:30, verification: unverified, valid_from: 2025-10-12}\n"
    )

    assert [] == server.problems(write(written, text))


def test_keys_are_offered_what_is_needed_first(server: LanguageServer, written: Path) -> None:
    offered = server.completions(write(written, "figures:\n  - id: toll\n    "))

    keys = [key for key in offered if key != "figure"]  # a whole record
    assert ["metric", "provider", "method", "population"] == keys[:4]
    assert "id" not in keys
    assert offered["metric"].startswith("What is counted")


def test_words_are_offered_with_their_meaning(server: LanguageServer, written: Path) -> None:
    offered = server.completions(write(written, "figures:\n  - id: toll\n    operator: "))

    assert ["exact", "at_least", "more_than", "at_most", "about", "between"] == list(offered)
    assert "near that number; give `best`" == offered["about"]


def test_a_text_is_offered_nothing(server: LanguageServer, written: Path) -> None:
    """It may hold any single value, true too; nobody wants to be offered that."""
    assert {} == server.completions(write(written, "facts:\n  - id: a\n    statement: "))


def test_lists_of_records_are_offered_in_an_empty_file(
    server: LanguageServer, written: Path
) -> None:
    offered = server.completions(write(written, ""))

    assert {"section", "sources", "facts", "corrections"} < set(offered)
    assert "title" not in offered


def test_hovering_shows_the_meaning_with_an_example(server: LanguageServer, written: Path) -> None:
    file = write(written, "claims:\n  - id: a\n    statement: it had no part in it\n")
    shown = server.hover(file, "statement")

    assert "#### claim.statement" in shown
    assert 'A clause in lower case, without "that"' in shown
    assert "```yaml\nstatement: " in shown


def test_hovering_over_a_word_shows_all_words(server: LanguageServer, written: Path) -> None:
    file = write(written, "figures:\n  - id: a\n    operator: about\n")

    assert "* `at_least`: that number or more; give `low`" in server.hover(file, "about")


def test_brief_yaml_has_a_schema_of_its_own(server: LanguageServer, written: Path) -> None:
    file = write(written, "cadence: {every: weekly}\n", "brief")

    assert any("weekly" not in one and "Valid values" in one for one in server.problems(file))
    assert "when it appears" in server.hover(file, "cadence").lower()
