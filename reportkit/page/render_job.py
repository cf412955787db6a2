"""What the press is asked for: documents, their design, their moment, the files they carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reportkit.page.assets import Design
from reportkit.page.pagination import Document

#: The stage of a document that begins when its files lie in the scratch folder.
INSPECTING = "inspecting"
#: How these end there: the page as it was set, and the PDF.
HTML, PDF = ".html", ".pdf"


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
class RenderJob:
    """The documents of one edition to be made."""

    documents: tuple[Document, ...]
    design: Design
    moment: datetime  # the only clock: the edition's own time of publication
    attached: tuple[Attached, ...] = ()
    marking: str = ""  # the label that every page must bear: "TLP:AMBER"; "" asks for none
    beside: str = ""  # what is told beside its stages: which of several editions it is

    def carried_by(self, sheet: Document) -> tuple[Attached, ...]:
        """Give the files that travel inside one of them."""
        return tuple(each for each in self.attached if each.name in sheet.carries)
