"""Which keys a new record needs, and which are worth a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportkit.authoring.file_for_record import EVERYWHERE
from reportkit.authoring.key_order import key_order
from reportkit.authoring.written import Value
from reportkit.model.base import Located
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Figure
from reportkit.model.fields import spec_of

#: Through these a record rests on others that cite a source.
_RESTS_ON = ("claims", "about", "event", "parts", "count", "status_by")
#: What most records of a type say beside the keys that they must have; a person is asked for it.
_USUAL: Mapping[str, tuple[str, ...]] = {
    "source": (
        "reliability",
        "title",
        "url",
        "published",
        "party_alignment",
        "originates_from",
        "descriptor",
    ),
    "actor": ("short", "article", "part_of", "party_to_conflict"),
    "place": ("lat", "lon"),
    "figure": ("population", "best", "low", "event", "place", "relation", "as_of"),
    "claim": ("about", "contradicts"),
    "fact": ("date", "event", "about", "claims"),
    "assumption": ("supports",),
    "judgement": ("question", "horizon", "basis", "evidence_against"),
    "gap": ("basis", "how_to_close"),
    "measure": ("against", "place", "traffic", "since", "confirmed", "claims"),
    "round": ("mediators", "level"),
    "commitment": ("to", "made_on", "due", "status_by"),
    "displacement": ("count", "since"),
    "indicator": ("threshold", "linked"),
}


def required_paths(model: type[Located], before: str = "") -> list[str]:
    """Give the keys that must be there, with those inside of them: "likelihood.term"."""
    paths: list[str] = []
    for field in spec_of(model).values():
        if field.required and issubclass(field.item, Located):
            paths += required_paths(field.item, f"{before}{field.key}.")
        elif field.required:
            paths.append(before + field.key)
    return paths


def missing(model: type[Record], values: Mapping[str, Value], *, section_known: bool) -> list[str]:
    """Give the keys without which a record is refused, by the model or by a rule, 'id' apart."""
    paths = [path for path in required_paths(model) if path != "id" and not is_given(values, path)]
    if issubclass(model, Figure) and not any(key in values for key in ("best", "low", "high")):
        paths.append("best")
    if issubclass(model, Figure) and not any(key in values for key in ("as_of", "period")):
        paths.append("as_of")
    if not is_sourced(model, values):
        paths.append("source_refs")
    if model.in_section and not section_known and "section" not in values:
        paths.append("section")
    return paths


def is_sourced(model: type[Record], values: Mapping[str, Value]) -> bool:
    """Tell whether a record cites a source, or names a record that may, where one is asked for."""
    if issubclass(model, Claim):
        return "source_refs" in values
    if issubclass(model, Figure):
        return "source_refs" in values or "parts" in values
    return model.unsourced is None or any(key in values for key in ("source_refs", *_RESTS_ON))


def asked(model: type[Record], *, section_known: bool) -> list[str]:
    """Give the keys that a person is asked for, in the order of the model, 'id' apart."""
    needed = [path for path in required_paths(model) if path != "id"]
    usual = _USUAL.get(model.type, ())
    order = list(key_order(model))
    if "best" in order:  # only who has no best number is asked for a bound
        order.remove("best")
        order.insert(order.index("low"), "best")
    paths = sorted({*needed, *usual}, key=lambda path: (order.index(path.split(".")[0]), path))
    paths = _in_pairs(paths, needed)
    if "source_refs" in spec_of(model):
        paths.append("source_refs")
    if model.type not in EVERYWHERE and not section_known:
        paths.insert(0, "section")
    return paths


def _in_pairs(paths: list[str], needed: Iterable[str]) -> list[str]:
    """Keep the keys inside of one key in the order of its class."""
    inner = [path for path in needed if "." in path]
    flat = [path for path in paths if "." not in path]
    for path in inner:
        head = path.split(".")[0]
        after = [at for at, one in enumerate(flat) if one.split(".")[0] == head]
        flat.insert(after[-1] + 1 if after else paths.index(path), path)
    return flat


def is_given(values: Mapping[str, Value], path: str) -> bool:
    """Tell whether a key, or a key inside of one, was given."""
    head, _, rest = path.partition(".")
    held = values.get(head)
    if not rest or held is None:
        return held is not None
    if isinstance(held, list):
        return True
    return isinstance(held, dict) and is_given(held, rest)
