"""The seeds folder to a Book: which files there are and what they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reportkit.files.plain import TooLarge, read_plain
from reportkit.loading.binder import Binder, T
from reportkit.loading.file_of_records import FOLLOW_LOST_RECORDS, Defined, define, records_in
from reportkit.loading.kept_records import KeptRecords
from reportkit.loading.yaml_reader import (
    MAX_BYTES,
    Document,
    Mapping,
    read_yaml,
    too_large,
)
from reportkit.model.book import Book, Records
from reportkit.model.envelope import Record
from reportkit.model.series import Brief, Distribution, Edition, Schedule
from reportkit.problems import Mark, Problem, in_file_order
from reportkit.zones import zone_or_none

#: The files that hold one value each; every other .yaml file of seeds/ holds records.
BRIEF, EDITION, DISTRIBUTION = "brief.yaml", "edition.yaml", "distribution.yaml"
_SINGLE = frozenset({BRIEF, EDITION, DISTRIBUTION})
MAX_FILES = 500
MAX_TOTAL_BYTES = 32 * 1024 * 1024

#: What seems to be missing when lists could not be read.
_FOLLOW_LOST_LISTS = frozenset({"list-unknown", "schedule-list"})
#: Would be written with the suffix that is read, were it not for a slip.
_YAML = re.compile(r"\.ya?ml\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Loaded:
    """What the seeds say, and what is wrong with how they say it.

    ``book`` is None when brief.yaml, edition.yaml or a file of records cannot be read;
    ``records`` always holds whatever could be.
    """

    book: Book | None
    records: Records
    problems: tuple[Problem, ...]
    #: Some files of records were not read: what needs all records cannot be asked.
    unread: bool = False
    #: Codes of problems that would only follow from those of reading.
    waiting: frozenset[str] = frozenset()


class _File(NamedTuple):
    """A file of seeds that can be read."""

    content: bytes
    root: Mapping | None  # None where its records are kept from an earlier reading
    records: tuple[Record, ...] = ()  # then


def load(series: Path, kept: KeptRecords | None = None) -> Loaded:
    """Read ``seeds/`` of a series. Reads no other folder of it and follows no link.

    ``kept`` has the records of files that were read before; what it gives is the same.
    """
    folder, kept = series / "seeds", kept or KeptRecords()
    binder = Binder()
    if not folder.is_dir():
        hint = "name the series' folder with -C"
        binder.report("seeds-missing", "there is no seeds/ folder here", Mark("seeds", 1, 1), hint)
        return Loaded(None, Records({}), tuple(binder.problems))
    files, unread = _documents(folder, binder, kept)
    roots = {name: file.root for name, file in files.items() if file.root is not None}
    brief = _single(binder, roots, BRIEF, Brief, needed=True)
    binder.zone = zone_or_none(brief.cadence.zone) if brief else None
    edition = _single(binder, roots, EDITION, Edition, needed=True)
    distribution = _single(binder, roots, DISTRIBUTION, Distribution, needed=False)
    beside = distribution.recipients_file if distribution else None
    unread |= _warnings_of_others(folder, binder, beside)
    records, waiting = _records(binder, files, folder, kept)
    if unread:
        waiting |= FOLLOW_LOST_RECORDS
    if distribution is None and (folder / DISTRIBUTION).exists():
        waiting |= _FOLLOW_LOST_LISTS
    problems = in_file_order(binder.problems)
    if brief is None or edition is None or unread:
        return Loaded(None, records, problems, unread, waiting)
    book = Book(
        records.by_id,
        records.defined,
        brief=brief,
        edition=edition,
        distribution=distribution or Distribution(),
    )
    return Loaded(book, records, problems, unread, waiting)


def load_brief(series: Path) -> tuple[Brief | None, tuple[Problem, ...]]:
    """Read ``seeds/brief.yaml`` alone: enough to know when the series appears."""
    binder = Binder()
    mark = Mark(f"seeds/{BRIEF}", 1, 1)
    roots: dict[str, Mapping] = {}
    content = _plain_file(series / "seeds" / BRIEF, mark, binder)
    if content is not None:
        document = read_yaml(content, mark.file)
        binder.problems.extend(document.problems)
        if document.root is not None:
            roots[BRIEF] = document.root
    brief = _single(binder, roots, BRIEF, Brief, needed=True)
    return brief, in_file_order(binder.problems)


def load_schedule(series: Path) -> Schedule | None:
    """Read ``schedule:`` out of a brief.yaml that cannot be read whole, as far as it can be."""
    mark = Mark(f"seeds/{BRIEF}", 1, 1)
    content = _plain_file(series / "seeds" / BRIEF, mark, Binder())
    root = read_yaml(content, mark.file).root if content is not None else None
    node = root.get("schedule") if root is not None else None
    return Binder().bind(Schedule, node, "schedule") if node is not None else None


def _documents(folder: Path, binder: Binder, kept: KeptRecords) -> tuple[dict[str, _File], bool]:
    """Read each file of seeds, by name; tell too whether records were not read."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    files: dict[str, _File] = {}
    lost: set[str] = set()
    total = 0
    for name in names[:MAX_FILES]:
        if not name.endswith(".yaml"):
            continue
        mark = Mark(f"seeds/{name}", 1, 1)
        content = _plain_file(folder / name, mark, binder)
        total += len(content or b"")
        if total > MAX_TOTAL_BYTES:
            hint = "move what is history out of seeds/"
            binder.report("seeds-too-large", "seeds/ holds more than 32 MB", mark, hint)
            return files, True
        records = kept.of(folder / name, content) if content and name not in _SINGLE else None
        if content is not None and records is not None:
            files[name] = _File(content, None, records)
            continue
        document = read_yaml(content, mark.file) if content is not None else Document(None, ())
        binder.problems.extend(document.problems)
        if content is None or document.root is None:
            lost.add(name)
        else:
            files[name] = _File(content, document.root)
    if len(names) > MAX_FILES:
        message = f"seeds/ holds {len(names)} files"
        hint = f"at most {MAX_FILES} are read"
        binder.report("seeds-too-large", message, Mark("seeds", 1, 1), hint)
    lost -= _SINGLE  # they hold no records
    return files, bool(lost) or len(names) > MAX_FILES


def _plain_file(path: Path, mark: Mark, binder: Binder) -> bytes | None:
    """Read one plain file; a link, pipe or device could be anything and is refused."""
    try:
        return read_plain(path, MAX_BYTES)
    except TooLarge as error:
        binder.problems.append(too_large(mark.file, error.size))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "keep plain files in seeds/"
        binder.report("file-unreadable", f"cannot be read: {reason}", mark, hint)
    return None


def _warnings_of_others(folder: Path, binder: Binder, beside: str | None) -> bool:
    """Report what looks like seeds and is not read: other suffixes, folders in seeds/.

    ``beside`` is the file of recipients that distribution.yaml names; it is read by others.
    """
    known = os.path.normpath(folder / beside) if beside else ""
    before = len(binder.problems)
    for path in _below(folder):
        inner = path.parent != folder
        mark = Mark(f"seeds/{path.relative_to(folder).as_posix()}", 1, 1)
        if path.is_symlink() and path.is_dir():
            message = "cannot be read: it is a link to a folder"
            binder.report("file-unreadable", message, mark, "keep plain files in seeds/")
            continue
        if not _YAML.search(path.name) or os.path.normpath(path) == known:
            continue
        if not inner and path.name.endswith(".yaml"):
            continue
        name = _YAML.sub(".yaml", path.name)
        hint = "move it into seeds/ itself" if inner else f"rename it to {name}"
        message = f"{path.name} is not read"
        binder.report("file-name", message, mark, f"{hint}, or out of seeds/")
    return len(binder.problems) > before


def _below(folder: Path) -> Iterator[Path]:
    """Give the files and links in a folder and the folders in it, hidden ones apart."""
    left = MAX_FILES
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(here, name).is_symlink()]
        for name in sorted((*files, *links)):
            if not name.startswith("."):
                yield Path(here, name)
                left -= 1
        if left < 0:  # more than is told of anyway
            return


def _single(
    binder: Binder, roots: dict[str, Mapping], name: str, model: type[T], *, needed: bool
) -> T | None:
    root = roots.get(name)
    if root is not None:
        return binder.bind(model, root, name.removesuffix(".yaml"))
    known = any(problem.mark.file == f"seeds/{name}" for problem in binder.problems)
    if needed and not known:
        mark = Mark(f"seeds/{name}", 1, 1)
        binder.report("file-missing", f"there is no seeds/{name}", mark)
    return None


def _records(
    binder: Binder, files: dict[str, _File], folder: Path, kept: KeptRecords
) -> tuple[Records, frozenset[str]]:
    """Read all records; give too the codes of what would only follow from their problems."""
    records: dict[str, Record] = {}
    defined: Defined = {}
    waiting: frozenset[str] = frozenset()
    for name, file in files.items():
        if name in _SINGLE:
            continue
        for record in file.records:
            define(binder, type(record), record.id, record.at("id"), defined)
        bound = file.records
        if file.root is not None:
            bound, lost = records_in(binder, file.root, defined)
            waiting |= lost
            if not _has_problem(binder, name):
                kept.keep(folder / name, file.content, bound)
        for record in bound:
            records.setdefault(record.id, record)  # the second one was told of
    return Records(records, {id: kind for id, (kind, _) in defined.items()}), waiting


def _has_problem(binder: Binder, name: str) -> bool:
    return any(problem.mark.file == f"seeds/{name}" for problem in binder.problems)
