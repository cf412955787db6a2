"""What the problems of reading the seeds mean."""

from __future__ import annotations

from reportkit.rules.explanation import Explanation, table

READING = table(
    "Reading the seeds",
    Explanation(
        "seeds-missing",
        "",
        "A series is a folder that holds seeds/. Start the command inside it or name it "
        "with -C; the README shows how to begin a new one.",
    ),
    Explanation(
        "seeds-too-large",
        "",
        "At most 500 files and 32 MB of seeds are read, so that a wrong folder is refused "
        "at once. What belongs to sealed editions is kept under reports/ and need not stay "
        "in the seeds.",
    ),
    Explanation(
        "file-missing",
        "",
        "brief.yaml describes the series and edition.yaml the edition in work; without "
        "either there is nothing to check the records against.",
    ),
    Explanation(
        "file-name",
        "",
        "Only files that end in .yaml and lie in seeds/ itself are read. What looks like seeds and "
        "is not read (.yml, .YAML, a file in a folder of seeds/) is told, so that nobody wonders "
        "why a fact is not printed.",
    ),
    Explanation(
        "file-unreadable",
        "",
        "Seeds are plain files: a link, a pipe or a device may lead outside the series or "
        "never end, and is not opened.",
    ),
    Explanation(
        "file-too-large",
        "",
        "A file of seeds has at most 1 MB. All .yaml files of seeds/ are read, so a long "
        "section can be split.",
    ),
    Explanation(
        "file-empty",
        "",
        "A file that holds nothing is more often a mistake than meant.",
    ),
    Explanation(
        "file-shape",
        "",
        "A file of seeds is one YAML document, a mapping (key: value) of the kinds of record "
        "(facts, claims, ...), or the keys of the brief.",
    ),
    Explanation(
        "encoding",
        "",
        "Seeds are UTF-8 text, with or without a byte order mark; anything else would turn "
        "names into other names.",
    ),
    Explanation(
        "character",
        "",
        "Characters that cannot be seen can reverse a line (bidi overrides), hide inside a "
        "name (zero-width space) or break a mail header (controls). U+FFFD and U+FFFC stand for "
        "what was lost on the way and are nobody's words. The joiners and marks that Persian, "
        "Pashto and Urdu need are allowed.",
    ),
    Explanation(
        "yaml-syntax",
        "",
        "The file is not YAML. Usual causes: a tab in the indent, a text with ': ' inside "
        "and no quotes, a quotation mark that is not closed.",
    ),
    Explanation(
        "merge-conflict",
        "",
        "A version control system could not merge two changes and left both in the file, between "
        "lines that begin with <<<<<<<, ======= and >>>>>>>. Somebody has to choose.",
    ),
    Explanation(
        "yaml-tag",
        "",
        "Tags such as !!python/object can run code, and the model knows its types without them.",
    ),
    Explanation(
        "yaml-alias",
        "",
        "Anchors, aliases and merge keys can explode into gigabytes and hide what a fact "
        "says; a person who reads a fact should see all of it.",
    ),
    Explanation(
        "yaml-depth",
        "",
        "The model is eight levels deep; deeper nesting is a mistake or an attack.",
    ),
    Explanation(
        "yaml-size",
        "",
        "One file holds at most 100,000 values.",
    ),
    Explanation(
        "problems-many",
        "",
        "After a hundred problems of YAML the file is not read on: the first ones tell the story.",
    ),
    Explanation(
        "key-repeated",
        "",
        "YAML readers keep the last of two equal keys in silence; here one of them has to go.",
    ),
    Explanation(
        "key-shape",
        "",
        "A key is a single word, not a list or a mapping.",
    ),
    Explanation(
        "key-unknown",
        "",
        "Every key is one of the model's: a misspelt one would be lost in silence.",
    ),
    Explanation(
        "key-missing",
        "",
        "The model asks for this key in every such record.",
    ),
    Explanation(
        "value-type",
        "",
        "The value is of another kind than the model asks for: text, number, whole number, "
        "true or false, day, day with time and zone, list, or mapping (key: value). Numbers and "
        "days are read only where they are asked for.",
    ),
    Explanation(
        "value-empty",
        "",
        "A key without a value says nothing: give one or leave the key out.",
    ),
    Explanation(
        "text-too-long",
        "",
        "A paragraph has at most 4,000 characters, an address of a page 2,000, of a mailbox 254, "
        "an id 80. What is longer is a text that was pasted whole.",
    ),
    Explanation(
        "text-cut",
        "",
        "In YAML, a # after a space begins a comment, and a text without quotes ends there. Put "
        "the text in quotes. A comment that is meant stands on a line of its own, or after two "
        "spaces and with a space after the #.",
    ),
    Explanation(
        "value-form",
        "",
        "The text must have a certain form here: an id, an address, a language tag, a time "
        "zone, a time of day.",
    ),
    Explanation(
        "enum-unknown",
        "",
        "The field holds one of a fixed list of words, taken from the field's public "
        "standards, so that two editions can be compared.",
    ),
    Explanation(
        "date-impossible",
        "",
        "The day is written as a day but is not a valid date, such as 30 February.",
    ),
    Explanation(
        "id-repeated",
        "identity-based comparison",
        "An id names one record for ever: change log, citations and corrections follow it. "
        "Two records never share one.",
    ),
)
