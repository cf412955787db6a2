"""TAB: the scripts of the shells, and what they offer."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete

from reportkit import cli
from reportkit.cli import suggestions
from reportkit.cli.completion import ASKED
from tests.cli.series import environment_of, run

Offered = Callable[..., list[str]]
SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Ask as bash does, in this process: what may the last word become?"""

    def offer(folder: Path, *words: str) -> list[str]:
        monkeypatch.chdir(folder)
        asked = BashComplete(cli.cli, {}, "reportkit", ASKED)
        return [item.value for item in asked.get_completions(list(words[:-1]), words[-1])]

    return offer


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["ver"], ["verify"]),
        (["check", "--fo"], ["--format"]),
        (["check", "--format", "s"], ["sarif"]),
        (["show", ""], ["3", "2", "1"]),
        (["diff", "1", ""], ["3", "2", "1"]),
        (["send", ""], ["3", "2", "1"]),
        (["rebuild", "2"], ["2"]),
        (["verify", "2"], ["2"]),
        (["log", "br"], ["bridge", "bridge-closure", "bridge-shut"]),
        (["impact", "w"], ["wire"]),
        (["explain", "figure-uns"], ["figure-unsourced"]),
        (["deliveries", "re"], ["resolve"]),
        (["deliveries", ""], ["allow", "bounces", "list", "resolve", "start", "suppress", "3"]),
        (["schedule", "install", "--as", "cr"], ["cron"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_a_word_that_is_begun_is_completed(
    river: Path, offered: Offered, words: list[str], first: list[str]
) -> None:
    assert first == offered(river, *words)[: len(first)]


@pytest.mark.parametrize("words", [["show", ""], ["log", "b"], ["impact", ""]])
def test_where_no_series_is_nothing_is_offered_and_nothing_said(
    tmp_path: Path, offered: Offered, words: list[str]
) -> None:
    assert [] == offered(tmp_path, *words)


def test_forecasts_that_wait_for_their_outcome_are_offered(offered: Offered) -> None:
    """The seeds are asked, not the editions: of what was published yesterday today can tell."""
    starter = Path(__file__).parents[2] / "examples" / "starter"

    assert ["example.truce-holds"] == offered(starter, "resolve", "")


def test_a_command_that_is_mistyped_is_no_error_to_tell(tmp_path: Path) -> None:
    asked = {"COMP_WORDS": "reportkit chek x", "COMP_CWORD": "2"}
    ran = run(tmp_path, _REPORTKIT_COMPLETE="bash_complete", **asked)

    assert (0, "", "") == (ran.code, ran.out, ran.err)


def test_the_series_named_by_c_is_asked(river: Path, offered: Offered, tmp_path: Path) -> None:
    assert ["3", "2", "1"] == offered(tmp_path, "-C", str(river), "show", "")
    assert ["3", "2", "1"] == offered(tmp_path, "show", "-C", str(river), "")


@pytest.mark.parametrize("words", ["reportkit ", "reportkit check --f", "reportkit build --d"])
def test_completing_an_option_loads_only_its_command(river: Path, words: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reportkit"],
        cwd=river,
        env=environment_of(
            river,
            COMP_WORDS=words,
            COMP_CWORD=str(len(words.split(" ")) - 1),
            _REPORTKIT_COMPLETE="bash_complete",
        ),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(re.findall(r"\| +([\w.]+)$", ran.stderr, re.MULTILINE))
    others = {"reportkit.cli.read", "reportkit.loading.loader", "reportkit.publish.build", "yaml"}

    assert ran.stdout.startswith("plain,")
    assert set() == loaded & others


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_of_its_shell(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed here")
    script = tmp_path / "script"
    script.write_text(run(tmp_path, "completion", shell).out)

    parsed = subprocess.run([shell, "-n", script], capture_output=True, text=True, check=False)

    assert (0, "") == (parsed.returncode, parsed.stderr)
    assert "_REPORTKIT_COMPLETE" in script.read_text()


def on_a_terminal(shell: list[str], typed: list[tuple[str, str]], folder: Path) -> None:
    """Type into a shell on a terminal, as a person does, and wait for each answer."""
    terminal, end = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        shell,
        cwd=folder,
        env=environment_of(folder, TERM="dumb", PATH=path, PS1="$ "),
        stdin=end,
        stdout=end,
        stderr=end,
        start_new_session=True,
    )
    os.close(end)
    try:
        for keys, answer in typed:
            os.write(terminal, keys.encode())
            _wait_for(answer, terminal)
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def _wait_for(answer: str, terminal: int) -> None:
    seen, deadline = "", time.monotonic() + 30
    while answer not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096).decode(errors="replace")
    assert answer in seen, seen


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed here")
def test_bash_completes_at_tab(river: Path) -> None:
    """The whole way: the script, the key, the program, the word."""
    on_a_terminal(
        ["bash", "--norc", "--noprofile"],
        [
            ('eval "$(reportkit completion bash)"; echo rea""dy\r', "ready"),
            ("reportkit log bridge-s\t", "bridge-shut"),
            ("\x15reportkit explain figure-uns\t", "figure-unsourced"),
        ],
        river,
    )


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed here")
def test_zsh_completes_at_tab(river: Path) -> None:
    on_a_terminal(
        ["zsh", "-f", "-i"],
        [
            ('autoload -U compinit; compinit -u -D; echo on"e"\r', "one"),
            ('eval "$(reportkit completion zsh)"; echo rea""dy\r', "ready"),
            ("reportkit log bridge-s\t", "bridge-shut"),
        ],
        river,
    )


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed here")
def test_fish_completes_and_says_what_a_word_means(river: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ask = "reportkit completion fish | source; complete -C 'reportkit show '"
    ran = subprocess.run(
        ["fish", "--no-config", "-c", ask],  # noqa: S607
        cwd=river,
        env=environment_of(river, PATH=path),
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.splitlines()[0].split("\t") == ["1", "2025-10-13 to 2025-10-19"]


def test_what_stands_beside_a_word_does_nothing_to_the_terminal(tmp_path: Path) -> None:
    """A shell shows it as it is."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "brief.yaml").touch()
    offer = suggestions._suggest(lambda _: [("1", "to\x1b[31m\n 5")])  # noqa: SLF001
    context = click.Context(click.Command("show"), obj=tmp_path)

    (item,) = offer(context, click.Option(["--x"]), "")

    assert r"to\x1b[31m\n 5" == item.help
