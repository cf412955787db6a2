"""Which cells of a sheet hold a formula that failed? The reader gives them as empty ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import unescape
from posixpath import join, normpath
from typing import BinaryIO

from reportkit.tables.characters import is_failed
from reportkit.tables.xlsx_guard import pieces

#: Line and column, from 1 and from 0.
Place = tuple[int, int]

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TAG = rb"<(?:\w+:)?%s\s([^>]*)>"
_SHEET, _RELATION = re.compile(_TAG % b"sheet"), re.compile(_TAG % b"Relationship")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_IS_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']e["'][^>]*)>""")
_AT = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<|</(?:\w+:)?c>")


def failed_cells(file: BinaryIO, sheet: str) -> Mapping[Place, str]:
    """Give what stands in the cells whose formula failed, such as #DIV/0!; #N/A is left out.

    It means that there is no value, and is written on purpose.
    """
    failed: dict[Place, str] = {}
    with zipfile.ZipFile(file) as archive:
        name = _part_of(archive, sheet)
        if name not in archive.namelist():
            return failed
        with archive.open(name) as part:
            for piece in pieces(part):
                for cell in _IS_ERROR.finditer(piece):
                    at, value = _AT.search(cell[1]), _VALUE.search(piece, cell.end())
                    text = (value[1] or b"").decode("utf-8", "replace") if value else ""
                    if at and is_failed(text):
                        failed[int(at[2]), _column(at[1])] = text
    return failed


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Name the part of a sheet, which the workbook knows by a number; "" if there is none."""
    sheets = {one.get("name"): one for one in _attributes(archive, _WORKBOOK, _SHEET)}
    targets = {
        one.get("Id"): one.get("Target", "") for one in _attributes(archive, _RELATIONS, _RELATION)
    }
    number = next((held for key, held in sheets.get(sheet, {}).items() if key.endswith(":id")), "")
    target = targets.get(number, "")
    return target.removeprefix("/") if target.startswith("/") else normpath(join("xl", target))


def _attributes(
    archive: zipfile.ZipFile, part: str, tag: re.Pattern[bytes]
) -> list[dict[str, str]]:
    if part not in archive.namelist():
        return []
    return [
        {
            key.decode(): unescape((one or other).decode("utf-8", "replace"))
            for key, one, other in _ATTRIBUTE.findall(inner)
        }
        for inner in tag.findall(archive.read(part))
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
