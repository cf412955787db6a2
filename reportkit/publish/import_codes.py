"""The codes of an import: what may be wrong with what others made, and with how it is taken.

They stand here because ``explain`` and overruling know all codes, and imports come after them.
"""

from __future__ import annotations

from reportkit.problems import Code, Level

_GUESSED = "house rule: nothing is guessed"
_SILENCE = "house rule: nothing is lost in silence"
_STRANGER = "house rule: a file from a stranger harms nobody"

CODES = (
    Code(
        "import-mapping",
        _GUESSED,
        "A mapping says what the columns of a table mean. Without a needed key of it no row can "
        "become a record; 'reportkit import FILE --new-map' proposes one.",
    ),
    Code(
        "import-column",
        _GUESSED,
        "A mapping names a column that the table does not have: the provider renamed it, or the "
        "file is another one. With ? behind its name a column may be missing.",
    ),
    Code(
        "import-key",
        _GUESSED,
        "A record is found again by the provider's own number. A row without one would come back "
        "as another record with each import, and is refused.",
    ),
    Code(
        "import-key-repeated",
        _GUESSED,
        "Two rows of a file have one number and do not say the same, or their numbers make one id. "
        "Nobody can tell which one is meant, so neither is taken; two rows alike are one.",
    ),
    Code(
        "import-cell",
        _GUESSED,
        "A cell does not hold what its column is said to hold, or can be read in two ways. An "
        "absent value (empty, N/A, -) is never 0.",
    ),
    Code(
        "import-day",
        _GUESSED,
        "The last day of a row lies before its first.",
    ),
    Code(
        "import-value",
        _GUESSED,
        "What a row says cannot stand in a record: a word that the model does not know, a text "
        "that is too long, a character that nobody can see, an id of a record of another type.",
    ),
    Code(
        "import-word",
        _GUESSED,
        "The file has a word that nobody has explained yet. It is asked for once, with the rows "
        "that have it and the line to add under 'words:' of the mapping. Rows whose type is not "
        "known are refused; an actor who is not known is left out of the event.",
    ),
    Code(
        "import-place",
        _GUESSED,
        "A place is joined by its code, else by the number of its provider, else by name, province "
        "and country together where only one fits. A name alone is never enough: district names "
        "recur across provinces.",
    ),
    Code(
        "import-place-name",
        _GUESSED,
        "Code and name of a place do not agree with the seeds. The code counts; the other name is "
        "shown, so that a wrong code is seen.",
        level=Level.WARNING,
    ),
    Code(
        "import-remark",
        _SILENCE,
        "The file has a column in which its provider says what is wrong with a row. A row that it "
        "calls faulty is refused; a warning of it is shown, and the row is taken.",
    ),
    Code(
        "import-filter",
        _SILENCE,
        "A place, a type, a period or a size that was asked for fits no row: it may be written "
        "otherwise in the file, or the file is of other days. Nothing taken is not nothing "
        "happened.",
        level=Level.WARNING,
    ),
    Code(
        "import-undated",
        _GUESSED,
        "Months stand in the file and no year. The rows are counted as what was listed on the day "
        "of access, and not as of a month of a year that was guessed.",
        level=Level.WARNING,
    ),
    Code(
        "import-cut",
        _SILENCE,
        "A text of the provider is longer than a record holds, and was cut at the end.",
        level=Level.WARNING,
    ),
    Code(
        "import-source",
        _SILENCE,
        "Every record cites its source, and a source has a publisher. A file of HXL tags does not "
        "say whose it is.",
    ),
    Code(
        "import-state",
        _SILENCE,
        "By imports/SOURCE.jsonl the tool knows what a data set said last, and so who changed a "
        "value since: the data set or the desk. A file that no import wrote, such as one with the "
        "marks of a merge in it, is not guessed from.",
    ),
    Code(
        "import-unwritable",
        _SILENCE,
        "Records are put into a file only where everything that stands in it stays as it is. One "
        "that is written in an unusual form is left alone.",
    ),
    Code(
        "reference-unreadable",
        _STRANGER,
        "An entry of a bibliography is not closed, or not of the format that the ending of the "
        "file promises. The others are read.",
    ),
    Code(
        "reference-text",
        _GUESSED,
        "A bibliography is UTF-8 text; anything else would turn names into other names.",
    ),
    Code(
        "reference-repeated",
        _GUESSED,
        "A bibliography uses a key twice. Nobody can tell which entry is meant.",
    ),
    Code(
        "reference-kind",
        _GUESSED,
        "The type of an entry can be several kinds of source: an article may be a newspaper's or "
        "a scholar's. The keyword 'kind: national_media' says which.",
    ),
    Code(
        "reference-publisher",
        _GUESSED,
        "A source has a publisher: two sources of one publisher are one origin. The entry names "
        "none.",
    ),
    Code(
        "reference-language",
        _GUESSED,
        "The language of an entry is no code or name that is known.",
    ),
    Code(
        "reference-day",
        _SILENCE,
        "A day of an entry is a year or a month alone, which is no day: it is left out.",
        level=Level.WARNING,
    ),
    Code(
        "records-unreadable",
        _STRANGER,
        "A line of JSON Lines is no record as 'reportkit export' writes it, or the first line does "
        "not say whose records follow.",
    ),
    Code(
        "reader-columns",
        _GUESSED,
        "A table of readers has a column of mail addresses, known by its head.",
    ),
    Code(
        "reader-address",
        "RFC 5321",
        "A reader has one mail address of one mailbox.",
    ),
    Code(
        "reader-list",
        _GUESSED,
        "A reader is on a mailing list that distribution.yaml describes, named in the row or for "
        "all rows with --list.",
    ),
    Code(
        "reader-repeated",
        _GUESSED,
        "Two rows have one address, in whatever case, and do not say the same.",
    ),
    Code(
        "reader-until",
        _GUESSED,
        "The last day on which a reader is written to is one day.",
    ),
)
