"""Which record of the seeds a record of a file is, whatever the desk has called it since."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate
from reportkit.model.base import Located
from reportkit.model.book import Records
from reportkit.model.envelope import Record
from reportkit.model.fields import spec_of


class Known:
    """The records of the seeds, found by id, by the id that they had, by the number of others."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._formerly = {one.formerly: one for one in records if one.formerly}
        self._numbers: dict[tuple[str, str, str], list[Record]] = {}
        for record in records:
            for number in record.external_ids:
                key = (record.type, number.scheme, number.id)
                self._numbers.setdefault(key, []).append(record)
        self.renames: dict[str, str] = {}  # id in the file to id in the seeds

    def type_of(self, id: str) -> str:
        """Give the type of the record that has an id, be it one that cannot be read; "" if none."""
        return self._records.defined.get(id, "")

    def find(self, id: str, candidate: Candidate) -> Record | None:
        """Find a record, and remember what it is called in the seeds."""
        before = candidate.values.get("formerly")
        record = self._records.by_id.get(id) or self._formerly.get(id)
        if record is None and isinstance(before, str):  # it was renamed where the file comes from
            record = self._records.by_id.get(before) or self._formerly.get(before)
        if record is None or type(record) is not candidate.kind:
            record = self._by_number(candidate)
        if record is not None and record.id != id:
            self.renames[id] = record.id
        return record

    def renamed(self, kind: type[Located], values: Mapping[str, Value]) -> dict[str, Value]:
        """Give values with references to the ids of the seeds; its own id stays."""
        if not self.renames:
            return dict(values)
        spec = spec_of(kind)
        own = self.renames.get(str(values.get("id")))
        return {
            key: self._renamed(spec[key].item, held, refers=spec[key].refers_to is not None)
            if key in spec
            else held
            for key, held in values.items()
            if own is None or key != "formerly"  # the seeds call it as they did before
        }

    def _renamed(self, item: type, held: Value, *, refers: bool) -> Value:
        if isinstance(held, str):
            return self.renames.get(held, held) if refers else held
        if isinstance(held, list):
            return [self._renamed(item, one, refers=refers) for one in held]
        return self.renamed(item, held) if issubclass(item, Located) else held

    def _by_number(self, candidate: Candidate) -> Record | None:
        """Find the one record that has the number of the file; of two nobody knows which."""
        numbers = candidate.values.get("external_ids") if self._numbers else None
        for number in numbers if isinstance(numbers, list) else ():
            if isinstance(number, dict):
                key = (candidate.kind.type, str(number.get("scheme")), str(number.get("id")))
                same = self._numbers.get(key, [])
                if len(same) == 1:
                    return same[0]
        return None


def referred_to(kind: type[Located], values: Mapping[str, Value]) -> set[str]:
    """Give the ids of other records that values name."""
    spec = spec_of(kind)
    ids: set[str] = set()
    for key, held in values.items():
        field = spec.get(key)
        for one in held if isinstance(held, list) else [held]:
            if field is None:
                continue
            if isinstance(one, str) and field.refers_to is not None:
                ids.add(one)
            elif isinstance(one, dict) and issubclass(field.item, Located):
                ids |= referred_to(field.item, one)
    return ids
