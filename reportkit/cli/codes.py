"""Every code that a command may print, for ``explain`` and docs/rules.md: room by room."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.imports import list_codes
from reportkit.problems import Code
from reportkit.publish import every_code

GROUPS: Mapping[str, tuple[Code, ...]] = {
    **every_code.GROUPS,
    "Lists of others": list_codes.CODES,
}
CODES: Mapping[str, Code] = {
    **every_code.CODES,
    **{code.code: code for code in list_codes.CODES},
}
