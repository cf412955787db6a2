"""The words of rules that a series sets otherwise."""

from __future__ import annotations

from enum import StrEnum


class RuleLevel(StrEnum):
    ERROR = "error"  # nothing is published before it is mended
    WARNING = "warning"  # it is told; `--strict` alone stops for it
    OFF = "off"  # it is not told, and the edition says so
