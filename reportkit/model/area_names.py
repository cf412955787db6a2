"""Names of places as data sets write them: "Kandahar province" here, Kandahar there."""

from __future__ import annotations

import re

from reportkit.model.folding import folded

_AREA = re.compile(
    r"(?<=\w)[\s-]+(?:province|governorate|region|state|department|oblast|prefecture"
    r"|district|county)\s*\Z",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?<=\w)[\s-]+(?:town|village)\s*\Z", re.IGNORECASE)


def area_key(name: str) -> str:
    """Give the letters of a province or district without the word for what sort of area it is."""
    return folded(_AREA.sub("", name))


def town_key(name: str) -> str:
    """Give the letters of a place without the word for what sort of settlement it is."""
    return folded(_TOWN.sub("", name))
