"""The codes of this room for lists: bibliographies, records of another series, readers."""

from __future__ import annotations

from reportkit.problems import Code, Level

_GUESSED = "house rule: nothing is guessed"
_SILENCE = "house rule: nothing is lost in silence"

CODES = (
    Code(
        "reference-unreadable",
        _SILENCE,
        "An entry of BibTeX, a record of RIS or an item of CSL-JSON is not closed or is none. The "
        "others are read.",
    ),
    Code(
        "reference-text",
        _GUESSED,
        "A bibliography has one encoding from its first byte to its last. Export it as UTF-8.",
    ),
    Code(
        "reference-repeated",
        _GUESSED,
        "Two entries of a bibliography have one key, or an entry says a field twice. Nobody can "
        "tell which is meant.",
    ),
    Code(
        "reference-publisher",
        "ICD 206",
        "A source says who brought it out. A reference without newspaper, website, institution or "
        "publisher, and without an office as its author, does not.",
    ),
    Code(
        "reference-kind",
        _GUESSED,
        "A report can be the UN's or a ministry's, an article a newspaper's or a journal's. The "
        "keyword 'kind: un_report' beside the reference says which; else a source of the same "
        "publisher in the seeds does, if all of them are of one kind.",
    ),
    Code(
        "reference-language",
        _GUESSED,
        "The language of a reference is a code ('fa', 'ps') or a name that BibLaTeX knows.",
    ),
    Code(
        "reference-day",
        _GUESSED,
        "A year or a month is no day. 'published' is left out rather than set to the first of it.",
        level=Level.WARNING,
    ),
    Code(
        "records-unreadable",
        _SILENCE,
        "Below a first line that names format, series and marking, each line of the file that "
        "'reportkit export --format jsonl' writes is one record.",
    ),
    Code(
        "reader-columns",
        _GUESSED,
        "A table of readers has a column 'address' or 'email'. 'name', 'lists', 'note' and 'until' "
        "may stand beside it.",
    ),
    Code(
        "reader-address",
        _SILENCE,
        "Each row of a table of readers has one mail address.",
    ),
    Code(
        "reader-list",
        "TLP 2.0",
        "A reader is put on lists that distribution.yaml knows: a list says up to which marking "
        "its readers are cleared.",
    ),
    Code(
        "reader-repeated",
        _GUESSED,
        "An address stands in one row, whatever its capitals. Two rows that say the same are one; "
        "where they differ a person decides.",
    ),
    Code(
        "reader-until",
        _GUESSED,
        "'until' is the last day on which a reader is sent anything: one day that cannot be "
        "another.",
    ),
)
