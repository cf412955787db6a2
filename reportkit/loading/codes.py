"""The codes of this room: what may be wrong with the files themselves."""

from __future__ import annotations

from reportkit.problems import Code, Level

CODES = (
    Code(
        "seeds-missing",
        "house rule: nothing is guessed",
        "A series is a folder that holds seeds/. Start the command inside it or name it "
        "with -C; the README shows how to begin a new one.",
    ),
    Code(
        "seeds-too-large",
        "house rule: a file from a stranger harms nobody",
        "At most 500 files and 32 MB of seeds are read, so that a wrong folder is refused "
        "at once. What belongs to sealed editions is kept under reports/ and need not "
        "stay in the seeds.",
    ),
    Code(
        "file-missing",
        "house rule: nothing is guessed",
        "brief.yaml describes the series and edition.yaml the edition in work; without "
        "either there is nothing to check the records against.",
    ),
    Code(
        "file-name",
        "house rule: nothing is lost in silence",
        "Only files that end in .yaml and lie in seeds/ itself are read. What looks like "
        "seeds and is not read (.yml, .YAML, a file in a folder of seeds/) is told, so "
        "that nobody wonders why a fact is not printed.",
    ),
    Code(
        "file-unreadable",
        "house rule: a file from a stranger harms nobody",
        "Seeds are plain files: a link, a pipe or a device may lead outside the series or "
        "never end, and is not opened.",
    ),
    Code(
        "file-too-large",
        "house rule: a file from a stranger harms nobody",
        "A file of seeds has at most 1 MB. All .yaml files of seeds/ are read, so a long "
        "section can be split.",
    ),
    Code(
        "file-empty",
        "house rule: nothing is guessed",
        "A file that holds nothing is more often a mistake than meant.",
    ),
    Code(
        "file-shape",
        "house rule: nothing is guessed",
        "A file of seeds is one YAML document, a mapping (key: value) of the kinds of "
        "record (facts, claims, ...), or the keys of the brief.",
    ),
    Code(
        "encoding",
        "house rule: nothing is guessed",
        "Seeds are UTF-8 text, with or without a byte order mark; anything else would "
        "turn names into other names.",
    ),
    Code(
        "character",
        "house rule: nothing is guessed",
        "Characters that cannot be seen can reverse a line (bidi overrides), hide inside "
        "a name (zero-width space) or break a mail header (controls). U+FFFD and U+FFFC "
        "stand for what was lost on the way and are nobody's words. The joiners and marks "
        "that Persian, Pashto and Urdu need are allowed.",
    ),
    Code(
        "yaml-syntax",
        "house rule: nothing is guessed",
        "Every file of seeds is YAML. Usual causes of an error: a tab in the indent, a text with "
        "': ' inside and no quotes, a quotation mark that is not closed.",
    ),
    Code(
        "merge-conflict",
        "house rule: nothing is guessed",
        "A version control system could not merge two changes and left both in the file, "
        "between lines that begin with <<<<<<<, ======= and >>>>>>>. Somebody has to "
        "choose.",
    ),
    Code(
        "yaml-tag",
        "house rule: a file from a stranger harms nobody",
        "Tags such as !!python/object can run code, and the model knows its types without them.",
    ),
    Code(
        "yaml-alias",
        "house rule: a file from a stranger harms nobody",
        "Anchors, aliases and merge keys can explode into gigabytes and hide what a fact "
        "says; a person who reads a fact should see all of it.",
    ),
    Code(
        "yaml-depth",
        "house rule: a file from a stranger harms nobody",
        "The model is eight levels deep; deeper nesting is a mistake or an attack.",
    ),
    Code(
        "yaml-size",
        "house rule: a file from a stranger harms nobody",
        "One file holds at most 100,000 values.",
    ),
    Code(
        "problems-many",
        "house rule: a file from a stranger harms nobody",
        "After a hundred problems of YAML the file is not read on: the first ones tell the story.",
    ),
    Code(
        "key-repeated",
        "house rule: nothing is lost in silence",
        "YAML readers keep the last of two equal keys in silence; here one of them has to go.",
    ),
    Code(
        "key-shape",
        "house rule: nothing is guessed",
        "A key is a single word, not a list or a mapping.",
    ),
    Code(
        "key-unknown",
        "house rule: nothing is lost in silence",
        "Every key is one of the model's: a misspelt one would be lost in silence.",
    ),
    Code(
        "key-missing",
        "house rule: nothing is guessed",
        "The model asks for this key in every such record.",
    ),
    Code(
        "value-type",
        "house rule: nothing is guessed",
        "The value is of another kind than the model asks for: text, number, whole "
        "number, true or false, day, day with time and zone, list, or mapping (key: "
        "value). Numbers and days are read only where they are asked for.",
    ),
    Code(
        "record-misplaced",
        "house rule: nothing is guessed",
        "The record has the keys of another kind than the list that it stands in: the line "
        "that names its kind (commitments:) is missing above it, or it was pasted under "
        "another one.",
    ),
    Code(
        "value-empty",
        "house rule: nothing is guessed",
        "A key without a value says nothing: give one or leave the key out.",
    ),
    Code(
        "text-too-long",
        "house rule: a file from a stranger harms nobody",
        "A paragraph has at most 4,000 characters, an address of a page 2,000, of a "
        "mailbox 254, an id 80. What is longer is a text that was pasted whole.",
    ),
    Code(
        "text-cut",
        "house rule: nothing is lost in silence",
        "In YAML, a # after a space begins a comment, and a text without quotes ends "
        "there. Put the text in quotes. A comment that is meant stands on a line of its "
        "own, or after two spaces and with a space after the #.",
        level=Level.WARNING,
    ),
    Code(
        "value-form",
        "house rule: nothing is guessed",
        "The text must have a certain form here: an id, an address, a language tag, a "
        "time zone, a time of day.",
    ),
    Code(
        "enum-unknown",
        "house rule: nothing is guessed",
        "The field holds one of a fixed list of words, taken from the field's public "
        "standards, so that two editions can be compared.",
    ),
    Code(
        "date-impossible",
        "house rule: nothing is guessed",
        "The day is written as a day but is not a valid date, such as 30 February.",
    ),
    Code(
        "id-repeated",
        "identity-based comparison",
        "An id names one record for ever: change log, citations and corrections follow "
        "it. Two records never share one.",
    ),
)
