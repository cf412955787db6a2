"""Changes counted by their class, for tables and terminals: "4 added, 6 updated"."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.i18n.translate import word
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.titles import commas

#: What is counted, as English says it; other languages have a word of their own for each class.
COUNTED: Mapping[ChangeClass, str] = {
    class_: class_.value.lower().replace("-", " ") for class_ in ChangeClass
} | {
    ChangeClass.SOURCE_REVISED: "revised by the source",
    ChangeClass.RE_GRADED: "graded anew",
    ChangeClass.JUDGEMENT_CHANGED: "judgement changed",
    ChangeClass.REAFFIRMED: "reviewed and kept",
    ChangeClass.STATUS_MOVED: "state moved",
    ChangeClass.CONTESTED: "newly contested",
    ChangeClass.METHOD_CHANGED: "counted differently",
    ChangeClass.HANDLING_CHANGED: "marked differently",
}
#: The same of several, where English says it otherwise.
_SEVERAL: Mapping[ChangeClass, str] = {
    ChangeClass.JUDGEMENT_CHANGED: "judgements changed",
    ChangeClass.STATUS_MOVED: "states moved",
}


def counts_line(counts: Mapping[ChangeClass, int]) -> str:
    """Count in words, "4 added, 6 updated"; editorial changes are for the machine log."""
    return commas(
        f"{counts[class_]} {_counted(class_, counts[class_])}"
        for class_ in ChangeClass
        if counts.get(class_) and class_ is not ChangeClass.EDITORIAL
    )


def _counted(class_: ChangeClass, number: int) -> str:
    one = COUNTED[class_]
    english = one if number == 1 else _SEVERAL.get(class_, one)
    return word("counted changes", class_.value.lower(), english)
