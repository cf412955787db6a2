"""People who had to leave: from where, to where, why, and who counted them."""

from __future__ import annotations

from typing import ClassVar

from reportkit.i18n.translate import gettext_noop
from reportkit.model.envelope import (
    Column,
    Day,
    DayRule,
    FigureRef,
    PlaceRef,
    PrintedTable,
    Record,
    SourceRef,
)
from reportkit.model.vocabulary.diplomacy import DisplacementReason
from reportkit.problems import Code, Example


class Displacement(Record):
    """People who had to leave one place for another; a figure counts them, as its provider does."""

    type: ClassVar[str] = "displacement"
    plural: ClassVar[str] = "displacements"
    heading, order = "Displacements", 9
    sentence = gettext_noop("people displaced from {from} to {to} ({reason})")
    days = (DayRule("since", "until"), DayRule("as_of"), DayRule(via="count"))
    past_days = ("since",)
    unsourced = Code(
        "displacement-unsourced",
        "ICD 206",
        "A displacement cites a source, or is counted by a figure that does.",
        (
            Example(
                "displacements: [{id: people-left, source_refs: []}]",
                "displacements: [{id: people-left, source_refs: [wire]}]",
            ),
        ),
    )
    in_section = True
    table = PrintedTable(
        gettext_noop("People displaced"),
        gettext_noop("Since"),
        (
            Column(gettext_noop("From"), "from"),
            Column(gettext_noop("To"), "to"),
            Column(gettext_noop("Reason"), "reason"),
            Column(gettext_noop("Count"), "count"),
        ),
    )

    from_: PlaceRef  # ``from`` in YAML. where they lived
    to: PlaceRef  # where they went
    reason: DisplacementReason  # why they left
    count: FigureRef | None = None  # the figure that counts them. None: nobody has counted them
    since: Day | None = None  # the first day on which people left
    until: Day | None = None  # the last such day. None: people still leave, or nobody says
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids
