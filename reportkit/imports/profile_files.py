"""The mappings that ship with reportkit, and those that a user keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportkit.files.plain import read_plain
from reportkit.imports.columns import Columns
from reportkit.imports.mapping import Mapping
from reportkit.loading.binder import Binder
from reportkit.loading.limits import MAX_BYTES
from reportkit.loading.yaml_reader import read_yaml
from reportkit.problems import (
    Mark,
    ReportkitError,
    SeedsRejected,
    did_you_mean,
    errors_in,
    in_file_order,
)
from reportkit.tables.table import Column

FOLDER = Path(__file__).parent / "profiles"
_FORMAT = 1


class NoProfile(ReportkitError):
    """A file that no mapping knows, or a profile that there is not."""

    exit_code = 2


def profile_names() -> tuple[str, ...]:
    """Name the profiles that ship, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def profile_named(name: str) -> Mapping:
    """Read a profile that ships. Raises NoProfile for a name that none has."""
    names = profile_names()
    if name not in names:
        hint = did_you_mean(name, names) or f"one of: {', '.join(names)}"
        raise NoProfile(f"there is no profile '{name}'; {hint}")
    return read_mapping(FOLDER / f"{name}.yaml")


def read_mapping(path: Path, shown: str = "") -> Mapping:
    """Read a mapping file; ``shown`` is its name in messages.

    Raises SeedsRejected with all that is wrong in it, each with its place.
    """
    name = shown or str(path)
    binder = Binder()
    document = read_yaml(read_plain(path, MAX_BYTES), name)
    binder.problems.extend(document.problems)
    mapping = binder.bind(Mapping, document.root, "mapping") if document.root else None
    if document.root is None and not document.problems:
        hint = "'reportkit import --new-map FILE' proposes one"
        binder.report("value-empty", "the mapping is empty", Mark(name, 1, 1), hint)
    if mapping is not None and mapping.format != _FORMAT:
        message = f"format {mapping.format} is not known"
        binder.report("import-mapping", message, mapping.at("format"), f"write {_FORMAT}")
    if mapping is None or errors_in(binder.problems):
        raise SeedsRejected(in_file_order(binder.problems))
    return mapping


def recognised(columns: Sequence[Column]) -> Mapping:
    """Find the profile whose columns a table has. Raises NoProfile unless one alone fits."""
    names = [name for name in profile_names() if _fits(profile_named(name), columns)]
    if len(names) == 1:
        return profile_named(names[0])
    if names:
        raise NoProfile(
            f"the columns fit several profiles; name one: --profile {' or '.join(names)}"
        )
    headers = ", ".join(filter(None, (column.header or column.tag for column in columns[:8])))
    raise NoProfile(
        f"no profile knows these columns: {headers}, ...\n"
        "  'reportkit import --new-map FILE' proposes a mapping; then: --map imports/NAME.yaml"
    )


def _fits(mapping: Mapping, columns: Sequence[Column]) -> bool:
    find = Columns(columns).find
    wanted = mapping.recognised_by
    return bool(wanted) and all(find(name) is not None for name in wanted)
