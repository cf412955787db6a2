"""What is wrong with the style sheets and pictures of a design, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

from reportkit.page.assets import Design
from reportkit.page.design.svg_check import unfit_svg
from reportkit.page.design.theme import THEME, read_theme, with_values
from reportkit.page.html.css_allowlist import carried, css_faults
from reportkit.problems import Mark, Problem


def sheet_problems(name: str, design: Design) -> Iterator[Problem]:
    """Find what a style sheet must not hold.

    Does besides what a build does with a sheet outside of any limits: one that cannot be read
    to its end in time is found here.
    """
    css = design.files[name].decode()

    def judge(address: str) -> str:
        file = normpath(str(PurePosixPath(name).parent / address.partition("#")[0]))
        return (
            "" if file in design.files or not carried(address) else "it is no file of this series"
        )

    for fault in css_faults(css, judge):
        mark = Mark(name, fault.line, fault.column)
        yield Problem("asset-refused", fault.what, mark, fault.hint)
    if name == THEME:
        read_theme(css)
        with_values(css, {})


def picture_problems(name: str, design: Design) -> Iterator[Problem]:
    """Find what keeps a picture of the design from being shown."""
    if why := unfit_svg(design.files[name]):
        hint = "draw it anew without; a picture holds shapes and words alone"
        yield Problem("asset-refused", f"{name} {why}", Mark(name, 1, 1), hint)
