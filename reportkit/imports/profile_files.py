"""The mappings that ship with reportkit, and those that a user keeps."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Listed
from pathlib import Path

from reportkit.files.plain import read_plain
from reportkit.imports.columns import Columns, named
from reportkit.imports.mapping import SHIPPED, Mapping
from reportkit.loading.binder import Binder
from reportkit.loading.limits import MAX_BYTES
from reportkit.loading.yaml_reader import Mapping as Node
from reportkit.loading.yaml_reader import Scalar, Sequence, read_yaml
from reportkit.problems import (
    Mark,
    ReportkitError,
    SeedsRejected,
    counted,
    did_you_mean,
    errors_in,
    in_file_order,
)
from reportkit.tables.table import Column

FOLDER = Path(__file__).parent / "profiles"
_FORMAT = 1
_SHOWN = 8


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
    return read_mapping(FOLDER / f"{name}.yaml", f"{SHIPPED}{name}")


def profile_name_of(mapping: Mapping) -> str:
    """Give the name of the profile that a mapping was read from."""
    return mapping.at().file.removeprefix(SHIPPED)


def read_mapping(path: Path, shown: str = "") -> Mapping:
    """Read a mapping file; ``shown`` is its name in messages.

    Raises SeedsRejected with all that is wrong in it, each with its place.
    """
    name = shown or str(path)
    binder = Binder()
    document = read_yaml(read_plain(path, MAX_BYTES), name)
    binder.problems.extend(document.problems)
    root = _laid_over(document.root, binder) if document.root else None
    mapping = binder.bind(Mapping, root, "mapping") if root else None
    if document.root is None and not document.problems:
        hint = "'reportkit import --new-map FILE' proposes one"
        binder.report("value-empty", "the mapping is empty", Mark(name, 1, 1), hint)
    if mapping is not None and mapping.format != _FORMAT:
        message = f"format {mapping.format} is not known"
        binder.report("import-mapping", message, mapping.at("format"), f"write {_FORMAT}")
    if mapping is not None and mapping.decimal not in (None, ".", ","):
        message = f"'{mapping.decimal}' stands before no decimals"
        binder.report("import-mapping", message, mapping.at("decimal"), "write '.' or ','")
    if mapping is None or errors_in(binder.problems):
        raise SeedsRejected(in_file_order(binder.problems))
    return mapping


def _laid_over(root: Node, binder: Binder) -> Node | None:
    """Put what a mapping says over the profile that it is like; words are added to its words."""
    like = root.get("like")
    if not isinstance(like, Scalar):
        return root
    names = profile_names()
    if like.text not in names:
        hint = did_you_mean(like.text, names) or f"one of: {', '.join(names)}"
        binder.report("import-mapping", f"there is no profile '{like.text}'", like.mark, hint)
        return None
    base = read_yaml((FOLDER / f"{like.text}.yaml").read_bytes(), f"{SHIPPED}{like.text}").root
    if base is None:
        return root
    own = {key.text: (key, value) for key, value in root.entries}
    entries = {key.text: (key, value) for key, value in base.entries} | own
    if day := _completed_day(base, root):
        entries["day"] = own["day"][0], day
    words = [held for one in (base, root) if isinstance(held := one.get("words"), Sequence)]
    if len(words) > 1:
        items = tuple(item for held in words for item in held.items)
        entries["words"] = own["words"][0], Sequence(items, words[-1].mark)
    return root._replace(entries=tuple(entries.values()))


def _completed_day(base: Node, root: Node) -> Node | None:
    """Add to the columns of a profile what a mapping says of days without naming a column."""
    theirs, own = base.get("day"), root.get("day")
    if not isinstance(theirs, Node) or not isinstance(own, Node):
        return None
    said = {key.text: (key, value) for key, value in own.entries}
    if {"start", "month"} & said.keys():
        return None
    both = {key.text: (key, value) for key, value in theirs.entries} | said
    return own._replace(entries=tuple(both.values()))


def recognised(columns: Listed[Column]) -> Mapping:
    """Find the profile whose columns a table has; of several that which asks for most.

    Raises NoProfile where none fits, or several do alike.
    """
    fitting = [(name, mapping) for name, mapping in _shipped() if _fits(mapping, columns)]
    asked = max((len(mapping.recognised_by) for _, mapping in fitting), default=0)
    best = [(name, mapping) for name, mapping in fitting if len(mapping.recognised_by) == asked]
    if len(best) == 1:
        return best[0][1]
    if best:
        names = " or ".join(name for name, _ in best)
        raise NoProfile(f"the columns fit several profiles; name one: --profile {names}")
    raise NoProfile(
        f"no profile knows {_described(columns)}\n"
        "  'reportkit import --new-map FILE' proposes a mapping; then: --map imports/NAME.yaml"
    )


def _shipped() -> Iterator[tuple[str, Mapping]]:
    return ((name, profile_named(name)) for name in profile_names())


def _described(columns: Listed[Column]) -> str:
    headers = [column.header or column.tag for column in columns if column.header or column.tag]
    if not headers:
        return f"a file of {counted(len(columns), 'column')} without a header"
    more = ", ..." if len(headers) > _SHOWN else ""
    return f"these columns: {', '.join(headers[:_SHOWN])}{more}"


def _fits(mapping: Mapping, columns: Listed[Column]) -> bool:
    find = Columns(named(columns, mapping.columns)).find
    wanted = mapping.recognised_by
    return bool(wanted) and all(find(name) is not None for name in wanted)
