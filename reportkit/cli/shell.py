"""What all commands share at the terminal: the series' folder, problems, JSON, progress."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from reportkit.files.plain import read_plain
from reportkit.problems import Level, Mark, Problem, ReportkitError, in_file_order, visible
from reportkit.text_lines import Line, wrapped

SCHEMA_VERSION = 1
Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]

#: What JSON may hold unescaped and a terminal or editor would obey.
_UNSHOWN = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")

#: Of files that were not read, for they may be another's: no line of them is quoted.
_UNREAD = frozenset({"asset-unusable", "file-unreadable"})
_LONGEST = 1_500  # characters of a line that tells of a problem

#: Offered by every reading command.
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object instead of text."
)


def not_empty(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """Refuse the empty text of a variable that is not set: it is not as if none were given."""
    if text is not None and not text.strip():
        raise click.BadParameter("it is empty")
    return text


class NoSeries(ReportkitError):
    """There is no series here to work on."""

    exit_code = 2


def series_folder(named: Path | None) -> Path:
    """Find the series: the folder named by -C, else the nearest one upwards with seeds/."""
    if named is not None:
        if not named.is_dir():
            raise NoSeries(f"there is no folder {named}")
        _refuse_inside(named)
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "seeds" / "brief.yaml").is_file():
            _refuse_unreadable(folder)
            return folder
    raise NoSeries(
        "no series here: no folder upwards from this one holds seeds/brief.yaml\n"
        "  name it with -C DIR, or begin one: reportkit init DIR"
    )


def _refuse_unreadable(folder: Path) -> None:
    """Refuse a path that no log, timer or mail could name, as the same after -C is refused."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        shown = str(folder).encode(errors="surrogateescape").decode(errors="backslashreplace")
        raise NoSeries(f"the path of the series is no UTF-8 text: '{shown}'; rename it") from None


def _refuse_inside(named: Path) -> None:
    """Offer the series to those who named its seeds/ or another folder in it."""
    if (named / "seeds").exists():
        return
    here = named.resolve()
    for parent in here.parents:
        if (parent / "seeds" / "brief.yaml").is_file():
            offered = os.path.relpath(parent)
            raise NoSeries(f"{named} is a folder of a series, not the series: say -C {offered}")


def place_in_repository(folder: Path) -> str:
    """Give the path of a folder from the top of its git repository, "" where it is the top."""
    whole = folder.resolve()
    top = repository_of(whole) or whole
    return "" if top == whole else whole.relative_to(top).as_posix()


def repository_of(folder: Path) -> Path | None:
    """Give the top of the git repository that a folder is in."""
    whole = folder.resolve()
    return next((each for each in (whole, *whole.parents) if (each / ".git").exists()), None)


def saves_time() -> bool:
    """Tell whether anything may be kept that only saves time: the caches, the index of editions."""
    return os.environ.get("REPORTKIT_CACHE", "").strip().lower() != "off"


def cache_folder() -> Path | None:
    """Give the folder for what only saves time; None where there is no home, or none is wanted."""
    if not saves_time():
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    if not base or not Path(base).is_absolute():
        return None
    named = os.environ.get("XDG_CACHE_HOME")
    return Path(base) / "reportkit" if named else Path(base) / ".cache" / "reportkit"


# -- stdout: the result ----------------------------------------------------------------------


def print_json(*, ok: bool, problems: Iterable[Problem] = (), **fields: Json) -> None:
    """Print a command's one JSON object."""
    import json  # TAB needs none

    whole = {
        "schema_version": SCHEMA_VERSION,
        "ok": ok,
        "problems": [problem_json(problem) for problem in in_file_order(problems)],
        **fields,
    }
    written = json.dumps(whole, ensure_ascii=not _speaks_unicode(), indent=2)
    echo(_UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", written))


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def echo(text: str) -> None:
    """Print lines of the result; what a terminal would obey, or lacks, is written as an escape.

    A ledger, a log or a file's name may hold anything. Not click's own stdout, which writes
    UTF-8 where the caller asked for ASCII.
    """
    click.echo("\n".join(map(visible, text.split("\n"))), file=sys.stdout)


def text_width() -> int:
    """Give the width of the terminal; elsewhere COLUMNS, else 100."""
    import shutil  # brings all kinds of compression along

    return shutil.get_terminal_size((100, 24)).columns


def print_lines(lines: Iterable[Line], width: int | None = None) -> None:
    """Print text at a width, else that of the terminal; headings bold where somebody sees it."""
    bold = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    output = (
        click.style(visible(text), bold=True) if heading and bold else visible(text)
        for text, heading in wrapped(lines, width or text_width())
    )
    click.echo("\n".join(output), file=sys.stdout)


def problem_json(problem: Problem) -> dict[str, Json]:
    """Give a problem the form that editors and scripts read; its name if it may be silenced."""
    return {
        "code": problem.code,
        "level": str(problem.level),
        "message": _cut(problem.message),
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "hint": problem.hint,
        **({"fingerprint": problem.short_fingerprint} if problem.may_be_silenced else {}),
    }


# -- stderr: the talk ------------------------------------------------------------------------


def print_status(text: str, *, kind: str = "") -> None:
    """Tell the person at the terminal something that is not the result."""
    colour = {"error": "red", "warning": "yellow", "done": "green"}.get(kind)
    with suppress(OSError):  # that nobody can be told does not undo what was done
        shown = "\n".join(visible(line) for line in text.split("\n"))
        click.echo(_styled(shown, colour, sys.stderr), file=sys.stderr)


class Progress:
    """Stages with the time they took; silent unless a person watches."""

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self.began = time.monotonic()
        self.timings: dict[str, int] = {}  # milliseconds
        self._stage: tuple[str, float] | None = None

    def __call__(self, stage: str) -> None:
        """Begin a stage, and end the one before; one that is under way goes on."""
        if self._stage is not None and self._stage[0] == stage:
            return
        now = time.monotonic()
        if self._stage is not None:
            before, since = self._stage
            spent = round((now - since) * 1000)
            self.timings[before] = self.timings.get(before, 0) + spent
            if self.watched:
                click.echo(f"\r\x1b[K  {before:<20} {now - since:5.1f} s", err=True)
        self._stage = (stage, now) if stage else None
        if self.watched and stage:
            click.echo(f"  {stage} …", nl=False, err=True)

    def close(self) -> dict[str, int]:
        """End the last stage and give what each took."""
        self("")
        return {**self.timings, "total": round((time.monotonic() - self.began) * 1000)}

    def abandon(self) -> None:
        """Leave the terminal's line clean after a failure."""
        if self.watched and self._stage:
            click.echo("\r\x1b[K", nl=False, err=True)


def show_problems(problems: Iterable[Problem], *folders: Path, to_stdout: bool = False) -> None:
    """Print problems with the line each is about, as a person would mend them.

    Lines are read in the first of the ``folders``, such as a series, that has the file.
    """
    stream = sys.stdout if to_stdout else sys.stderr
    lines: dict[str, list[str]] = {}
    for problem in in_file_order(problems):
        file = problem.mark.file
        if file not in lines:
            of_folders = (_lines_of(folder, file) for folder in folders)
            lines[file] = next(filter(None, of_folders), [])
        for line in describe(problem, lines[file], stream):
            click.echo(line, file=stream)


def summary(problems: Sequence[Problem]) -> str:
    """Count problems: "3 errors and 1 warning in 2 files"."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((errors, "error"), (len(problems) - errors, "warning"))
        if count
    ]
    files = len({problem.mark.file for problem in problems})
    return f"{' and '.join(parts)} in {files} file{'' if files == 1 else 's'}"


def describe(problem: Problem, lines: Sequence[str], stream: object = None) -> list[str]:
    """Give the lines of one problem: place and message, excerpt with caret, hint.

    Whatever a file, a key or a file's name holds is shown and never obeyed by the terminal.
    """
    mark = problem.mark
    colour = "red" if problem.level is Level.ERROR else "yellow"
    label = _styled(f"{problem.level}[{problem.code}]", colour, stream)
    place = f"{visible(mark.file)}:{mark.line}:{mark.column}"
    named = f" [{problem.short_fingerprint}]" if problem.may_be_silenced else ""
    output = [f"{place}: {label}: {visible(_cut(problem.message))}{named}"]
    if problem.code not in _UNREAD and 0 < mark.line <= len(lines):
        output += _excerpt(lines[mark.line - 1], mark, colour, stream)
    if problem.hint:
        first, *rest = (visible(_cut(line)) for line in problem.hint.split("\n"))
        output += [f"  hint: {first}", *(f"        {line}" for line in rest)]
    return output


def _cut(text: str) -> str:
    """End a line of a problem where no person would read on: a name can be as long as a file."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"


def _excerpt(line: str, mark: Mark, colour: str, stream: object) -> list[str]:
    """Show a line with a caret under the place; nothing where there is nothing to see."""
    line = line.replace("\t", " ").rstrip()
    before, after = (visible(part) for part in (line[: mark.column - 1], line[mark.column - 1 :]))
    if not (before + after).strip():
        return []
    before = before.ljust(mark.column - 1)  # the end of the line, or after its trailing spaces
    cut = max(len(before) - 60, 0)  # the place must be seen on a narrow terminal too
    caret = " " * (len(before) - cut) + "^" * _word_length(after)
    return [
        f"{mark.line:>5} | {(before + after)[cut : cut + 100].rstrip()}",
        f"      | {_styled(caret[:100], colour, stream)}",
    ]


def _word_length(text: str) -> int:
    """How far the value at a caret runs: a word, or a quoted text; at least one sign."""
    if text.startswith(('"', "'")) and (end := text.find(text[0], 1)) > 0:
        return end + 1
    return max(len(text.split(" ", 1)[0].rstrip(",]}")), 1)


def _lines_of(series: Path, file: str) -> list[str]:
    """Read a file of the series once more, for its excerpts.

    Nothing else is quoted: a recipients file elsewhere, or a link, may hold what no log
    should. A file that could not be read when it was checked is no more read here.
    """
    from reportkit.loading.limits import MAX_BYTES  # most commands show no line

    try:
        path = Path(os.path.normpath(series / file))
        inside = (series.resolve(), (series / "seeds").resolve())
        if not any(path.parent.resolve().is_relative_to(folder) for folder in inside):
            return []
        content = read_plain(path, MAX_BYTES)
        if b"\0" in content:  # a workbook: its bytes are no lines
            return []
        text = content.decode("utf-8-sig", "replace")
        return re.split("\r\n|\r|\n", text)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return []


def _styled(text: str, colour: str | None, stream: object) -> str:
    terminal = getattr(stream, "isatty", lambda: False)()
    if colour is None or not terminal or os.environ.get("NO_COLOR"):
        return text
    return click.style(text, fg=colour, bold=True)
