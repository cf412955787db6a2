"""Every code that is given anywhere, room by room: for ``explain``, the manual and overruling."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from reportkit.changes import codes as changes
from reportkit.delivery import codes as delivery
from reportkit.evidence import codes as evidence
from reportkit.loading import codes as loading
from reportkit.page import codes as page
from reportkit.problems import Code
from reportkit.publish import codes as publish
from reportkit.publish import import_codes as imports
from reportkit.rules.book import FAMILIES
from reportkit.schedule import codes as schedule
from reportkit.tables import codes as tables

#: By heading, in the order of the work.
GROUPS: Mapping[str, tuple[Code, ...]] = {
    "Reading the seeds": loading.CODES,
    **{family.heading: family.codes for family in FAMILIES},
    "Changes": changes.CODES,
    "Kept copies": evidence.CODES,
    "Page": page.CODES,
    "Tables of others": tables.CODES,
    "Imports": imports.CODES,
    "Mail": delivery.CODES,
    "Schedule": schedule.CODES,
    "Publishing": publish.CODES,
    "Overruling": publish.OVERRULING,
}
CODES: Mapping[str, Code] = {code.code: code for code in chain.from_iterable(GROUPS.values())}
