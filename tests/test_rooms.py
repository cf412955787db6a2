"""The street runs in one direction: each room knows only those before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "reportkit"

#: The rooms in the order of the work; a room may import those before it and itself.
STREET = (
    "problems",
    "files",
    "zones",
    "i18n",  # in which language?
    "model",  # what can be known?
    "loading",  # what is known?
    "rules",  # may it be published?
    "periods",  # when?
    "changes",  # what became of it?
    "phrasing",  # how is it said?
    "editions",  # what was published?
    "evidence",  # is what was read kept, and what it was?
    "page",  # what does the reader see?
    "text_lines",
    "queries",  # what did we say?
    "reference",  # what may be written?
    "tables",  # what stands in a file of rows?
    "exports",  # who else can read it?
    "delivery",  # who has it?
    "schedule",  # what is due, and who wakes it up?
    "publish",  # in which order?
    "autopilot",  # with nobody there?
    "many_series",  # of many at once?
    "authoring",  # how is it written?
    "imports",  # what do others know?
    "doctor",  # is this machine able?
    "preview",  # how does it look as I write?
    "cli",  # how do I ask?
    "__main__",
)

#: One library, one door.
DOORS = {
    "yaml": {"loading"},
    "ruamel": {"authoring"},
    "jinja2": {"page", "delivery"},
    "weasyprint": {"page"},
    "pypdfium2": {"page"},
    "babel": {"i18n"},
    "arabic_reshaper": {"page"},
    "bidi": {"page"},
    "pydyf": {"page"},
    "tinycss2": {"page"},
    "fontTools": {"page"},
    "click": {"cli"},
    "smtplib": {"delivery"},
    "sqlite3": {"delivery", "queries"},
    "starlette": {"preview"},
    "sse_starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
    "distributed": {"many_series"},
    "python_calamine": {"tables"},
    "charset_normalizer": {"tables"},
    "xlsxwriter": {"exports"},
    "icalendar": {"exports"},
    "stix2": {"exports"},
    "bibtexparser": {"imports"},
    "rispy": {"imports"},
}


def room_of(module: Path) -> str:
    """Name the room of a module: its folder, or itself at the top."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports_of(module: Path) -> tuple[str, ...]:
    """Give every module that a file imports, inside functions too, type checking apart."""
    return tuple(_imports(ast.parse(module.read_text())))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if room_of(path) != "__init__")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_knows_only_those_before_it(module: Path) -> None:
    known = STREET[: STREET.index(room_of(module)) + 1]
    used = {name.split(".")[1] for name in imports_of(module) if name.startswith("reportkit.")}

    assert set() == used - set(known)


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    users = {
        room_of(module)
        for module in MODULES
        for name in imports_of(module)
        if name.split(".")[0] == library
    }

    assert set() == users - DOORS[library]


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["--version"],
        ["check"],
        ["check", "--format", "sarif"],
        ["explain"],
        ["explain", "figure"],
        ["schema"],
        ["editions"],
        ["next"],
        ["init", "--example-list"],
        ["add", "figure"],
        ["fmt", "--check"],
        ["diff", "--format", "md"],
        ["completion", "bash"],
        ["export", "--format", "jsonl"],
        ["import", "nowhere.csv"],
    ],
    ids=" ".join,
)
def test_a_light_command_loads_nothing_heavy(command: list[str], shipped_series: Path) -> None:
    """No PDF engine, no template engine, no mail: they would cost most of a second."""
    loaded = loaded_by(command, shipped_series)

    assert set() == loaded & {
        "weasyprint",
        "pypdfium2",
        "PIL",
        "fontTools",
        "smtplib",
        "sqlite3",
        "babel",
        "starlette",
        "uvicorn",
        "watchfiles",
        "distributed",
        *_OF_FILES,
    }


#: Each is needed for one sort of file alone.
_OF_FILES = frozenset(
    {"python_calamine", "xlsxwriter", "icalendar", "stix2", "bibtexparser", "rispy"}
)


@pytest.mark.parametrize(
    ("name", "content", "needs"),
    [
        ("events.csv", "event_id_cnty,event_date,event_type\n", set()),
        ("records.jsonl", "{}\n", set()),
        ("refs.json", "[]\n", set()),
        ("refs.bib", "@book{a, title={Mill}}\n", {"bibtexparser"}),
        ("refs.ris", "TY  - BOOK\nER  - \n", {"rispy"}),
    ],
)
def test_an_import_loads_what_its_file_needs_and_no_more(
    name: str, content: str, needs: set[str], tmp_path: Path, shipped_series: Path
) -> None:
    (tmp_path / name).write_text(content)

    assert needs == loaded_by(["import", str(tmp_path / name)], shipped_series) & _OF_FILES


def loaded_by(command: list[str], folder: Path) -> set[str]:
    """Run a command by itself, and name the packages that it loads."""
    script = (
        "import sys; from reportkit.cli import run; run(sys.argv[1:]);"
        "print('LOADED', *sorted(name.split('.')[0] for name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.rsplit("LOADED", 1)[1].split())
