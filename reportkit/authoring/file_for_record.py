"""Into which file of seeds a new record goes."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from reportkit.files.plain import read_plain
from reportkit.loading.loader import BRIEF, DISTRIBUTION, EDITION
from reportkit.loading.yaml_reader import MAX_BYTES, Scalar, read_yaml
from reportkit.model.book import Records
from reportkit.model.envelope import Record
from reportkit.problems import Problem

#: Records of these belong to the whole series.
EVERYWHERE = frozenset({"source", "actor", "place", "correction"})


_FILE = re.compile(r"\w[\w.-]*\.yaml")


class Target(NamedTuple):
    """A file of seeds, there or not yet."""

    name: str  # "sources.yaml"
    content: bytes | None  # None: there is no such file yet
    section: str | None  # that it names for all its records
    problems: tuple[Problem, ...] = ()  # that keep it from being read

    @property
    def path(self) -> str:
        """Its path from the series' folder, as problems name it."""
        return f"seeds/{self.name}"


def holds_records(name: str) -> bool:
    """Tell whether a file of seeds may hold records; hidden ones are not read."""
    return bool(_FILE.fullmatch(name)) and name not in (BRIEF, EDITION, DISTRIBUTION)


def file_for(model: type[Record], records: Records, section: str | None) -> str:
    """Name the file for a record of a type: where most of its kind and section stand."""
    own = [record for record in records.all(model) if _is_in(record, section)]
    beside = [record for record in records if section and record.section == section]
    files = Counter(record.at().file for record in own or beside)
    if files and (own or model.type not in EVERYWHERE):
        return files.most_common(1)[0][0].removeprefix("seeds/")
    name = f"{section}.yaml" if section and model.type not in EVERYWHERE else ""
    return name if holds_records(name) else f"{model.plural}.yaml"  # a section can be "brief"


def _is_in(record: Record, section: str | None) -> bool:
    return section is None or record.type in EVERYWHERE or record.section == section


def target_at(series: Path, name: str) -> Target:
    """Read the file that is to hold a record. Raises OSError where it cannot be read."""
    try:
        content = read_plain(series / "seeds" / name, MAX_BYTES)
    except FileNotFoundError:
        return Target(name, None, None)
    document = read_yaml(content, f"seeds/{name}")
    section = document.root.get("section") if document.root else None
    problems = tuple(one for one in document.problems if one.code != "file-empty")
    return Target(name, content, section.text if isinstance(section, Scalar) else None, problems)
