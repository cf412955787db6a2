"""A marking as it is typed."""

from __future__ import annotations

import click

from reportkit.model.vocabulary.series import Tlp


class Marking(click.ParamType[Tlp]):
    """A TLP label, with or without the letters before the colon."""

    name = "tlp"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Tlp:
        """Read what was typed."""
        typed = f"TLP:{str(value).upper().removeprefix('TLP:')}"
        if typed not in list(Tlp):
            self.fail(f"{value!r} is none of {', '.join(Tlp)}", param, ctx)
        return Tlp(typed)
