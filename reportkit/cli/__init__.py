"""The command line: how to ask. Commands are loaded one at a time, when they are called."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

import click

from reportkit import __version__
from reportkit.problems import ReportkitError

#: Command to its module and its line in the overview. A literal, because listing the
#: commands must not import them.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check", "Find all problems of seeds, templates and configuration."),
    "build": ("build", "Check, compare, render and seal the next edition."),
    "editions": ("read", "List the published editions."),
    "show": ("read", "Show what an edition said."),
    "log": ("read", "Tell a record's whole life, edition by edition."),
    "diff": ("read", "Tell what changed between two editions, or since the last."),
    "verify": ("trust", "Prove that nothing published was altered."),
    "rebuild": ("trust", "Make an old edition again and compare the bytes."),
    "impact": ("read", "List what rests on a source."),
    "explain": ("explain", "Explain a problem's code and the standard behind it."),
}

UNABLE, BUG, INTERRUPTED = 3, 70, 130

EPILOG = """\b
Exit codes: 0 done or nothing to do; 1 problems in the series; 2 wrong usage;
3 this machine cannot; 4 no change (with --exit-code); 5 delivered in part;
6 another run holds the lock; 7 something sealed was altered; 70 a bug;
130 interrupted.
"""


class Lazy(click.Group):
    """A group that knows its commands' names and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds a command."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"reportkit.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer a mistyped command with the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from reportkit.problems import did_you_mean

            hint = did_you_mean(args[0], COMMANDS) or "see 'reportkit --help'"
            ctx.fail(f"there is no command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=Lazy,
    epilog=EPILOG,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "REPORTKIT",
        "max_content_width": 100,
    },
)
@click.version_option(__version__, message="reportkit %(version)s")
@click.option(
    "-C",
    "series",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="REPORTKIT_SERIES",
    help="The series' folder. Default: the nearest one upwards that has seeds/.",
)
@click.pass_context
def cli(ctx: click.Context, series: Path | None) -> None:
    """Keep what is known about a crisis as YAML facts, and publish it edition after edition.

    A series is a folder with seeds/ (what is known) and reports/ (what was published).
    Begin with 'reportkit check', then 'reportkit build'.
    """
    ctx.obj = series


def main() -> None:
    """Run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A command lives for a second and drops nothing worth collecting on the way.
    gc.set_threshold(100_000, 20, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; every way it can end becomes text and an exit code here."""
    try:
        code = cli.main(arguments, prog_name="reportkit", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last to hear of it
        return _ended_by(error)
    return code if isinstance(code, int) else 0


def _ended_by(error: BaseException) -> int:
    """Tell the person why a command stopped, and give its exit code."""
    from reportkit.cli.shell import say

    if isinstance(error, ReportkitError):
        say(f"reportkit: {error}", kind="error")
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        say("reportkit: interrupted; nothing half done was kept")
        return INTERRUPTED
    if isinstance(error, OSError):
        words = (error.strerror or str(error)).lower()
        say(f"reportkit: {error.filename}: {words}" if error.filename else f"reportkit: {words}")
        return UNABLE
    import traceback

    traceback.print_exception(error)
    say("reportkit: this is a bug in reportkit; the lines above tell where", kind="error")
    return BUG
