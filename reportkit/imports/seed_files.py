"""Files of seeds as an import is to leave them: changed and added to, and nothing written yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportkit.authoring.append import New, append_all
from reportkit.authoring.file_for_record import EVERYWHERE, Target, target_at
from reportkit.authoring.key_edits import Keys
from reportkit.authoring.set_keys import Place, with_many
from reportkit.authoring.yaml_text import Unwritable
from reportkit.files.rewrite import Rewritten
from reportkit.loading import yaml_reader as reading
from reportkit.loading.binder import Binder
from reportkit.loading.file_of_records import records_in
from reportkit.loading.limits import MAX_BYTES
from reportkit.loading.loader import MAX_FILES, MAX_TOTAL_BYTES
from reportkit.model.envelope import Record
from reportkit.problems import Mark, Problem, SeedsRejected, errors_in

#: A file that has more is not added to: the next records begin another beside it.
FULL = MAX_BYTES // 2


def too_large(size: int, files: str = "") -> Problem:
    """Say that seeds/ would hold more than is read."""
    return Problem(
        "seeds-too-large",
        f"with these records seeds/ would hold {size / 1024 / 1024:.0f} MB{files}; at most "
        f"{MAX_TOTAL_BYTES >> 20} MB in {MAX_FILES} files are read",
        Mark("seeds", 1, 1),
        "take fewer rows: --from, --until, --place, --type and --min-deaths choose them",
    )


class SeedFiles:
    """The files of seeds as they are and as they are to be."""

    def __init__(self, series: Path) -> None:
        self.series = series
        self._before: dict[str, Target] = {}
        self._after: dict[str, bytes] = {}

    def change(self, name: str, changes: Mapping[Place, Keys]) -> None:
        """Change keys of records. Raises Unwritable."""
        name = name.removeprefix("seeds/")
        self._after[name] = with_many(self._content(name) or b"", changes)

    def append(self, name: str, section: str, group: list[New]) -> list[tuple[str, int]]:
        """Append records; what does not fit goes into files beside it, "acled-2.yaml"."""
        added: list[tuple[str, int]] = []
        names = _parts(name)
        part = next(names)
        while group:
            while len(self._content(part) or b"") > FULL:
                part = next(names)
            size = min(len(group), _fitting(group))
            before = self._content(part)
            content = self._with(part, section, group[:size])
            while len(content) > MAX_BYTES and size > 1:
                size //= 2
                content = self._with(part, section, group[:size])
            if len(content) > MAX_BYTES and before:  # one record more is too much for it
                part = next(names)
                continue
            self._after[part] = content
            added.append((f"seeds/{part}", size))
            group = group[size:]
            part = next(names)  # to add to what was just written would be to read it all again
        return added

    def without_section(self, name: str, group: list[New]) -> str:
        """Name a file in which records without a section get none from a file made just now."""
        before = self._content(name) and self._before[name].content
        if before or all(kind.type in EVERYWHERE for kind, _ in group):
            return name
        others = (part for kind, _ in group[:1] for part in _parts(f"{kind.plural}.yaml"))
        return next(one for one in (name, *others) if not _section_of(self._root(one)))

    def rewritten(self) -> list[Rewritten]:
        """Give the files that change, with what they held."""
        folder = self.series / "seeds"
        return [
            Rewritten(folder / name, content, self._before[name].content or b"")
            for name, content in self._after.items()
            if content != self._before[name].content
        ]

    def records(self) -> dict[str, Record]:
        """Read the files as they are to be; raises SeedsRejected where they cannot be read."""
        records: dict[str, Record] = {}
        binder = Binder()
        for name, content in self._after.items():
            document = reading.read_yaml(content, f"seeds/{name}")
            binder.problems += document.problems
            if document.root is not None:
                bound, _ = records_in(binder, document.root, {})
                records |= {record.id: record for record in bound}
        if errors := errors_in(binder.problems):
            raise SeedsRejected(errors)
        return records

    def refuse_too_much(self) -> None:
        """Refuse more files or bytes than are read."""
        folder = self.series / "seeds"
        names = {path.name: path for path in folder.glob("*.yaml")}
        sizes = {name: path.lstat().st_size for name, path in names.items()}
        sizes |= {name: len(content) for name, content in self._after.items()}
        total = sum(sizes.values())
        if total <= MAX_TOTAL_BYTES and len(sizes) <= MAX_FILES:
            return
        raise SeedsRejected([too_large(total, f" in {len(sizes)} files")])

    def _content(self, name: str) -> bytes | None:
        if name in self._after:
            return self._after[name]
        if name not in self._before:
            target = target_at(self.series, name)
            if target.problems:
                raise SeedsRejected(target.problems)
            self._before[name] = target
        return self._before[name].content

    def _root(self, name: str) -> reading.Mapping | None:
        content = self._content(name)
        return reading.read_yaml(content, "").root if content else None

    def _with(self, name: str, section: str, group: list[New]) -> bytes:
        """Give a file with more records; the section is named once, or in each of them."""
        content, root = self._content(name), self._root(name)
        target = self._before[name]
        if section and root is not None and _section_of(root) != section:
            group = [(kind, {**values, "section": section}) for kind, values in group]
        try:
            return append_all(content, group, section=section if root is None else None)
        except Unwritable as reason:
            hint = "name another file with --file"
            mark = Mark(target.path, 1, 1)
            raise SeedsRejected(
                [Problem("import-unwritable", f"no record is put into it: {reason}", mark, hint)]
            ) from None


def _section_of(root: reading.Mapping | None) -> str:
    """Give the section that a file names for all its records."""
    own = root.get("section") if root else None
    return own.text if isinstance(own, reading.Scalar) else ""


def _parts(name: str) -> Iterator[str]:
    """Give a file's name and those beside it: "acled.yaml", "acled-2.yaml"."""
    yield name
    stem = name.removesuffix(".yaml")
    yield from (f"{stem}-{number}.yaml" for number in range(2, MAX_FILES + 2))


def _fitting(group: Iterable[New]) -> int:
    """Guess how many records fill a file, from how long their values are."""
    size = number = 0
    for number, (_, values) in enumerate(group, 1):
        size += len(str(values)) + 12 * len(values)
        if size > FULL:
            return number
    return number
