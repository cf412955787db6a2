"""What a column may mean, by its HXL tag, by its header, or by what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from reportkit.tables.cells import Unreadable, day_of, number_of
from reportkit.tables.days import DayOrder
from reportkit.tables.table import Cell, Column


class Guess(NamedTuple):
    """What a column is taken for."""

    role: str  # "key", "start", "admin1", "killed", ...
    sure: bool  # a tag says it, or a header that is never used otherwise


class _Sign(NamedTuple):
    """By what a role is known."""

    role: str
    tags: str  # parts of tags, of which all must be there: "adm2 code"; several by |
    sure: str  # headers that say it, as a regular expression
    likely: str = ""  # headers that may say it


#: A column whose header says nothing and whose cells are days.
WRITTEN_DAYS = "written days"
#: Numbers that are figures, and of which metric.
METRICS = {
    "killed": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced",
    "returned": "returned", "evacuated": "evacuated", "affected": "affected",
    "in_need": "in_need", "targeted": "targeted", "reached": "reached", "events": "events",
}  # fmt: skip

#: The first that fits counts; headers are in lower case, without accents, in English and French.
_SIGNS = (
    _Sign("key", "event id|event code|incident id|incident code|meta id", r"event id( cnty)?|"
          r"incident (id|number|code)|id (evenement|incident)", r"(unique )?(id|ref|reference)|"
          r"identifiant|n°|code|numero"),
    _Sign("end", "date end", r"(date )?end( date)?|date (de )?fin|reference period end"),
    _Sign("precision", "", r"(time|date) prec(ision)?"),
    _Sign("geo_precision", "", r"(geo|where|location) prec(ision)?"),
    _Sign("start", "date", r"(event|incident|start|report(ing)?) date|date (start|of (event|"
          r"incident))|date( de (debut|l.(evenement|incident)))?|reference period start",
          r".*\bdate\b.*|jour|day"),
    _Sign("month", "", r"month|mois"),
    _Sign("year", "", r"year|annee|an"),
    _Sign("pcode3", "adm3 code|loc code", r"adm(in)?3 ?p?code|p-?code"),
    _Sign("pcode2", "adm2 code", r"adm(in)?2 ?p?code"),
    _Sign("pcode1", "adm1 code", r"adm(in)?1 ?p?code"),
    _Sign("pcode0", "", r"adm(in)?0 ?p?code"),
    _Sign("iso", "country code", r"iso ?[23]?|country (code|iso ?[23]?)|code pays|location code"),
    _Sign("country", "country", r"country( name)?|pays|adm(in)?0 (en|fr|name)"),
    _Sign("admin3", "adm3", r"adm(in)? ?3( (en|fr|name))?",
          r"sub-?district|commune|municipality|tehsil|woreda"),
    _Sign("admin2", "adm2", r"adm(in)? ?2( (en|fr|name))?", r"district|county|zone|cercle"),
    _Sign("admin1", "adm1", r"adm(in)? ?1( (en|fr|name))?",
          r"province|governorate|region|state|departement"),
    _Sign("name", "loc", r"location( name)?|place( name)?|lieu|localite|village|town|ville|site"),
    _Sign("lat", "geo lat", r"lat(itude)?"),
    _Sign("lon", "geo lon", r"lon(g(itude)?)?"),
    _Sign("sub_type", "event subtype|event type sub", r"sub[- ]?(event )?type|sous-type"),
    _Sign("event_type", "event type|incident type|cause type", r"(event|incident) ?type|"
          r"type (d.evenement|d.incident)", r"type|category|categorie|nature"),
    _Sign("notes", "description|event description", r"notes?|(event |incident )?description|"
          r"narrative|resume", r"details?|comments?|commentaires?|remarques?"),
    _Sign("actor", "actor|event perpetrator", r"(assoc )?actor ?\d( name)?|side [ab]|perpetrator|"
          r"auteur|acteur ?\d?"),
    _Sign("sector", "sector", r"cluster|sector|secteur"),
    _Sign("org", "org", r"organi[sz]ation( name)?|(implementing )?partner|agency|partenaire|"
          r"implementing organi[sz]ation|organisation de mise en oeuvre"),
    _Sign("cited", "meta source|source", r"sources?( name)?|source office"),
    _Sign("killed", "affected killed", r"(number |nb )?(of )?(people |persons )?(killed|deaths|"
          r"fatalities|dead)|(nombre de )?(morts|tues|deces)|best",
          r".*\b(killed|deaths|tues)\b.*"),
    _Sign("injured", "affected injured", r"(people )?(injured|wounded)|blesses",
          r".*\b(injured|wounded|blesses)\b.*"),
    _Sign("missing", "affected missing", r"missing|disparus"),
    _Sign("displaced", "affected displaced|affected idps", r"(people )?displaced|idps|deplaces",
          r".*\b(displaced|idps|deplaces)\b.*"),
    _Sign("returned", "affected returned", r"returnees|retournes"),
    _Sign("in_need", "inneed", r"(people )?in need|pin|(personnes )?dans le besoin",
          r".*\b(in need|besoin)\b.*"),
    _Sign("targeted", "targeted", r"(people )?target(ed)?|(personnes )?ciblees?",
          r".*\b(target(ed)?|ciblees)\b.*"),
    _Sign("reached", "reached", r"(people )?reached|(personnes )?atteintes",
          r".*\b(reached|atteintes)\b.*"),
    _Sign("affected", "affected", r"(people )?affected|(personnes )?(affectees|touchees)",
          r".*\b(affected|affectees|touchees)\b.*"),
    _Sign("events", "", r"events|evenements|number of events"),
)  # fmt: skip
_PCODE = re.compile(r"[A-Z]{2,3}\d{2,}")
_MOSTLY = 0.8
#: Attributes of a tag that say whom it counts.
_WHOM = {"f": "women", "m": "men", "ind": "persons",
         "hh": "households"}  # fmt: skip
#: Attributes of a tag that say how it is written, and not what it means.
_MANNERS = frozenset({"name", "num", "en", "fr", "start", "occurred", "reported", "event", "text"})


def guess(column: Column, cells: Sequence[Cell]) -> Guess | None:
    """Say what a column may mean; None where nothing speaks for anything.

    ``cells`` are those of its first rows that hold anything.
    """
    if column.tag and (role := _by_tag(column.tag)):
        return Guess(role, sure=True)
    header = plain(column.header)
    for sign in _SIGNS:
        if re.fullmatch(sign.sure, header):
            return _fitting(Guess(sign.role, sure=True), cells)
    for sign in _SIGNS:
        if sign.likely and re.fullmatch(sign.likely, header):
            return _fitting(Guess(sign.role, sure=False), cells)
    if cells and _share(cells, _is_code) >= _MOSTLY:
        return Guess("pcode3", sure=False)
    if cells and _share(cells, _is_written_day) >= _MOSTLY:
        return Guess(WRITTEN_DAYS, sure=False)
    return None


def plain(header: str) -> str:
    """Write a header in lower case, without accents and underlines."""
    parts = unicodedata.normalize("NFKD", header.casefold().replace("_", " "))
    letters = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(letters.replace("\u2019", "'").split())


def further(tag: str) -> bool:
    """Tell a tag with attributes beyond what its metric says: "#affected+killed+f"."""
    name, *attributes = tag.removeprefix("#").split("+")
    role = _by_tag(tag)
    words = {word for sign in _SIGNS if sign.role == role for word in sign.tags.split()}
    return bool(set(attributes) - words - _MANNERS - {name})


def whom(column: Column, metric: str) -> str:
    """Say which of those that a metric counts a column counts: "Women" of "Women affected"."""
    header = re.sub(r" \(\d+\)$", "", column.header)
    rest = re.sub(rf"\b{re.escape(metric)}\b", " ", header, flags=re.IGNORECASE)
    rest = " ".join(rest.strip(" -:,()").split())
    attributes = [part for part in column.tag.split("+")[1:] if part not in metric.split()]
    return rest or ", ".join(_WHOM.get(part, part) for part in attributes) or column.tag


def _by_tag(tag: str) -> str:
    name, *attributes = tag.removeprefix("#").split("+")
    fitting = [
        (len(words), sign.role)
        for sign in _SIGNS
        for one in sign.tags.split("|")
        if (words := one.split()) and words[0] == name and set(words[1:]) <= set(attributes)
    ]
    return max(fitting, key=lambda fit: fit[0])[1] if fitting else ""


def _fitting(guessed: Guess, cells: Sequence[Cell]) -> Guess | None:
    """Keep a guess that what stands in the column does not deny."""
    reads: dict[str, Callable[[Cell], bool]] = dict.fromkeys((*METRICS, "lat", "lon"), _is_number)
    reads |= dict.fromkeys(("start", "end"), _is_day)
    read = reads.get(guessed.role)
    if read is None or not cells:
        return guessed
    return guessed if _share(cells, read) >= _MOSTLY else None


def _share(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _is_code(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_PCODE.fullmatch(cell))


def _is_day(cell: Cell) -> bool:
    read = day_of(cell, DayOrder.DAY_FIRST)
    other = day_of(cell, DayOrder.MONTH_FIRST)
    return not isinstance(read, Unreadable) or not isinstance(other, Unreadable)


def _is_written_day(cell: Cell) -> bool:
    """Tell a day from a number, which may be a serial number of a spreadsheet or anything else."""
    return (isinstance(cell, date) or (isinstance(cell, str) and not cell.isdigit())) and _is_day(
        cell
    )


def _is_number(cell: Cell) -> bool:
    return not isinstance(number_of(cell, decimal="."), Unreadable)


def tied(columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """Give each column with the name by which a mapping finds it: its header, or its tag.

    The tag counts where the header is missing or stands there more than once.
    """
    headers = [column.header.casefold() for column in columns]
    tags = [column.tag for column in columns]
    for column in columns:
        unique = bool(column.tag) and tags.count(column.tag) == 1
        odd = not column.header or headers.count(column.header.casefold()) > 1
        if (odd or re.search(r"[|?{}\[\]]", column.header)) and unique:
            yield column, column.tag
        elif column.header:
            yield column, column.header
