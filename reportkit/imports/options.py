"""What a person asks of an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportkit.imports.filters import Filters


@dataclass(frozen=True)
class Options:
    """How a file is to be read, and which rows of it are wanted."""

    accessed: date  # the day on which the data set was read
    profile: str = ""  # a name of a shipped profile; "": found by the headers
    mapping: Path | None = None  # a mapping file of the user
    source: str = ""  # id of the data set's source; "": as the profile says
    sheet: str = ""
    encoding: str = ""  # of a text file; "": found
    header: int | None = None  # line of the header
    version: str = ""  # of the data set
    list_id: str = ""  # of the mailing list for recipients
    filters: Filters = field(default_factory=Filters)
