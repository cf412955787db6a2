"""The templates of a design compiled once, for a process that sets many pages of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from reportkit.page.assets import Design
from reportkit.page.html.sandbox import environment_of

if TYPE_CHECKING:
    from jinja2 import Environment


class CompiledTemplates:
    """Keeps the templates of the last design; only one that was found good should be compiled."""

    def __init__(self) -> None:
        self._sources: Mapping[str, str] = {}
        self._environment: Environment | None = None

    def of(self, design: Design) -> Environment:
        """Give the environment of a design, with all its templates compiled."""
        sources = design.templates()
        if self._environment is None or sources != self._sources:
            self._sources = sources
            self._environment = environment_of(design)
            for name in sources:
                with suppress(Exception):  # told with its line when the page is set
                    self._environment.get_template(name)
        return self._environment
