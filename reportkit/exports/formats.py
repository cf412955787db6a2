"""The formats in which records leave, in the order of the manual.

A further one is one file that makes bytes from an ``Export``, a function that reads the text of
these bytes out again, and one entry here; the command, markings, the search for what must not
leave and the writing of files take whatever stands there. A format's own libraries are imported
inside its functions.
"""

from __future__ import annotations

from reportkit.exports import csv_files, geojson, ical, jsonl, stix, xlsx
from reportkit.exports.export import Format, one_file
from reportkit.model.analysis import Judgement
from reportkit.model.diplomacy import Commitment, Measure, Round

CSV = Format(
    name="csv",
    suffix=".csv",
    make=csv_files.csv_files,
    readings=csv_files.readings,
    changes=True,
    hxl=True,
)
JSONL = Format(
    name="jsonl",
    suffix=".jsonl",
    make=one_file(jsonl.lines),
    readings=jsonl.readings,
    changes=True,
)
XLSX = Format(
    name="xlsx",
    suffix=".xlsx",
    make=one_file(xlsx.workbook),
    readings=xlsx.readings,
    text=False,
    changes=True,
    hxl=True,
)
GEOJSON = Format(
    name="geojson",
    suffix=".geojson",
    make=one_file(geojson.feature_collection),
    readings=geojson.readings,
    types=geojson.TYPES,
)
ICAL = Format(
    name="ical",
    suffix=".ics",
    make=one_file(ical.calendar_of),
    readings=ical.readings,
    types=(Judgement, Commitment, Measure, Round),
)
STIX = Format(
    name="stix",
    suffix=".stix.json",
    make=one_file(stix.bundle_of),
    readings=stix.readings,
    extra="stix",
)

FORMATS: tuple[Format, ...] = (CSV, JSONL, XLSX, GEOJSON, ICAL, STIX)
BY_NAME = {each.name: each for each in FORMATS}
