"""``reportkit init``."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from reportkit.authoring.answers import (
    Answers,
    Unfit,
    id_of_title,
    read_name,
)
from reportkit.authoring.new_series import write_series
from reportkit.authoring.shipped_series import WHOLE, example_files, example_names, starter_texts
from reportkit.authoring.starter import series_files
from reportkit.cli.series_questions import QUESTIONS, ask
from reportkit.cli.shell import echo, print_status, repository_of
from reportkit.problems import counted, did_you_mean
from reportkit.reference.json_schema import schema_files

_EXAMPLES = (
    "all records are invented examples (ids begin with 'example.'): replace them before you publish"
)
_OPTIONS = {"sections": "--section", "parties": "--party"}


@click.command(short_help="Begin a series of your own.")
@click.argument("named", metavar="DIR", required=False, type=click.Path())
@click.option("--title", help="Of the series, in the masthead.")
@click.option("--producer", help="Who publishes it.")
@click.option("--email", help="Where readers turn with questions and errors.")
@click.option("--timezone", metavar="ZONE", help="Where the desk lives: Asia/Kabul, UTC.")
@click.option("--section", "sections", multiple=True, help="A heading; repeat for up to eight.")
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="NAME",
    help='A party to the conflict: "the North Council (NC)"; repeat for up to four.',
)
@click.option("--tlp", metavar="TLP", help="Marking of all that says nothing else: CLEAR, GREEN.")
@click.option("--language", help="Of headings, labels and dates: en, ur.")
@click.option("--yes", "-y", is_flag=True, help="Take the defaults for whatever is not given.")
@click.option(
    "--example",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Copy a series that is shipped instead, with its editions.",
)
@click.option("--example-list", "listed", is_flag=True, help="List the series that are shipped.")
def init(
    named: str | None,
    *,
    yes: bool,
    example: str | None,
    listed: bool,
    **given: str | tuple[str, ...] | None,
) -> int:
    """Begin a series in the folder DIR: seeds with commented examples, ready to build.

    Asks for title, producer, contact, time zone, sections, parties, marking and language, or
    takes them as options. Replaces no file. The path of the folder is printed on stdout.
    """
    if listed:
        echo("\n".join(example_names()))
        return 0
    folder = Path(named) if named and named.strip() else None
    if named is not None and folder is None:
        raise click.UsageError("the name of the folder is empty; 'init .' begins in this one")
    if folder is not None:
        _refuse_place(folder)
    if example is not None:
        return _copy(folder, example)
    if folder is None:
        raise click.UsageError("name the folder: 'reportkit init DIR', or 'init .' for this one")
    answers = _answers(folder, given, yes=yes)
    texts = series_files(answers, starter_texts(), datetime.now(UTC)) | {**schema_files()}
    written = write_series(folder, {path: text.encode() for path, text in texts.items()})
    _tell(folder, written, f"Began “{answers.title}”", _EXAMPLES)
    return 0


def _refuse_place(folder: Path) -> None:
    """Refuse what is no folder, and the seeds of another series."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder; nothing was written")
    here = folder.resolve()
    for place in (here, *here.parents):
        if place.name == "seeds" and (place / "brief.yaml").is_file():
            raise click.UsageError(
                f"{folder} lies in the seeds of {place.parent}; nothing was written"
            )


# -- the answers -----------------------------------------------------------------------------


def _answers(folder: Path, given: dict[str, str | tuple[str, ...] | None], *, yes: bool) -> Answers:
    """Read the options, and ask for the others where somebody can answer."""
    values: dict[str, Any] = {}
    for key, written in given.items():
        if written is None or written == ():
            continue
        try:
            values[key] = QUESTIONS[key].read(written)
        except Unfit as error:
            raise click.UsageError(f"{_option(key)}: {error}") from None
    name = folder.resolve().name
    title = name.replace("-", " ").replace("_", " ").strip()
    defaults = Answers(title=f"{title[:1].upper()}{title[1:]}" or "Situation report")
    missing = [key for key in QUESTIONS if key not in values]
    if missing and not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(
                f"not a terminal: give {', '.join(_option(key) for key in missing)}, "
                "or --yes for their defaults"
            )
        for key in missing:
            values[key] = ask(QUESTIONS[key], getattr(defaults, key))
    elif "title" not in values:
        values["title"] = _fit_title(defaults.title)
    answers = defaults._replace(**values)
    return answers._replace(id=id_of_title(answers.title, id_of_title(name, "brief")))


def _fit_title(title: str) -> str:
    try:
        return read_name(title)
    except Unfit:
        return "Situation report"


def _option(key: str) -> str:
    return _OPTIONS.get(key, f"--{key}")


# -- examples --------------------------------------------------------------------------------


def _copy(folder: Path | None, name: str) -> int:
    names = example_names()
    if folder is None and name not in names:
        folder, name = (Path(name) if name else None), ""
    if folder is None:
        raise click.UsageError("name the folder too: 'reportkit init --example NAME DIR'")
    if name and name not in names:
        hint = did_you_mean(name, names)
        known = f"known: {', '.join(names)}"
        raise click.UsageError(
            f"there is no example '{name}'; {f'{hint} {known}' if hint else known}"
        )
    written = write_series(folder, example_files(name or WHOLE))
    _tell(folder, written, f"Copied “{name or WHOLE}”")
    return 0


# -- the end ---------------------------------------------------------------------------------


def _tell(folder: Path, written: tuple[str, ...], done: str, remark: str = "") -> None:
    """Say what was written and what to do next; the path alone is the result."""
    if not written:
        print_status(f"{folder} holds all of it already; nothing was written")
        echo(str(folder))
        return
    print_status(f"{done}: {counted(len(written), 'file')} in {folder}", kind="done")
    seeds = [path.removeprefix("seeds/") for path in written if path.startswith("seeds/")]
    others = sorted({path.split("/")[0] for path in written if not path.startswith("seeds/")})
    print_status(f"  seeds/    {', '.join(seeds)}")
    print_status(f"  beside it {', '.join(others)}")
    if remark:
        print_status(remark)
    steps = [] if folder.resolve() == Path.cwd() else [f"cd {_shell_word(folder)}"]
    steps += [
        "reportkit preview          # the page, while you write",
        "reportkit check            # what is missing or wrong",
        "reportkit build --draft    # the PDF, with a watermark",
    ]
    print_status("next:\n" + "\n".join(f"  {step}" for step in steps))
    if shutil.which("git") and repository_of(folder) is None:
        print_status("to keep its history:\n  git init && git add . && git commit -m 'Begin'")
    echo(str(folder))


def _shell_word(folder: Path) -> str:
    named = os.fspath(folder)
    return shlex.quote(f"./{named}" if named.startswith("-") else named)
