"""What figures count: the built-in metrics and populations, and those a brief adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reportkit.model.series import Brief
from reportkit.model.series import Metric as OwnMetric


class Counted(NamedTuple):
    """One thing that is counted or measured, as a reader sees it."""

    id: str
    singular: str  # "post captured", after the number 1
    plural: str  # "posts captured", after every other number
    unit: str = ""  # "USD", "km": printed with the number; empty where things are counted


def _table(*rows: Counted) -> Mapping[str, Counted]:
    return {row.id: row for row in rows}


#: Harm to people is four metrics: a toll of casualties is never one of the killed (V164).
METRICS: Mapping[str, Counted] = _table(
    Counted("killed", "killed", "killed"),
    Counted("injured", "injured", "injured"),
    Counted("casualties", "casualty (killed or injured)", "casualties (killed and injured)"),
    Counted("missing", "missing", "missing"),
    Counted("detained", "detained", "detained"),
    Counted("displaced", "displaced", "displaced"),
    Counted("returned", "returned", "returned"),
    Counted("evacuated", "evacuated", "evacuated"),
    Counted("attacks", "attack", "attacks"),
    Counted("houses_damaged", "house damaged", "houses damaged"),
    Counted("posts_captured", "post captured", "posts captured"),
    Counted("posts_destroyed", "post destroyed", "posts destroyed"),
    Counted("vehicles", "vehicle", "vehicles"),
    Counted("containers", "container", "containers"),
    Counted("trade_value", "trade", "trade", "USD"),
    Counted("trade_loss", "trade lost", "trade lost", "USD"),
    Counted("price", "price", "price", "USD"),
    Counted("length", "length", "length", "km"),
    Counted("days", "day", "days"),
    Counted("rounds", "round of talks", "rounds of talks"),
)

POPULATIONS: Mapping[str, Counted] = _table(
    Counted("unspecified", "", ""),  # adds no word to the metric
    Counted("civilian", "civilian", "civilians"),
    Counted("own_forces", "member of its own forces", "members of its own forces"),
    Counted("enemy_forces", "member of enemy forces", "members of enemy forces"),
    Counted("militants", "militant", "militants"),
    Counted("security_forces", "member of the security forces", "members of the security forces"),
    Counted("children", "child", "children"),
    Counted("mixed", "combatant or civilian", "combatants and civilians"),
)

#: Metrics that are said of people: "civilians killed".
OF_PEOPLE = frozenset(
    {"killed", "injured", "missing", "detained", "displaced", "returned", "evacuated"}
)

#: Metrics that count harm to people: a party's figure of these says whose loss it is.
LOSSES = frozenset({"killed", "injured", "casualties", "missing"})


def metrics_of(brief: Brief) -> dict[str, Counted]:
    """Give every metric that a figure of this series may name; the brief's own win."""
    return {**METRICS, **_own(brief.metrics)}


def populations_of(brief: Brief) -> dict[str, Counted]:
    """Give every population that a figure of this series may name; the brief's own win."""
    return {**POPULATIONS, **_own(brief.populations)}


def _own(metrics: Iterable[OwnMetric]) -> dict[str, Counted]:
    return {own.id: Counted(own.id, own.label, own.label, own.unit or "") for own in metrics}
