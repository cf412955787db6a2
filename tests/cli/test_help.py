"""The help of every command and subcommand: its last lines can be typed, and it fits."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reportkit import cli
from reportkit.cli.examples import EXAMPLES
from tests.cli.series import environment_of, notes_folder, publish
from tests.docs.pages import ROOT

TOP = click.Context(cli.cli, info_name="reportkit", **cli.cli.context_settings)
#: What must not be typed by a test: it mails, sets a timer, reads a mailbox, draws pages, asks a
#: person or a server, or begins and edits seeds.
NOT_RUN = re.compile(
    r" init | add | import | sources keep| fmt$| next$| resolve e| review --by| --online| preview"
    r"| build| rebuild| run --(draft|quiet)| install --as| remove| --(test|yes|to-folder)"
    r"| deliveries (bounces|resolve|start|suppress|allow)"
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Give every command and subcommand by its words."""
    for name in cli.COMMANDS:
        command = cli.cli.get_command(TOP, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in command.commands.items())


ALL = dict(commands())


def help_of(name: str) -> str:
    ctx, words = TOP, name.split()
    for number, word in enumerate(words, 1):
        ctx = click.Context(ALL[" ".join(words[:number])], info_name=word, parent=ctx)
    return ctx.get_help()


def typed(example: str) -> list[str]:
    """Give the words behind "reportkit" in a line for a shell."""
    found = re.search(r"reportkit ([^)|>\"]*)", example)
    assert found is not None, example
    return shlex.split(found[1])


@pytest.mark.parametrize(
    ("words", "completing"),
    [(["--help"], ""), (["--version"], ""), ([], "reportkit che")],
)
def test_what_is_asked_of_no_series_loads_little_beside_click(
    words: list[str], completing: str, tmp_path: Path
) -> None:
    asked = {"COMP_WORDS": completing, "COMP_CWORD": "1", "_REPORTKIT_COMPLETE": "bash_complete"}
    program = "from reportkit.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program, *words],
        cwd=tmp_path,
        env=environment_of(tmp_path, **(asked if completing else {})),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(re.findall(r"\| +([\w.]+)$", ran.stderr, re.MULTILINE))

    others = {"pathlib", "dataclasses", "json", "reportkit.problems", "reportkit.cli.shell", "yaml"}
    assert ("click" in loaded, set()) == (True, loaded & others)


@pytest.mark.parametrize("name", ALL)
def test_the_help_ends_with_examples(name: str) -> None:
    shown = help_of(name).split("\nExamples:\n")

    assert 2 == len(shown)
    assert [f"  {line}" for line in EXAMPLES[name]] == shown[1].splitlines()
    assert all(f"reportkit {name}" in line or name == "deliveries" for line in EXAMPLES[name])


def test_no_example_is_of_a_command_that_is_gone() -> None:
    assert set() == EXAMPLES.keys() - ALL.keys()


@pytest.mark.parametrize("example", [line for lines in EXAMPLES.values() for line in lines])
def test_every_example_is_understood(example: str, tmp_path: Path) -> None:
    words, ctx = typed(example.replace("~/Maildir", str(tmp_path))), TOP
    while isinstance(ctx.command, click.Group):
        name, command, words = ctx.command.resolve_command(ctx, words)
        assert command is not None
        ctx = command.make_context(name, words, parent=ctx)
        words = [*ctx._protected_args, *ctx.args]  # noqa: SLF001  # of a group: what follows


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped starter as if its records were one's own, published twice without the engine."""
    series = Path(
        shutil.copytree(ROOT / "examples" / "starter", tmp_path_factory.mktemp("help") / "tarn")
    )
    for file in (series / "seeds").iterdir():
        own = re.sub(r"\bexample\.(?!org)", "", file.read_text("utf-8"))
        file.write_text(own, "utf-8")
    publish(series)
    assert 0 == cli.run(["-C", str(series), "deliveries", "start"])
    publish(series)
    return series


@pytest.mark.parametrize(
    "example",
    [line for lines in EXAMPLES.values() for line in lines if not NOT_RUN.search(line)],
)
def test_every_example_that_is_safe_does_something(
    example: str, starter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(starter)
    monkeypatch.setenv("XDG_CACHE_HOME", notes_folder())

    by_the_clock = "--due" in example or "run --dry-run" in example
    day = ["--now", "2026-01-13"] if by_the_clock else []
    code = cli.run([*typed(example), *day])

    shown = capsys.readouterr()
    assert code == (4 if "--exit-code" in example else 0), shown
    assert shown.out + shown.err


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_help_fits_its_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    pages = {name: help_of(name) for name in ALL} | {"": TOP.get_help()}

    assert [] == [
        (name, line)
        for name, page in pages.items()
        for line in page.splitlines()
        if len(line) > columns and not re.fullmatch(r"  --?[\w-]+ \[\S+\]", line)
    ]


@pytest.mark.parametrize(
    "name", [name for name, command in ALL.items() if not isinstance(command, click.Group)]
)
def test_the_series_is_named_before_or_after_each_command(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a subcommand also between the two."""
    seen: list[object] = []
    command, words = ALL[name], name.split()
    ours = [param for param in command.params if "-C" in param.opts]
    monkeypatch.setattr(command, "params", ours)
    monkeypatch.setattr(command, "callback", lambda: seen.append(click.get_current_context().obj))
    places = range(len(words) + 1)

    for place in places:
        cli.cli.main([*words[:place], "-C", "there", *words[place:]], standalone_mode=False)

    assert [Path("there") for _ in places] == seen
