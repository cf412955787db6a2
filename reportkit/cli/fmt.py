"""``reportkit fmt``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import click

from reportkit.authoring.tidy_file import Tidied, tidy
from reportkit.cli.shell import (
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.files import disk
from reportkit.files.plain import TooLarge, read_plain
from reportkit.files.rewrite import ChangedMeanwhile, rewrite
from reportkit.loading.yaml_reader import MAX_BYTES
from reportkit.problems import Problem, counted


class _File(NamedTuple):
    """A file that was looked at, and what became of it."""

    path: Path
    name: str  # as it is printed
    before: bytes
    tidied: Tidied

    @property
    def changes(self) -> bool:
        return self.tidied.content != self.before


@click.command(short_help="Tidy seeds; comments and meaning stay.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 and list what would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
@json_option
@click.pass_obj
def fmt(
    series: Path | None, *, files: tuple[Path, ...], check: bool, diff: bool, as_json: bool
) -> int:
    """Tidy FILES, or all seeds of the series: one order of keys, one indentation.

    Keys of a record stand in the order of the reference, 'id' first; lists under a key are
    indented by two spaces; blank lines and comments stay where they belong, records in braces
    on their line, texts in their lines. What a file says never changes: a file whose meaning would
    change, or that cannot be read, is left alone.
    """
    folder = Path.cwd() if files else series_folder(series)
    done = not (check or diff)
    looked_at = [_looked_at(path, folder, writes=done) for path in files or _all(folder)]
    changed = [file for file in looked_at if file.changes]
    left = [file for file in looked_at if file.tidied.left]
    failed = bool(left) or (check and bool(changed))
    problems = [problem for file in left for problem in file.tidied.problems]
    if as_json:
        _print_json(changed, left, problems, ok=not failed)
        return int(failed)
    for file in changed:
        echo("\n".join(_difference(file)) if diff else file.name)
    show_problems(problems, folder)
    for file in left:
        print_status(f"{file.name} is left as it is: {file.tidied.left}", kind="warning")
    print_status(_summary(len(looked_at), len(changed), done=done))
    return int(failed)


def _all(folder: Path) -> list[Path]:
    names = disk.names(folder / "seeds")
    return [
        folder / "seeds" / name
        for name in names
        if name.endswith(".yaml") and not name.startswith(".")
    ]


def _looked_at(path: Path, folder: Path, *, writes: bool) -> _File:
    """Tidy one file, and write it at once: what is saved while others are read is not lost."""
    file = _look(path, folder)
    if not (writes and file.changes):
        return file
    try:
        rewrite(file.path, file.tidied.content, instead_of=file.before)
    except ChangedMeanwhile:
        return file._replace(tidied=Tidied(file.before, "it was saved meanwhile"))
    return file


def _look(path: Path, folder: Path) -> _File:
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    try:
        content = read_plain(path, MAX_BYTES)
    except FileNotFoundError:
        raise click.UsageError(f"there is no file {path}") from None
    except TooLarge:
        return _File(path, name, b"", Tidied(b"", "it is larger than 1 MB"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _File(path, name, b"", Tidied(b"", reason))
    return _File(path, name, content, tidy(content, name))


def _difference(file: _File) -> list[str]:
    from difflib import unified_diff

    before, after = (
        content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        for content in (file.before, file.tidied.content)
    )
    return list(unified_diff(before, after, file.name, file.name, lineterm=""))


def _summary(looked_at: int, changed: int, *, done: bool) -> str:
    if not changed:
        return f"{counted(looked_at, 'file')} looked at; nothing to tidy"
    return f"{counted(changed, 'file')} of {looked_at} {'tidied' if done else 'to tidy'}"


def _print_json(
    changed: list[_File], left: list[_File], problems: list[Problem], *, ok: bool
) -> None:
    print_json(
        ok=ok,
        problems=problems,
        changed=[file.name for file in changed],
        left=[{"file": file.name, "why": file.tidied.left} for file in left],
    )
