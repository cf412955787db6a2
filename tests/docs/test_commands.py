"""The commands of README and docs, typed one after the other as a reader types them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.series import notes_folder
from tests.docs.blocks import Command, File, Folder, Session, languages_of, matches, steps_of
from tests.docs.pages import PAGES, ROOT

_STEPS = {name: tuple(steps_of(page.read_text("utf-8"))) for name, page in PAGES.items()}
_RUN = [
    name
    for name, steps in _STEPS.items()
    if any(isinstance(step, Session) and not step.skipped for step in steps)
]
_ENVIRONMENT = {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "LANG": "C.UTF-8",
    "COLUMNS": "100",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def folder_named(name: str, new: Path, shipped: Path) -> Path:
    """Make the folder in which a page goes on."""
    if name == "an empty folder":
        new.mkdir()
    elif name == "the shipped series":
        shutil.copytree(shipped, new)
    else:
        shutil.copytree(ROOT / name, new)
    return new


def typed(command: Command, folder: Path, home: Path) -> tuple[int, str]:
    """Type a command into a shell; give what it leaves with and prints, talk included."""
    ran = subprocess.run(
        ["bash", "-c", command.typed],  # noqa: S607  # as a reader has it
        cwd=folder,
        env={**_ENVIRONMENT, "HOME": str(home), "XDG_CACHE_HOME": notes_folder()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize("name", _RUN)
def test_commands_do_what_the_page_shows(
    name: str, shipped_series: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit codes, and where output is shown, its lines; files are written as the page says."""
    monkeypatch.delenv("REPORTKIT_SMTP_PASSWORD", raising=False)
    home = tmp_path / "home"
    home.mkdir()
    folder = folder_named("an empty folder", tmp_path / "0", shipped_series)
    for number, step in enumerate(_STEPS[name], 1):
        match step:
            case Folder():
                folder = folder_named(step.name, tmp_path / str(number), shipped_series)
            case File():
                (folder / step.name).parent.mkdir(parents=True, exist_ok=True)
                (folder / step.name).write_text(step.text, "utf-8")
            case Session() if not step.skipped:
                for command in step.commands:
                    wanted = step.leaves_with if command is step.commands[-1] else 0
                    code, printed = typed(command, folder, home)
                    where = f"{name}:{command.line}: {command.typed}\n{printed}"

                    assert (code, matches(command.shown, printed)) == (wanted, True), where


@pytest.mark.parametrize("name", PAGES)
def test_no_command_is_hidden_from_the_test_above(name: str) -> None:
    """A prompt outside of a `console` block would be run by nobody."""
    prompts = [
        text
        for language, text in languages_of(PAGES[name].read_text("utf-8"))
        if language != "console" and (text.startswith("$ ") or language in {"sh", "bash", "shell"})
    ]

    assert [] == prompts


def test_most_commands_are_run() -> None:
    """A pattern that finds nothing would pass for ever."""
    sessions = [step for steps in _STEPS.values() for step in steps if isinstance(step, Session)]
    run = sum(len(step.commands) for step in sessions if not step.skipped)

    assert "docs/tutorial.md" in _RUN
    assert run > sum(len(step.commands) for step in sessions if step.skipped)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (("one", "..."), "one\ntwo\n", True),
        (("...", "two"), "one\ntwo\n", True),
        (("one",), "one\ntwo\n", False),
        (("1 page, 39 kB",), "1 page, 41 kB\n", True),
        (("1 page, 39 kB",), "2 pages, 39 kB\n", False),
        ((), "anything\n", True),
    ],
)
def test_an_output_is_compared(shown: tuple[str, ...], printed: str, *, same: bool) -> None:
    assert same is matches(shown, printed)
