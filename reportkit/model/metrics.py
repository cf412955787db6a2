"""What figures count: the built-in metrics and populations, and those a brief adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reportkit.model.series import Brief
from reportkit.model.series import Metric as OwnMetric


class Counted(NamedTuple):
    """One thing that is counted or measured, as a reader sees it."""

    id: str
    plural: str  # "posts captured"
    unit: str = ""  # "USD", "km": printed with the number; empty where things are counted


def _table(*rows: Counted) -> Mapping[str, Counted]:
    return {row.id: row for row in rows}


#: Harm to people is four metrics: a toll of casualties is never one of the killed.
METRICS: Mapping[str, Counted] = _table(
    Counted("killed", "killed"),
    Counted("injured", "injured"),
    Counted("casualties", "casualties (killed and injured)"),
    Counted("missing", "missing"),
    Counted("detained", "detained"),
    Counted("displaced", "displaced"),
    Counted("returned", "returned"),
    Counted("evacuated", "evacuated"),
    Counted("affected", "affected"),
    Counted("in_need", "in need"),
    Counted("targeted", "targeted by aid"),
    Counted("reached", "reached by aid"),
    Counted("events", "events"),
    Counted("activities", "activities"),
    Counted("organisations", "organisations"),
    Counted("attacks", "attacks"),
    Counted("houses_damaged", "houses damaged"),
    Counted("posts_captured", "posts captured"),
    Counted("posts_destroyed", "posts destroyed"),
    Counted("vehicles", "vehicles"),
    Counted("containers", "containers"),
    Counted("trade_value", "trade", "USD"),
    Counted("trade_loss", "trade lost", "USD"),
    Counted("price", "price", "USD"),
    Counted("length", "length", "km"),
    Counted("days", "days"),
    Counted("rounds", "rounds of talks"),
)

POPULATIONS: Mapping[str, Counted] = _table(
    Counted("unspecified", ""),  # adds no word to the metric
    Counted("civilian", "civilians"),
    Counted("own_forces", "members of its own forces"),
    Counted("enemy_forces", "fighters of the other side"),
    Counted("militants", "militants"),
    Counted("security_forces", "members of the security forces"),
    Counted("children", "children"),
    Counted("mixed", "combatants and civilians"),
)

#: Metrics that are said of people: "civilians killed".
OF_PEOPLE = frozenset(
    {
        "killed", "injured", "missing", "detained", "displaced", "returned", "evacuated",
        "affected", "in_need", "targeted", "reached",
    }
)  # fmt: skip

#: Metrics that count harm to people: a party's figure of these says whose loss it is.
LOSSES = frozenset({"killed", "injured", "casualties", "missing"})


def metrics_of(brief: Brief) -> dict[str, Counted]:
    """Give every metric that a figure of this series may name; the brief's own win."""
    return {**METRICS, **_own(brief.metrics)}


def populations_of(brief: Brief) -> dict[str, Counted]:
    """Give every population that a figure of this series may name; the brief's own win."""
    return {**POPULATIONS, **_own(brief.populations)}


def _own(metrics: Iterable[OwnMetric]) -> dict[str, Counted]:
    return {own.id: Counted(own.id, own.label, own.unit or "") for own in metrics}
