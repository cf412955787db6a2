"""The seeds folder to a Book: which files there are and what they hold."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportkit.facts.binding import Binder, T
from reportkit.facts.book import BY_PLURAL, Book, Records
from reportkit.facts.envelope import Record
from reportkit.facts.scalars import SLUG
from reportkit.facts.series import Brief, Distribution, Edition, Schedule
from reportkit.facts.yamltext import MAX_BYTES, Mapping, Node, Scalar, Sequence, read_yaml
from reportkit.problems import Mark, Problem, did_you_mean, in_file_order

#: The files that hold one value each; every other .yaml file of seeds/ holds records.
BRIEF, EDITION, DISTRIBUTION = "brief.yaml", "edition.yaml", "distribution.yaml"
MAX_FILES = 500
MAX_TOTAL_BYTES = 32 * 1024 * 1024
#: By id: the type of the record that has it, and where the id is written.
Defined = dict[str, tuple[str, Mark]]
#: Records that belong to the whole series, not to a section of the brief.
_EVERYWHERE = frozenset({"sources", "actors", "places", "corrections"})


@dataclass(frozen=True)
class Loaded:
    """What the seeds say, and what is wrong with how they say it.

    ``book`` is None when brief.yaml or edition.yaml cannot be read; ``records`` always
    holds whatever could be.
    """

    book: Book | None
    records: Records
    problems: tuple[Problem, ...]


def load(series: Path) -> Loaded:
    """Read ``seeds/`` of a series. Reads no other folder and follows no link."""
    folder = series / "seeds"
    binder = Binder()
    if not folder.is_dir():
        binder.problems.append(
            Problem(
                "seeds-missing",
                "there is no seeds/ folder here",
                Mark("seeds", 1, 1),
                "name the series' folder with -C",
            )
        )
        return Loaded(None, Records({}), tuple(binder.problems))
    roots = dict(_documents(folder, binder))
    brief = _single(binder, roots, BRIEF, Brief, needed=True)
    edition = _single(binder, roots, EDITION, Edition, needed=True)
    distribution = _single(binder, roots, DISTRIBUTION, Distribution, needed=False)
    records = _records(binder, roots)
    problems = in_file_order(binder.problems)
    if brief is None or edition is None:
        return Loaded(None, records, problems)
    book = Book(
        records.by_id,
        records.defined,
        brief=brief,
        edition=edition,
        distribution=distribution or Distribution(),
    )
    return Loaded(book, records, problems)


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


def _documents(folder: Path, binder: Binder) -> Iterator[tuple[str, Mapping]]:
    """Give each readable file's root by its name; report the others."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    total = 0
    for name in names[:MAX_FILES]:
        file = f"seeds/{name}"
        mark = Mark(file, 1, 1)
        if name.endswith(".yml"):
            binder.problems.append(
                Problem("file-name", f"{name} is not read", mark, f"rename it to {name[:-4]}.yaml")
            )
        if not name.endswith(".yaml"):
            continue
        content = _plain_file(folder / name, mark, binder)
        total += len(content or b"")
        if total > MAX_TOTAL_BYTES:
            binder.problems.append(
                Problem(
                    "seeds-too-large",
                    "seeds/ holds more than 32 MB",
                    mark,
                    "move what is history out of seeds/",
                )
            )
            return
        if content is not None:
            document = read_yaml(content, file)
            binder.problems.extend(document.problems)
            if document.root is not None:
                yield name, document.root
    if len(names) > MAX_FILES:
        binder.problems.append(
            Problem(
                "seeds-too-large",
                f"seeds/ holds {len(names)} files",
                Mark("seeds", 1, 1),
                f"at most {MAX_FILES} are read",
            )
        )


def _plain_file(path: Path, mark: Mark, binder: Binder) -> bytes | None:
    """Read one plain file; a link, pipe or device could be anything and is refused."""
    try:
        # NONBLOCK: opening a pipe must not wait for a writer.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError("not a plain file")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or str(error)).lower()
        binder.problems.append(
            Problem(
                "file-unreadable", f"cannot be read: {reason}", mark, "keep plain files in seeds/"
            )
        )
        return None


def _single(
    binder: Binder, roots: dict[str, Mapping], name: str, model: type[T], *, needed: bool
) -> T | None:
    root = roots.get(name)
    if root is not None:
        return binder.bind(model, root, name.removesuffix(".yaml"))
    known = any(problem.mark.file == f"seeds/{name}" for problem in binder.problems)
    if needed and not known:
        binder.problems.append(
            Problem("file-missing", f"there is no seeds/{name}", Mark(f"seeds/{name}", 1, 1))
        )
    return None


def _records(binder: Binder, roots: dict[str, Mapping]) -> Records:
    found: dict[str, Record] = {}
    defined: Defined = {}
    for name, root in roots.items():
        if name not in (BRIEF, EDITION, DISTRIBUTION):
            for plural, node in _lists(binder, root):
                for record in _list(binder, plural, node, root.get("section"), defined):
                    found.setdefault(record.id, record)
    return Records(found, {id: kind for id, (kind, _) in defined.items()})


def _lists(binder: Binder, root: Mapping) -> Iterator[tuple[str, Sequence]]:
    """Give a file's lists of records by their key; report what is no such list."""
    for key, node in root.entries:
        if key.text == "section":
            continue
        if key.text not in BY_PLURAL:
            hint = did_you_mean(key.text, BY_PLURAL) or f"known: {', '.join(BY_PLURAL)}"
            binder.report("key-unknown", f"'{key.text}' is no kind of record", key.mark, hint)
        elif not isinstance(node, Sequence):
            hint = "begin each record with '- id:'"
            binder.report("value-type", f"{key.text} must be a list", node.mark, hint)
        else:
            yield key.text, node


def _list(
    binder: Binder, plural: str, node: Sequence, section: Node | None, defined: Defined
) -> Iterator[Record]:
    model = BY_PLURAL[plural]
    for index, item in enumerate(node.items):
        what = _declared(binder, model, item, defined) or f"{plural}[{index}]"
        whole = item if plural in _EVERYWHERE else _in_section(item, section)
        record = binder.bind(model, whole, what)
        if record is not None:
            yield record


def _declared(binder: Binder, model: type[Record], item: Node, defined: Defined) -> str | None:
    """Note a record's id, whether or not the rest of it can be read; ids are never shared."""
    written = item.get("id") if isinstance(item, Mapping) else None
    if not isinstance(written, Scalar) or not SLUG.match(written.text):
        return None
    id = written.text
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
