"""The command line: how to ask. Commands are loaded one at a time, when they are called."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO, TextIOWrapper
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from reportkit import __version__

if TYPE_CHECKING:  # 'reportkit --help' is to be there before a person looks
    from pathlib import Path
    from types import FrameType

    from click.shell_completion import CompletionItem

#: Command to its module and its line in the overview. A literal, because listing the
#: commands must not import them.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Begin a series: commented seeds that build at once."),
    "add": ("add", "Append a record to the seeds, from options or questions."),
    "import": ("import_", "Take records from tables, lists of sources and feeds of others."),
    "fmt": ("fmt", "Tidy seeds: order and indentation; comments and meaning stay."),
    "check": ("check", "Find all problems of seeds, templates and configuration."),
    "preview": (
        "preview",
        "Show the brief in your browser, served from this machine alone; it follows each save.",
    ),
    "review": ("review", "Show what a second person reads before release; write a review down."),
    "build": ("build", "Check, compare, render and seal the next edition."),
    "next": ("next", "Begin the next edition, and list what must be looked at."),
    "editions": ("read", "List the published editions."),
    "show": ("read", "Show what an edition said."),
    "log": ("read", "Tell a record's whole life, edition by edition."),
    "diff": ("read", "Tell what changed between two editions, or since the last."),
    "search": ("search", "Find words in the facts and changes of all editions."),
    "export": ("export", "Hand records or changes on as tables, maps and feeds."),
    "verify": ("trust", "Prove that nothing published was altered."),
    "rebuild": ("trust", "Make an old edition again and compare the bytes."),
    "impact": ("read", "List what rests on a source."),
    "sources": ("sources", "List the sources, what rests on each, and what is kept of it."),
    "resolve": ("resolve", "Write down what came of a forecast, and on what evidence."),
    "scorecard": ("scorecard", "Score the forecasts that were decided, over all editions."),
    "send": ("send", "Mail an edition; resumes, and mails nobody twice."),
    "deliveries": ("deliveries", "Tell who got which edition; read what came back."),
    "schedule": ("schedule", "Install, remove or look at the timer that calls 'run'."),
    "run": ("runs", "Publish and mail whatever is due, once."),
    "runs": ("runs", "List what the scheduled runs did."),
    "explain": ("explain", "Explain a record type, a key, a word, or a problem's code."),
    "schema": ("schema", "Print or write the JSON Schemas by which editors check and complete."),
    "doctor": (
        "doctor",
        "Check this machine and this series, and name the command that mends what fails.",
    ),
    "completion": ("completion", "Print what lets bash, zsh or fish complete the commands."),
}

UNABLE, BUG, INTERRUPTED = 3, 70, 130

EPILOG = """
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
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(module, name)
        _add_what_all_share(command, cmd_name)
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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Offer the commands from the table at TAB, without importing them either."""
        if incomplete[:1] == "-":
            return click.Command.shell_complete(self, ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=line)
            for name, (_, line) in COMMANDS.items()
            if name.startswith(incomplete)
        ]


class _Folder(click.Path):
    """A folder that is named; an empty name, as of a variable that is not set, is none."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """Refuse what would mean the current folder without saying so."""
        from pathlib import Path

        if not os.fspath(value).strip():
            self.fail("it is empty: name the series' folder", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem[str]]:
        """Let the shell offer folders."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="dir")]


class _Text(click.types.StringParamType):
    """A word of the command line that can be written into a file: paths apart, all are."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Refuse bytes that are no UTF-8, which Python keeps as lone surrogates."""
        text = str(super().convert(value, param, ctx))
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.fail("its bytes are no UTF-8 text", param, ctx)
        return text


def _add_what_all_share(command: click.Command, name: str) -> None:
    """Give each command its examples and -C behind it, and refuse words that are no text."""
    from reportkit.cli.examples import show_examples

    show_examples(command, name)
    for param in command.params:
        if type(param.type) is click.types.StringParamType:
            param.type = _Text()
    if not any("-C" in option.opts for option in command.params):
        command.params.append(
            click.Option(
                ["-C", "elsewhere"],
                metavar="DIR",
                type=_Folder(),
                expose_value=False,
                allow_from_autoenv=False,
                callback=_name_series,
                help="The series' folder, as before the command.",
            )
        )
    if isinstance(command, click.Group):
        for inner, each in command.commands.items():
            _add_what_all_share(each, f"{name} {inner}")


def _name_series(ctx: click.Context, _: click.Parameter, named: Path | None) -> None:
    if named is not None:
        ctx.obj = named


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
    type=_Folder(),
    envvar="REPORTKIT_SERIES",
    help="The series' folder. Default: the nearest one upwards that has seeds/.",
)
@click.pass_context
def cli(ctx: click.Context, series: Path | None) -> None:
    """Keep what is known about a crisis as YAML facts, and publish it edition after edition.

    A series is a folder with seeds/ (what is known) and reports/ (what was published).
    Begin with 'reportkit init DIR', then 'reportkit preview'; 'reportkit build' publishes.
    """
    ctx.obj = series


def main() -> None:
    """Run the command line and leave with its exit code."""
    _replace_closed_streams()
    _never_fail_to_encode()
    signal.signal(signal.SIGTERM, _terminate)
    # A command lives for a second and drops nothing worth collecting on the way.
    gc.set_threshold(100_000, 20, 100)
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        _let_go(stream)
    gc.freeze()  # the process ends: looking once more for what to collect would take a tenth of it
    sys.exit(code)


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    try:
        from reportkit.problems import Terminated
    except ImportError:  # it is being imported at this very moment
        raise KeyboardInterrupt from None
    raise Terminated


def _replace_closed_streams() -> None:
    """Put the null device where the caller closed a standard stream.

    Otherwise the next file that is opened, it may be one that is sealed, gets the number of
    the stream, and whatever some library prints lands in it.
    """
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
            os.set_inheritable(null, True)  # noqa: FBT003  # as the system's call has it
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")


def _never_fail_to_encode() -> None:
    """Escape what the terminal's encoding lacks: a report may be Urdu where it is Latin-1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _let_go(stream: TextIO) -> None:
    """Drop what a full or closed stream did not take: the code of the command stays.

    Otherwise Python tries again on its way out, fails, and leaves with 120.
    """
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(arguments: list[str]) -> int:
    """Run one command; every way it can end becomes text and an exit code here."""
    try:
        _refuse_no_text(arguments)
        code = cli.main(arguments, prog_name="reportkit", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last to hear of it
        if "_REPORTKIT_COMPLETE" in os.environ:  # a word half typed is no error to tell
            return 0
        code = _ended_by(error)
        _print_in_form_asked(arguments, error, code)
        return code
    return code if isinstance(code, int) else 0


def _refuse_no_text(arguments: list[str]) -> None:
    """Refuse what could not be printed, nor be found again under the name that is printed."""
    for argument in arguments:
        if not argument.isprintable() and any("\udc80" <= one <= "\udcff" for one in argument):
            shown = argument.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            raise click.UsageError(f"an argument is no UTF-8 text: '{shown}'")


def _print_in_form_asked(arguments: list[str], error: BaseException, code: int) -> None:
    """Give one whole document to those who asked for one, however the command ended."""
    from reportkit.cli.error_output import print_failed

    with suppress(OSError):
        print_failed(arguments, error, code)


def _ended_by(error: BaseException) -> int:
    """Tell the person why a command stopped, and give its exit code."""
    from reportkit.cli.shell import print_status
    from reportkit.problems import ReportkitError

    if isinstance(error, ReportkitError):
        print_status(f"reportkit: {error}", kind="error")
        return error.exit_code
    if isinstance(error, click.ClickException):
        shown = StringIO()
        error.show(shown)
        print_status(shown.getvalue().rstrip("\n"))  # the arguments may hold what a terminal obeys
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        print_status("reportkit: interrupted; nothing half done was kept")
        return INTERRUPTED
    if isinstance(error, OSError):
        words = (error.strerror or str(error)).lower()
        print_status(
            f"reportkit: {error.filename}: {words}" if error.filename else f"reportkit: {words}"
        )
        return UNABLE
    import traceback

    traceback.print_exception(error)
    print_status("reportkit: this is a bug in reportkit; the lines above tell where", kind="error")
    return BUG
