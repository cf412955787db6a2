"""The inks of a drawing by their names in the theme: a screen has its own by day and by night."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportkit.page.charts.border_map_ground import GROUNDS
from reportkit.page.design.colour import WHITE, of_lightness
from reportkit.page.design.theme import PARTIES, read_theme

#: In the order in which an ink is looked for; several names may have one value.
_NAMES = ("ink", "grey", "rule", "pale", "accent", *PARTIES)
_INK = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')


def with_named_inks(svg: str, theme: str) -> str:
    """Name the inks of a drawing, which was drawn in those of a theme; others stay as they are."""
    named = _named(theme)
    return _INK.sub(lambda ink: f'{ink[1]}="{named.get(ink[2], ink[2])}"', svg)


def _named(theme: str) -> Mapping[str, str]:
    values = read_theme(theme)[0].values
    named = {WHITE: "var(--paper)"}
    for name in _NAMES:
        if name in values:
            named.setdefault(values[name].lower(), f"var(--{name})")
    for name, lightness, screen in GROUNDS:
        if name in values:
            named.setdefault(of_lightness(values[name], lightness), screen)
    return named
