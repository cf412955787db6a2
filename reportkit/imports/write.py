"""An import written into the seeds: new records, changed keys, and what the data set said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reportkit.authoring.append import New
from reportkit.authoring.file_for_record import EVERYWHERE, file_for, holds_records
from reportkit.authoring.key_edits import Keys
from reportkit.authoring.key_order import ordered_values
from reportkit.authoring.set_keys import Place
from reportkit.authoring.written import Value
from reportkit.authoring.yaml_text import Unwritable
from reportkit.files.disk import ensure_folder
from reportkit.files.rewrite import Rewritten, rewrite_all
from reportkit.imports.compare import Verdict
from reportkit.imports.entries import Entry
from reportkit.imports.preview import Preview
from reportkit.imports.seed_files import SeedFiles, too_large
from reportkit.imports.state import Header, Imported, basis_of, digest_of, file_of, state_bytes
from reportkit.loading.loader import MAX_TOTAL_BYTES
from reportkit.model.book import is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.problems import Problem, SeedsRejected

NOTHING: Mapping[str, str] = {}
#: Records of so many bytes do not fit, however they are written.
_FAR_TOO_LARGE = MAX_TOTAL_BYTES * 5 // 4


class Placing(NamedTuple):
    """Where new records go."""

    series: Path
    source: str = ""  # id of the data set; "": each record goes where most of its kind stand
    file: str = ""  # a file that the user named
    section: str = ""  # in which they are printed
    state: bytes = b""  # what the file of the last import held when it was read


@dataclass
class Plan:
    """All files as they are to be written; nothing is written yet."""

    files: list[Rewritten]
    state: Rewritten | None = None  # written last
    header: Header | None = None  # of the state
    added: list[tuple[str, int]] = field(default_factory=list)  # file and number of new records
    by_hand: list[tuple[Entry, str]] = field(default_factory=list)  # with the reason

    @property
    def writes(self) -> bool:
        """Tell whether the seeds change."""
        return bool(self.files)


def planned(preview: Preview, placing: Placing, *, withdraw: Mapping[str, str] = {}) -> Plan:
    """Put all that is new or changed into the files of seeds, as bytes.

    ``withdraw`` gives for each record that vanished and is to be withdrawn the reason. Raises
    SeedsRejected where a file cannot take it; then nothing is to be written.
    """
    if problem := far_too_large(preview):
        raise SeedsRejected([problem])
    files = SeedFiles(placing.series)
    plan = Plan([])
    for name, changes in _changes(preview, withdraw).items():
        _change(files, name, changes, plan)
    for name, section, group in _groups(preview, placing):
        apart = not placing.source and not placing.file and not section
        own = files.without_section(name, group) if apart else name
        plan.added += files.append(own, section, group)
    plan.files = files.rewritten()
    files.refuse_too_much()
    fresh = files.records()
    if placing.source:
        plan.state = _state(preview, placing, fresh, plan)
    return plan


def far_too_large(preview: Preview) -> Problem | None:
    """Say at once of very many records that the seeds cannot take them; what is near is written."""
    size = preview.entries.size_of_new()
    return too_large(size) if size > _FAR_TOO_LARGE else None


def files_of(preview: Preview, placing: Placing) -> tuple[str, ...]:
    """Name the files that would change, without the work of changing them."""
    names = [preview.records.by_id[entry.record].at().file
             for entry in preview.all(Verdict.CHANGED, Verdict.CONFLICT)
             if _is_changed(entry)]  # fmt: skip
    kinds = +preview.entries.kinds[Verdict.NEW]
    names += [f"seeds/{_file_of(kind, placing.section, preview, placing)}" for kind in kinds]
    return tuple(dict.fromkeys(names))


def write(plan: Plan) -> None:
    """Write all files, the state last: whoever is stopped between two imports once more."""
    files = list(plan.files)
    if plan.state is not None:
        ensure_folder(plan.state.path.parent)
        files.append(plan.state)
    rewrite_all(files)


# -- changed records -------------------------------------------------------------------------

_Changes = dict[Place, tuple[Entry, Keys]]


def _changes(preview: Preview, withdraw: Mapping[str, str]) -> dict[str, _Changes]:
    """Give the keys that are to change, by file and record."""
    changes: dict[str, _Changes] = {}
    touched = preview.counts[Verdict.NEW] > 0 or any(
        map(_is_changed, preview.entries.of(Verdict.CHANGED, Verdict.CONFLICT))
    )
    for entry in preview.all(Verdict.CHANGED, Verdict.CONFLICT, Verdict.VANISHED):
        keys: dict[str, Value | None] = {}
        if _is_changed(entry):  # in a conflict too: of these keys the desk says nothing
            values = preview.values_of(entry)
            keys = {one.key: values.get(one.key) for one in entry.of(Verdict.CHANGED)}
        elif entry.record in withdraw:
            keys = {"status": "withdrawn", "status_reason": withdraw[entry.record]}
        if keys:
            _add(changes, preview, entry, keys)
    for entry in _sources_read_again(preview) if touched or withdraw else ():
        _add(changes, preview, entry, {"accessed": preview.values_of(entry)["accessed"]})
    return changes


def _is_changed(entry: Entry) -> bool:
    """Tell whether the data set alone changed a key of a record that stands."""
    return entry.verdict in (Verdict.CHANGED, Verdict.CONFLICT) and bool(entry.of(Verdict.CHANGED))


def _add(changes: dict[str, _Changes], preview: Preview, entry: Entry, keys: Keys) -> None:
    record = preview.records.by_id[entry.record]
    place = Place(entry.kind.plural, entry.record)
    held = changes.setdefault(record.at().file, {})
    before = held[place][1] if place in held else {}
    held[place] = (entry, {**before, **keys})


def _sources_read_again(preview: Preview) -> Iterator[Entry]:
    """Give the data sets that are known and were read on a later day."""
    for id, place in preview.ids:
        known = preview.records.get(Source, preview.known.renames.get(id, id))
        if known is None:
            continue
        now = str(preview.spool.get(place).values.get("accessed", ""))
        if now > (known.accessed.isoformat() if known.accessed else ""):
            yield Entry(Verdict.SAME, Source, id, known.id, 0, (), place)


def _change(files: SeedFiles, name: str, changes: _Changes, plan: Plan) -> None:
    """Change a file in one pass; where that fails look in either half for who is to blame."""
    try:
        files.change(name, {place: keys for place, (_, keys) in changes.items()})
    except Unwritable as reason:
        if len(changes) == 1:
            plan.by_hand += ((entry, str(reason)) for entry, _ in changes.values())
            return
        places, half = list(changes), len(changes) // 2
        for part in (places[:half], places[half:]):
            _change(files, name, {place: changes[place] for place in part}, plan)


# -- new records -----------------------------------------------------------------------------


def _groups(preview: Preview, placing: Placing) -> Iterator[tuple[str, str, list[New]]]:
    """Give the new records by file and section."""
    groups: dict[tuple[str, str], list[New]] = {}
    for entry in preview.entries.of(Verdict.NEW):
        values = ordered_values(preview.values_of(entry), entry.kind)
        section = ""
        if entry.kind.type not in EVERYWHERE:  # else one of its own stays with it
            section = str(values.pop("section", "") or placing.section)
        name = _file_of(entry.kind, section, preview, placing)
        groups.setdefault((name, section), []).append((entry.kind, values))
    for (name, section), group in groups.items():
        yield name, section, group


def _file_of(kind: type[Record], section: str, preview: Preview, placing: Placing) -> str:
    if placing.file:
        return placing.file
    if placing.source and kind is not Source:
        own = f"{placing.source}.yaml"  # "edition.yaml" is another sort of file
        return own if holds_records(own) else f"{placing.source}-records.yaml"
    return file_for(kind, preview.records, section or None)


# -- what the data set said --------------------------------------------------------------------


def _state(
    preview: Preview, placing: Placing, fresh: Mapping[str, Record], plan: Plan
) -> Rewritten | None:
    """Write what the data set said, and of each record how it then stood in the seeds."""
    waiting = {entry.id for entry, _ in plan.by_hand}
    lines = [
        *(_line(preview, id, place, fresh) for id, place in preview.ids if id not in waiting),
        *_kept(preview, fresh, waiting),
    ]
    after = {**preview.records.by_id, **fresh}.values()
    header = preview.header._replace(basis=basis_of(after))
    if waiting:  # the same file has still to say it, the next time too
        header = header._replace(sha256="")
    plan.header = header
    content = state_bytes(placing.source, header, lines)
    if content == placing.state:
        return None
    return Rewritten(placing.series / file_of(placing.source), content, placing.state)


def _line(preview: Preview, id: str, place: int, fresh: Mapping[str, Record]) -> Imported:
    imported, entry = preview.spool.get(place), preview.entries.get(id)
    imported = imported._replace(reread=preview.is_reread(id, place))
    name = preview.known.renames.get(id, id)
    record = fresh.get(name) or preview.records.by_id.get(name)
    agreed = entry is None or entry.verdict is Verdict.NEW
    if entry is not None and entry.verdict is Verdict.CHANGED:
        agreed = len(entry.of(Verdict.CHANGED)) == len(entry.differences)
    return imported._replace(seeds=digest_of(record)) if agreed and record else imported


def _kept(preview: Preview, fresh: Mapping[str, Record], waiting: set[str]) -> Iterator[Imported]:
    """Give what was imported before and is not taken from this file, as long as it stands."""
    for id in preview.state:
        last = preview.state.get(id)
        if last is None or (preview.number_of(id) >= 0 and id not in waiting):
            continue
        name = preview.known.renames.get(id, id)
        record = fresh.get(name) or preview.records.by_id.get(name)
        if record is None and not last.gone:
            yield last  # the desk deleted it, and it is not to come back
            continue
        if record is None or not is_live(record):
            continue
        entry = preview.entries.get(id)
        vanished = entry is not None and entry.verdict is Verdict.VANISHED
        gone = last.gone or (preview.header.day if vanished else "")
        yield last._replace(gone=gone)
