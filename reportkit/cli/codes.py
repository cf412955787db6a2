"""Every code that a command may print, for ``explain`` and docs/rules.md: room by room."""

from __future__ import annotations

from reportkit.publish.every_code import CODES, GROUPS

__all__ = ["CODES", "GROUPS"]
