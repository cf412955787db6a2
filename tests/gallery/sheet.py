"""The sheet that shows the pictures side by side: a table for each series and form."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

STYLE = """
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 1rem; }
section { overflow: auto; max-height: 95vh; margin-bottom: 2rem; border: 1px solid #888; }
table { border-spacing: 8px; }
thead th { position: sticky; top: 0; z-index: 1; background: Canvas; }
tbody th { position: sticky; left: 0; background: Canvas; vertical-align: top; }
td { vertical-align: top; min-width: 4rem; }
img { width: 340px; border: 1px solid #bbb; display: block; }
img.narrow { width: 200px; }
pre { width: 340px; white-space: pre-wrap; color: #b00020; }
"""


class Cell(NamedTuple):
    """One picture of the sheet."""

    series: str
    form: str
    page: int
    column: str

    @property
    def path(self) -> str:
        """Name its file, from the folder of the sheet on."""
        return f"{self.series}/{self.form}/{self.column}-{self.page:02}.png"


def sheet(cells: list[Cell], refused: Mapping[tuple[str, str, str], str]) -> str:
    """Write the sheet; ``refused`` tells by series, form and column why pictures are missing."""
    tables = dict.fromkeys([*((c.series, c.form) for c in cells), *(key[:2] for key in refused)])
    contents = "".join(
        f'<li><a href="#{series}-{form}">{series}: {form}</a></li>' for series, form in tables
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{STYLE}</style><h1>Gallery</h1><ul>{contents}</ul>"
        + "".join(_table(series, form, cells, refused) for series, form in tables)
        + "</html>\n"
    )


def _table(
    series: str, form: str, cells: list[Cell], refused: Mapping[tuple[str, str, str], str]
) -> str:
    here = [cell for cell in cells if (cell.series, cell.form) == (series, form)]
    reasons = {key[2]: why for key, why in refused.items() if key[:2] == (series, form)}
    columns = dict.fromkeys([*(cell.column for cell in here), *reasons])
    there = set(here)
    heads = "".join(f'<th scope="col">{column.replace("-", " ")}</th>' for column in columns)
    rows = []
    for page in range(1, max([1, *(cell.page for cell in here)]) + 1):
        row = "".join(
            f"<td>{_picture(cell) if cell in there else _why(reasons, cell)}</td>"
            for cell in (Cell(series, form, page, column) for column in columns)
        )
        rows.append(f'<tr><th scope="row">{page}</th>{row}</tr>')
    return (
        f'<h2 id="{series}-{form}">{series}: {form}</h2><section tabindex="0"><table><thead><tr>'
        f"<th>page</th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


def _picture(cell: Cell) -> str:
    narrow = ' class="narrow"' if "-360" in cell.column else ""
    alt = f"{cell.series}, {cell.form}, {cell.column.replace('-', ' ')}, page {cell.page}"
    return f'<a href="{cell.path}"><img{narrow} loading="lazy" src="{cell.path}" alt="{alt}"></a>'


def _why(told: Mapping[str, str], cell: Cell) -> str:
    return (
        f"<pre>{escape(told[cell.column])}</pre>" if cell.page == 1 and cell.column in told else ""
    )
