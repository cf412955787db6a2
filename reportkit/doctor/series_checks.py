"""The series as its authors have it: seeds, design, what they may write to."""

from __future__ import annotations

import os
import re
import shlex
import stat
import tempfile
from collections import Counter
from pathlib import Path

from reportkit.authoring.outcome import due_on, undecided
from reportkit.delivery.paths import LEDGER
from reportkit.delivery.paths import LOCK as LEDGER_LOCK
from reportkit.doctor.context import Context
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.editions.journal import JOURNAL, LAST_LOOK
from reportkit.editions.journal import LOCK as RUN_LOCK
from reportkit.editions.store import LOCK
from reportkit.evidence.capture_log import FOLDER as FOLDER_OF_COPIES
from reportkit.evidence.capture_log import read_log
from reportkit.evidence.copies import copy_problems
from reportkit.files import disk
from reportkit.files.package import package_folder
from reportkit.problems import Level, MachineUnable, Problem, counted, errors_in
from reportkit.reference.json_schema import FOLDER, stale_schemas

UNABLE, ALTERED = 3, 7
#: What reportkit goes on writing to, under reports/.
_KEPT_OPEN = (LOCK, RUN_LOCK, LEDGER_LOCK, LEDGER, JOURNAL, LAST_LOOK)


def series(context: Context) -> Row:
    """There is a series, and brief.yaml tells which."""
    brief, problems = context.brief
    if brief is None:
        return failure(f"{context.folder}: {_first(problems)}", context.say("check"))
    return good(f"{brief.title}, in {context.folder}")


def seeds(context: Context) -> Row:
    """Every file of seeds/ can be read."""
    checked = context.checked
    if checked.candidate is None:
        told = f"not every file can be read: {_first(checked.problems)}"
        return failure(told, context.say("check"))
    return good(f"{counted(len(checked.records), 'record')} read")


def check(context: Context) -> Row:
    """Nothing keeps the series from being published."""
    checked = context.checked
    levels = Counter(problem.level for problem in checked.problems)
    errors, warnings = levels[Level.ERROR], levels[Level.WARNING]
    aside = f", {checked.aside.words}" if checked.aside.words else ""
    seen = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}{aside}"
    if errors:
        return failure(f"{seen}: {_first(checked.problems)}", context.say("check"))
    if warnings:
        return warning(f"{seen}: {_first(checked.problems)}", context.say("check"))
    return good(f"no problems{aside}")


def forecasts(context: Context) -> Row:
    """Of every forecast whose day has passed it is written down what came of it."""
    candidate = context.checked.candidate
    if candidate is None:
        return skip("the seeds cannot be read whole", context.say("check"))
    today = context.now.date()
    waiting = undecided(candidate.book)
    due = [one for one in waiting if due_on(one) < today]
    if not due:
        return good(f"{counted(len(waiting), 'forecast')} open, none of them due")
    more = f"; {len(due) - 1} more" if len(due) > 1 else ""
    told = f"{due[0].id} fell due on {due_on(due[0])}, and is not decided{more}"
    return warning(told, context.say(f"resolve {due[0].id}"))


def design(context: Context) -> Row:
    """Templates and styles can be read, the series' own among them."""
    checked = context.checked
    bad = [each for each in checked.problems if each.mark.file.startswith(("templates", "styles"))]
    if bad:
        return failure(f"{counted(len(bad), 'problem')}: {_first(bad)}", context.say("check"))
    own = sum(
        (context.folder / file).is_file() and not _is_shipped(context, file)
        for file in checked.design.files
    )
    return good(
        f"{counted(len(checked.design.files), 'file')}, {own or 'none'} of them the series' own"
    )


def schemas(context: Context) -> Row:
    """The JSON Schemas that editors read are those of this reportkit."""
    write = context.say("schema --write")
    if not (context.folder / FOLDER).is_dir():
        return skip(f"no {FOLDER}/ here, by which an editor would check and complete", write)
    if stale := stale_schemas(context.folder):
        return warning(f"not those of this reportkit: {', '.join(stale)}", write)
    return good("as this reportkit writes them")


def reports(context: Context) -> Row:
    """This account can write where editions are kept; nothing that was tried stays there."""
    folder = context.folder / "reports"
    if disk.is_there(folder) and not folder.is_dir():
        aside = f"mv {shlex.quote(str(folder))} {shlex.quote(f'{folder}.aside')}"
        return failure(f"{folder} is no folder", aside, UNABLE)
    tried = folder if folder.is_dir() else context.folder
    if told := _unusable(tried) or next(filter(None, map(_unwritable, _written(folder))), ""):
        owner = f"{context.machine.root}chown -R {os.geteuid()} {shlex.quote(str(tried))}"
        return failure(told, owner, UNABLE)
    if tried == folder:
        return good(f"{folder} can be written to")
    return good("reports/ is not there yet; its folder can be written to")


def evidence(context: Context) -> Row:
    """The kept copies of sources are what was kept, and the log of them is whole."""
    folder = context.folder / FOLDER_OF_COPIES
    if not disk.is_there(folder):
        keep = context.say("sources keep SOURCE FILE")
        return skip(f"no copy of a source is kept in {FOLDER_OF_COPIES}/", keep)
    problems = [*copy_problems(context.folder, context.checked.records, context.cache)]
    if errors := errors_in(problems):
        return failure(_first(tuple(errors)), context.say("sources check"), ALTERED)
    if problems:
        said = f"{counted(len(problems), 'warning')}: {_first(tuple(problems))}"
        return warning(said, context.say("sources check"))
    kept = len(read_log(context.folder).captures)
    return good(f"{counted(kept, 'capture')} logged, every byte as it was kept")


def lock(context: Context) -> Row:
    """No other run is at work, and none was killed there."""
    left = ""
    for name in (LOCK, RUN_LOCK, LEDGER_LOCK):
        path = context.store.reports / name
        holder = disk.holder(path)
        if holder.at_work:
            told = holder.note or f"it holds {path} and does not tell its number"
            return warning(f"another run is at work: {told}", _look_at(holder.note, path))
        left = left or holder.note
    if left:
        detail = f"a run was killed and left its note ({left}); nobody holds the lock"
        return warning(detail, context.say("verify"))
    return good("nobody holds it")


def _look_at(note: str, path: Path) -> str:
    """Give the command that shows who holds a lock: by the number in its note, else by its file."""
    number = re.match(r"process (\d+)", note)
    return f"ps -fp {number[1]}" if number else f"fuser -v {shlex.quote(str(path))}"


def _is_shipped(context: Context, file: str) -> bool:
    """Tell whether the series is the checkout whose files reportkit brings itself."""
    shipped = package_folder("styles").parent / file
    return shipped.is_file() and shipped.samefile(context.folder / file)


def _written(reports: Path) -> list[Path]:
    return [reports / name for name in _KEPT_OPEN]


def _unusable(folder: Path) -> str:
    """Say why a folder cannot be read or written to; what is written for it has no name."""
    try:
        disk.names(folder)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"tried\n")
            file.flush()
            os.fsync(file.fileno())
    except MachineUnable as error:
        return str(error)
    except OSError as error:
        return f"cannot write to {folder}: {_words(error)}"
    return ""


def _unwritable(path: Path) -> str:
    """Say why a file that is there cannot be written to; it is opened, and nothing is written."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return f"{path} is no plain file"
        os.close(os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC))
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"cannot write to {path}: {_words(error)}"
    return ""


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _first(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """Name the first problem, errors before warnings."""
    ordered = sorted(problems, key=lambda problem: problem.level is not Level.ERROR)
    return next((f"{one.mark.file}:{one.mark.line}: {one.message}" for one in ordered), "")


CHECKS = (
    Check("series", series, "check"),
    Check("seeds", seeds, "check", seconds=120),
    Check("check", check, "check", seconds=120),
    Check("forecasts", forecasts, "resolve", seconds=120),
    Check("design", design, "check", seconds=120),
    Check("schemas", schemas, "schema --check"),
    Check("reports", reports, "verify"),
    Check("evidence", evidence, "sources check", seconds=120),
    Check("lock", lock, "verify"),
)
