"""What the press is asked for: a page, its design, its moment, the files it carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reportkit.page.assets import Design


class Relationship(StrEnum):
    """What an associated file is to the document (ISO 19005-3, annex E)."""

    DATA = "Data"  # what the document shows
    SUPPLEMENT = "Supplement"  # what it does not show, or shows in another way


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels inside the PDF, byte for byte: what a person read, for machines."""

    name: str  # "facts.json"; its ending tells the media type
    content: bytes
    description: str  # what a reader's program lists beside the name
    relationship: Relationship = Relationship.DATA


@dataclass(frozen=True, slots=True)
class Order:
    """One PDF to be made."""

    page: object  # what the templates are given
    design: Design
    moment: datetime  # the only clock: the edition's own time of publication
    attached: tuple[Attached, ...] = ()
