"""The codes of this room: what may be wrong with a file of rows."""

from __future__ import annotations

from reportkit.problems import Code, Level

_GUESSED = "house rule: nothing is guessed"
_SILENCE = "house rule: nothing is lost in silence"
_STRANGER = "house rule: a file from a stranger harms nobody"

CODES = (
    Code(
        "table-unreadable",
        _STRANGER,
        "A table is a plain file: a link, a pipe or a device may lead anywhere or never end, and "
        "is not opened.",
    ),
    Code(
        "table-format",
        _STRANGER,
        "CSV and XLSX are read. A workbook of the old format (.xls), with macros, encrypted, "
        "damaged, or of another program is saved as one of them first; a web page or a PDF is not "
        "the file that was meant.",
    ),
    Code(
        "table-too-large",
        _STRANGER,
        "A CSV has at most 2 GB and a workbook 200 MB, 1 GB unpacked, and 20 million cells between "
        "the first and the last of a sheet. Small files that unpack to large ones, or hold two "
        "cells far apart, are made to fill a memory.",
    ),
    Code(
        "table-formula",
        _SILENCE,
        "A formula whose value was never reckoned is an empty cell to all but a spreadsheet "
        "program: its number would be missing and nobody would see it. Opened and saved there the "
        "file has its values. One that failed (#DIV/0!, #REF!) has none: its cell is taken as "
        "absent, with a warning; #N/A says on purpose that there is no value.",
    ),
    Code("table-empty", _GUESSED, "A file without a byte is more often a mistake than meant."),
    Code(
        "table-encoding",
        _GUESSED,
        "A file that is UTF-8, or begins with a byte order mark, says how it is written. Of "
        "another the likeliest encoding is taken and named, with a word of it to look at: in the "
        "wrong one names become other names. Where two are nearly as likely it is asked, with the "
        "words that each gives. One that is named is taken as it is.",
    ),
    Code(
        "table-sheet",
        _GUESSED,
        "Several sheets of a workbook hold a table, and nobody said which is meant; or the named "
        "one is not there. Sheets of terms, notes and contents are passed over, hidden ones too; "
        "the only one with HXL tags is taken.",
    ),
    Code(
        "table-header",
        _GUESSED,
        "The header is the first line of names that is as wide as the rows, or what stands above a "
        "row of HXL tags. Of two columns with one header and no tags of their own the second is "
        "called by a number; a header that is written again among the rows is left out.",
    ),
    Code(
        "table-row-width",
        _SILENCE,
        "A row with more or fewer cells than the header was cut by a delimiter or a line break "
        "without quotes: its values may stand under other names, so that it is left out. What "
        "stands beside the table of a workbook is not read.",
    ),
    Code(
        "table-row-repeated",
        "house rule: each thing once",
        "Two rows say the same in every column. They may be one event that was entered twice, or "
        "two events that nobody told apart.",
        level=Level.WARNING,
    ),
    Code(
        "table-quote",
        _GUESSED,
        "A quotation mark within a quoted cell is written twice, and one that opens is closed. "
        "Otherwise nobody knows where the cell ends, and its row is left out.",
    ),
    Code(
        "table-character",
        _SILENCE,
        "U+FFFD stands where a letter was lost before the file came here; it is nobody's word. "
        "Controls and other characters that nobody sees are left out.",
        level=Level.WARNING,
    ),
    Code(
        "table-mojibake",
        _GUESSED,
        "A text was read in the wrong encoding once and saved so: each accented letter became two "
        "or three others. What it was can be guessed, and is; it is not mended.",
        level=Level.WARNING,
    ),
    Code(
        "table-letters",
        _GUESSED,
        "Kaf and yeh have one sign in Arabic and another in Persian, Pashto and Urdu, which look "
        "alike. Where a column holds both, names that are one differ; they are compared as if it "
        "were one letter, and stay as they are written.",
        level=Level.WARNING,
    ),
    Code(
        "table-digits",
        _SILENCE,
        "A spreadsheet keeps fifteen digits of a number. The number of a record that has more is "
        "another number now, and two records may have become one.",
        level=Level.WARNING,
    ),
)
