"""The seeds folder to a Book: which files there are and what they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportkit.files.plain import TooLarge, read_plain
from reportkit.loading.binder import Binder, T
from reportkit.loading.scalars import SLUG, as_bound
from reportkit.loading.yaml_reader import (
    MAX_BYTES,
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_yaml,
    too_large,
)
from reportkit.model.base import Located
from reportkit.model.book import BY_PLURAL, RECORD_TYPES, Book, Records
from reportkit.model.envelope import Record, Slug
from reportkit.model.fields import spec_of
from reportkit.model.series import Brief, Distribution, Edition, Schedule
from reportkit.problems import Mark, Problem, did_you_mean, in_file_order
from reportkit.zones import zone_or_none

#: The files that hold one value each; every other .yaml file of seeds/ holds records.
BRIEF, EDITION, DISTRIBUTION = "brief.yaml", "edition.yaml", "distribution.yaml"
MAX_FILES = 500
MAX_TOTAL_BYTES = 32 * 1024 * 1024
#: By id: the type of the record that has it, and where the id is written.
Defined = dict[str, tuple[str, Mark]]
#: Records that belong to the whole series, not to a section of the brief.
_EVERYWHERE = frozenset({"sources", "actors", "places", "corrections"})
#: So many keys of another kind are no slip of the hand: the record is in the wrong list.
_STRANGE_KEYS = 2

#: What seems to be missing when records or lists could not be read.
_FOLLOW_LOST_RECORDS = frozenset({"ref-unknown", "record-vanished"})
_FOLLOW_LOST_SECTION = frozenset({"section-missing"})
_FOLLOW_LOST_LISTS = frozenset({"list-unknown", "schedule-list"})
#: Would be written with the suffix that is read, were it not for a slip.
_YAML = re.compile(r"\.ya?ml\s*\Z", re.IGNORECASE)


class _OfFile(Located):
    """What a file of records says of all of them."""

    section: Slug


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


def load(series: Path) -> Loaded:
    """Read ``seeds/`` of a series. Reads no other folder and follows no link."""
    folder = series / "seeds"
    binder = Binder()
    if not folder.is_dir():
        hint = "name the series' folder with -C"
        binder.report("seeds-missing", "there is no seeds/ folder here", Mark("seeds", 1, 1), hint)
        return Loaded(None, Records({}), tuple(binder.problems))
    roots, unread = _documents(folder, binder)
    brief = _single(binder, roots, BRIEF, Brief, needed=True)
    binder.zone = zone_or_none(brief.cadence.zone) if brief else None
    edition = _single(binder, roots, EDITION, Edition, needed=True)
    distribution = _single(binder, roots, DISTRIBUTION, Distribution, needed=False)
    beside = distribution.recipients_file if distribution else None
    unread |= _warnings_of_others(folder, binder, beside)
    records, waiting = _records(binder, roots)
    if unread:
        waiting |= _FOLLOW_LOST_RECORDS
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


def _documents(folder: Path, binder: Binder) -> tuple[dict[str, Mapping], bool]:
    """Read each file of seeds to its root, by name; tell too whether records were not read."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    roots: dict[str, Mapping] = {}
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
            return roots, True
        document = read_yaml(content, mark.file) if content is not None else Document(None, ())
        binder.problems.extend(document.problems)
        if document.root is None:
            lost.add(name)
        else:
            roots[name] = document.root
    if len(names) > MAX_FILES:
        message = f"seeds/ holds {len(names)} files"
        hint = f"at most {MAX_FILES} are read"
        binder.report("seeds-too-large", message, Mark("seeds", 1, 1), hint)
    lost -= {BRIEF, EDITION, DISTRIBUTION}  # they hold no records
    return roots, bool(lost) or len(names) > MAX_FILES


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


def _records(binder: Binder, roots: dict[str, Mapping]) -> tuple[Records, frozenset[str]]:
    """Read all records; give too the codes of what would only follow from their problems."""
    records: dict[str, Record] = {}
    defined: Defined = {}
    waiting: frozenset[str] = frozenset()
    for name, root in roots.items():
        if name in (BRIEF, EDITION, DISTRIBUTION):
            continue
        section = _section_of(binder, root)
        if section is None and root.get("section") is not None:
            waiting |= _FOLLOW_LOST_SECTION
        for key, node in root.entries:
            if key.text == "section":
                continue
            if (items := _items(binder, key, node)) is None:
                waiting |= _FOLLOW_LOST_RECORDS
                continue
            for index, item in enumerate(items):
                declared = _declared(binder, BY_PLURAL[key.text], item, defined)
                if declared is None:
                    waiting |= _FOLLOW_LOST_RECORDS
                what = declared or f"{key.text}[{index}]"
                whole = item if key.text in _EVERYWHERE else _in_section(item, section)
                record = _record(binder, BY_PLURAL[key.text], whole, what)
                if record is not None:
                    records.setdefault(record.id, record)  # the second one was told of
    return Records(records, {id: kind for id, (kind, _) in defined.items()}), waiting


def _section_of(binder: Binder, root: Mapping) -> Node | None:
    """Give the section that a file names for all its records; a bad one is told once."""
    section = root.get("section")
    if section is None:
        return None
    key = Scalar("section", plain=True, mark=section.mark)
    named = binder.bind(_OfFile, Mapping(((key, section),), section.mark), "the file's")
    return section if named else None


def _items(binder: Binder, key: Scalar, node: Node) -> tuple[Node, ...] | None:
    """Give the records under a key of a file; report what is no list of records."""
    if key.text not in BY_PLURAL:
        hint = did_you_mean(key.text, ("section", *BY_PLURAL)) or f"known: {', '.join(BY_PLURAL)}"
        binder.unknown_key(key, f"unknown kind of record '{key.text}'", hint)
    elif isinstance(node, Scalar) and not node.text.strip():
        hint = "begin each record below it with '- id:', or delete the line"
        binder.report("value-empty", f"{key.text} is empty", node.mark, hint)
    elif not isinstance(node, Sequence):
        hint = "begin each record with '- id:'"
        binder.report("value-type", f"{key.text} must be a list", node.mark, hint)
    else:
        return node.items
    return None


def _record(binder: Binder, model: type[Record], item: Node, what: str) -> Record | None:
    """Read one record; one that stands in the list of another kind is reported as such."""
    meant = _kinds_meant(model, item)
    if not meant:
        return binder.bind(model, item, what)
    kinds = " or ".join(f"'{kind.plural}:'" for kind in meant)
    hint = f"write a line {kinds} above it, in the column of '{model.plural}:'"
    message = f"{what} has the keys of another kind of record than {model.plural}"
    binder.report("record-misplaced", message, item.mark, hint)
    return None


def _kinds_meant(model: type[Record], item: Node) -> list[type[Record]]:
    """Give the other kinds whose keys a record has; none where it is a slip of the hand."""
    keys = {key.text for key, _ in item.entries} if isinstance(item, Mapping) else set()
    if len(keys - spec_of(model).keys()) < _STRANGE_KEYS:
        return []
    return [kind for kind in RECORD_TYPES if keys <= spec_of(kind).keys()]


def _declared(binder: Binder, model: type[Record], item: Node, defined: Defined) -> str | None:
    """Note a record's id, whether or not the rest of it can be read; ids are never shared."""
    written = item.get("id") if isinstance(item, Mapping) else None
    id = as_bound(written.text) if isinstance(written, Scalar) else ""
    if not isinstance(written, Scalar) or not SLUG.match(id):
        return None
    if first := defined.get(id):
        hint = f"the first is at {first[1].file}:{first[1].line}; ids are never shared"
        binder.report("id-repeated", f"the id '{id}' is used twice", written.mark, hint)
    else:
        defined[id] = (model.type, written.mark)
    return id


def _in_section(item: Node, section: Node | None) -> Node:
    """A file may name the section once for all its records."""
    if section is None or not isinstance(item, Mapping) or item.get("section") is not None:
        return item
    key = Scalar("section", plain=True, mark=section.mark)
    return Mapping((*item.entries, (key, section)), item.mark)
