"""The table that reportkit holds itself to: each row with its peer and its bar."""

from __future__ import annotations

from bench.measure import PYTHON, Command
from bench.table import Measure, Row

_BARE = "bare engine on the HTML of full"
_FLOOR = 'python -c "import click, yaml"'
_CLICK = 'python -c "import click"'
_FULL = "build of full alone"

_ONE_LAYOUT = "one process lays the full form out and draws it: 5 of the 7 seconds in a row"
_WORK_BESIDE = "the peer checks, composes and inspects nothing, and sets one form"
_FOUR_EDITIONS = "four editions on two processors, and the two in Urdu cost half as much again"
_IMPORTS = "importing the model, the rules and their patterns is 2.2 of it, checking 2.6"

#: The two libraries that a light command cannot do without, and the one that says its words.
FLOOR = Command([PYTHON, "-c", "import click, yaml"])
CLICK = Command([PYTHON, "-c", "import click"])
#: What each reads of an archive.
ARCHIVE = ("editions", "show", "log", "diff", "verify", "impact", "search")
#: Of them those that the index of all editions makes instant, held against bare Python.
INSTANT = ("show", "log", "impact", "search")
#: The patches of docs/upstream, each measured with those before it.
UPSTREAM = (
    "1-target-counters",
    "2-columns",
    "3-fonttools",
    "4-cffi",
    "5-font-keys",
    "6-footnotes",
)

ROWS: tuple[Row, ...] = (
    Row(key="build-cold", group="build", what="cold build, all three forms", peer=_BARE,
        at_most=0.80, aim=0.65, reason=_ONE_LAYOUT),
    Row(key="build-cold-cpu", group="build", what="the same, CPU", peer=_BARE,
        measure=Measure.CPU, at_most=1.05, reason=_WORK_BESIDE),
    Row(key="build-full", group="build", what=_FULL, peer=_BARE, at_most=0.75,
        reason=_ONE_LAYOUT),
    Row(key="build-unchanged", group="build", what="unchanged build", peer=_FLOOR, at_most=3),
    Row(key="check", group="check", what="check, nothing changed", peer=_FLOOR, at_most=2.5),
    Row(key="check-changed", group="check", what="check, one file of ten changed", peer=_FLOOR,
        at_most=4, reason=_IMPORTS),
    Row(key="start-help", group="start", what="--help", peer=_CLICK, at_most=1.2),
    Row(key="start-version", group="start", what="--version", peer=_CLICK, at_most=1.2),
    Row(key="start-bash", group="start", what="completion in bash", peer=_CLICK, at_most=1.2),
    Row(key="start-zsh", group="start", what="completion in zsh", peer=_CLICK, at_most=1.2),
    Row(key="start-fish", group="start", what="completion in fish", peer=_CLICK, at_most=1.2),
    Row(key="start-noise", group="start", what=_CLICK, peer=f"{_CLICK}, itself"),
    Row(key="many", group="many", what="24 series, two workers", peer="one of them", at_most=13),
    Row(key="markings-two", group="markings", what="two markings", peer="one"),
    Row(key="markings", group="markings", what="two markings and two languages together",
        peer="one", at_most=2.2, reason=_FOUR_EDITIONS),
    Row(key="preview-html", group="preview", what="edit to HTML in preview",
        peer="Typst, the same content cold", at_most=1.0),
    Row(key="preview-pdf", group="preview", what="edit to pages in preview",
        peer="cold build", at_most=0.5),
    Row(key="mail", group="mail", what="messages a second, durable ledger",
        peer="usual smtplib loop", measure=Measure.RATE, at_least=4),
    *(Row(key=f"archive-{name}", group="archive", what=f"{name}, with the index", at_most=1.0)
      for name in ARCHIVE),
    *(Row(key=f"archive-{name}-floor", group="archive", what=f"{name}, with the index",
          peer=_FLOOR, at_most=8)
      for name in INSTANT),
    *(Row(key=f"archive-{name}-memory", group="archive", what=f"{name}, memory",
          peer="the same over 52 editions", measure=Measure.MEMORY, at_most=1.25)
      for name in ARCHIVE),
    *(Row(key=f"archive-{name}-first", group="archive", what=f"{name}, first, without index")
      for name in ARCHIVE),
    Row(key="peers-weasyprint", group="peers", what="weasyprint command", peer=_FULL),
    Row(key="peers-typst", group="peers", what="Typst", peer=_FULL),
    Row(key="peers-chromium", group="peers", what="Chromium's print", peer=_FULL),
    Row(key="pictures-kept", group="pictures", what="pictures kept", peer=_BARE,
        measure=Measure.CPU),
    Row(key="pictures-anew", group="pictures", what="all pictures drawn anew", peer=_BARE,
        measure=Measure.CPU, at_most=0.5),
    Row(key="growth", group="growth", what="check of 10,000 records", peer="2,500 records",
        at_most=4.8),
    Row(key="rules", group="growth", what="all rules over 5,000 records, CPU",
        measure=Measure.CPU, at_most=2.0),
    Row(key="rules-growth", group="growth", what="all rules over 10,000 records",
        peer="5,000 records", measure=Measure.CPU, at_most=2.4),
    Row(key="rules-silenced", group="growth", what="all rules, 1,000 findings silenced",
        peer="the same, none silenced", measure=Measure.CPU, at_most=1.2),
    Row(key="texts", group="texts", what="check of the worst text at its limit, CPU",
        measure=Measure.CPU, at_most=1.0),
    Row(key="import-read", group="import", what="50,000 rows of CSV read as a table, CPU",
        peer="csv.reader alone", measure=Measure.CPU, at_most=6),
    Row(key="import-read-seconds", group="import", what="the same, seconds", at_most=4.0),
    Row(key="import-memory", group="import", what="the same, memory", peer="of 5,000 rows",
        measure=Measure.MEMORY, at_most=1.4),
    Row(key="import-preview", group="import", what="50,000 rows previewed, CPU",
        peer="csv.reader alone", measure=Measure.CPU, at_most=40),
    Row(key="import-preview-seconds", group="import", what="the same, seconds", at_most=10),
    Row(key="import-preview-memory", group="import", what="the same, memory",
        peer="of 5,000 rows", measure=Measure.MEMORY, at_most=1.6),
    Row(key="import-preview-again", group="import",
        what="the same file again, its deadliest events taken, CPU", peer="the first preview",
        measure=Measure.CPU, at_most=0.5),
    Row(key="import-write", group="import", what="4,000 records written into seeds, CPU",
        measure=Measure.CPU, at_most=10),
    Row(key="import-write-more", group="import", what="14,800 records written, CPU",
        peer="4,000 records", measure=Measure.CPU, at_most=4),
    Row(key="import-write-newer", group="import", what="a tenth of them revised and written, CPU",
        peer="the first import", measure=Measure.CPU, at_most=1.6),
    *(Row(key=f"language-{half}-{what}", group="language", measure=Measure.SHARE, at_least=0.95,
          what=f"{what} of the language rules, half {half}")
      for half in ("tuned", "aside") for what in ("precision", "recall")),
    *(Row(key=f"upstream-{name}", group="upstream", what=f"with patches up to {name}",
          peer="the engine as it is", measure=Measure.CPU)
      for name in UPSTREAM),
    Row(key="large-week", group="large", what="draft of 1,500 events, a week of 26", at_most=25),
    Row(key="large-whole", group="large", what="the same, all 26 weeks", at_most=25),
    Row(key="large-few", group="large", what="draft of 1,500 events, a week of 26",
        peer="the same of 40 events", at_most=2.5),
    Row(key="history", group="history", what="what a build reads of 520 editions",
        peer="of 10 editions"),
)  # fmt: skip
_BY_KEY = {row.key: row for row in ROWS}


def row(key: str) -> Row:
    """Give a row of the table."""
    return _BY_KEY[key]
