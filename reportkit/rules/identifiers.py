"""Does a code, or a number of another data set, name one thing, and the one that it should?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from reportkit.i18n.territories import country_code, two_letters
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Place
from reportkit.model.places import codes_of_countries
from reportkit.model.vocabulary.sources import PlaceKind
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

_CODES = ("pcode", "iso")
_CALLED = {"pcode": "place code", "iso": "ISO code"}
_TWO, _THREE = 2, 3  # letters of a country's code


@rule(
    Code(
        "external-id-twice",
        "STIX",
        "A number of another data set ('external_ids') stands at one record of a type: an import "
        "finds a record again by it, and would not know which of two it is. An event and its toll "
        "may have the same one; what was superseded, withdrawn or dropped keeps its own.",
        (
            Example(
                "events: [{id: raid, external_ids: [{scheme: acled, id: AFG1}]},\n"
                "  {id: strike, external_ids: [{scheme: acled, id: AFG1}]}]",
                "events: [{id: raid, external_ids: [{scheme: acled, id: AFG1}]},\n"
                "  {id: strike, external_ids: [{scheme: ucdp-ged, id: AFG1}]}]",
            ),
        ),
    )
)
def an_external_id_names_one_record(book: Book) -> Iterator[Problem]:
    """One number of one scheme names one record of a type (STIX: an id names one thing)."""
    known: dict[tuple[str, str, str], str] = {}
    for record in filter(is_live, book):
        for own in record.external_ids:
            first = known.setdefault((record.type, own.scheme, own.id), record.id)
            if first != record.id:
                yield Problem(
                    "external-id-twice",
                    f"{record.id} is {own.id} of {own.scheme}, and so is {first}",
                    own.at("id"),
                    "correct one of the numbers; where both records are one thing, end one of them "
                    f"with 'status: superseded' and 'superseded_by: {first}'",
                )


@rule(
    Code(
        "place-code-twice",
        "ISO 3166, OCHA place codes",
        "A p-code or an ISO code names one place: an import joins places by it. Places that ended "
        "do not count.",
        (
            Example(
                "places: [{id: mill, name: Mill, pcode: XA0101}, {id: ford, name: Ford,\n"
                "  pcode: XA0101}]",
                "places: [{id: mill, name: Mill, pcode: XA0101}, {id: ford, name: Ford,\n"
                "  pcode: XA0102}]",
            ),
            Example(
                "places: [{id: east, name: East, iso: XA-EA, kind: province},\n"
                "  {id: west, name: West, iso: XA-EA, kind: province}]",
                "places: [{id: east, name: East, iso: XA-EA, kind: province},\n"
                "  {id: west, name: West, iso: XA-WE, kind: province}]",
            ),
        ),
    )
)
def a_code_names_one_place(book: Book) -> Iterator[Problem]:
    """No two places have one code (ISO 3166, OCHA)."""
    for field in _CODES:
        known: dict[str, str] = {}
        for place in filter(is_live, book.all(Place)):
            code = getattr(place, field)
            first = known.setdefault(code, place.id) if code else place.id
            if first != place.id:
                yield Problem(
                    "place-code-twice",
                    f"{place.id} has the {_CALLED[field]} {code}, and so has {first}",
                    place.at(field),
                    "look the codes up; where both are one place, name it once and write its other "
                    "name under 'names:'",
                )


@rule(
    Code(
        "place-code-country",
        "ISO 3166, OCHA place codes",
        "A p-code begins with the code of its country, in two letters or three (AF, AFG), and an "
        "ISO code with that of its own: one of another country is a slip. Asked where the country "
        "is known by its record's 'iso', or by its name in English or in the language of the "
        "records.",
        (
            Example(
                "places: [{country: Pakistan, pcode: AF2701}]",
                "places: [{country: Afghanistan, pcode: AF2701}]",
            ),
            Example(
                "places: [{country: Pakistan, kind: province, iso: AF-KAN}]",
                "places: [{country: Afghanistan/Pakistan, kind: province, iso: AF-KAN}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def a_code_is_of_the_country_of_its_place(book: Book) -> Iterator[Problem]:
    """The code of a place begins with that of its country, where that is known."""
    for place in book.all(Place):
        if not any(getattr(place, field) for field in _CODES):
            continue
        countries = [name.strip() for name in place.country.split("/")]
        codes = [_code_of(book, name) for name in countries]
        for field in _CODES if all(codes) else ():
            code = getattr(place, field)
            if code and not any(_begins(code, country) for country in codes):
                yield Problem(
                    "place-code-country",
                    f"{place.id} lies in {place.country} and has the {_CALLED[field]} {code}",
                    place.at(field),
                    f"codes of {countries[0]} begin with {codes[0]}; correct the code or the "
                    "country",
                    Level.WARNING,
                )


@rule(
    Code(
        "place-code-kind",
        "ISO 3166",
        "An ISO code without a hyphen (AF, AFG) is of a country, one with a hyphen (AF-KAN) of a "
        "part of one.",
        (
            Example(
                "places: [{country: Afghanistan, kind: city, iso: AFG}]",
                "places: [{country: Afghanistan, kind: country, iso: AFG}]",
            ),
            Example(
                "places: [{country: Afghanistan, kind: country, iso: AF-KAN}]",
                "places: [{country: Afghanistan, kind: province, iso: AF-KAN}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def an_iso_code_fits_the_kind_of_its_place(book: Book) -> Iterator[Problem]:
    """A country has the code of a country, a part of it that of a part (ISO 3166)."""
    for place in book.all(Place):
        is_country = place.kind is PlaceKind.COUNTRY
        if place.iso and is_country == ("-" in place.iso):
            what = "part of a country" if is_country else "country"
            yield Problem(
                "place-code-kind",
                f"{place.id} is a {place.kind}, and {place.iso} is the code of a {what}",
                place.at("iso"),
                "correct 'iso:' or 'kind:'; a town or a district has a p-code",
                Level.WARNING,
            )


@rule(
    Code(
        "place-code-parent",
        "OCHA place codes",
        "The p-code of a place begins with that of the larger place in which it lies: AF2701 is in "
        "AF27. Where both are in the seeds, they lie in one country.",
        (
            Example(
                "places: [{id: east, name: East, kind: province, country: North, pcode: XA27},\n"
                "  {id: mill, name: Mill, country: South, pcode: XA2701}]",
                "places: [{id: east, name: East, kind: province, country: North, pcode: XA27},\n"
                "  {id: mill, name: Mill, country: North, pcode: XA2701}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def a_place_lies_in_the_country_of_its_parent(book: Book) -> Iterator[Problem]:
    """A place whose p-code says that it lies in another one is in the same country."""
    by_code = {place.pcode: place for place in filter(is_live, book.all(Place)) if place.pcode}
    for code, place in by_code.items():
        shorter = (code[:end] for end in range(len(code) - 1, _TWO - 1, -1))
        parent = next((by_code[start] for start in shorter if start in by_code), None)
        if parent and _countries(parent).isdisjoint(_countries(place)):
            yield Problem(
                "place-code-parent",
                f"{place.id} lies in {place.country}, and {parent.id}, in which its p-code {code} "
                f"lies, in {parent.country}",
                place.at("pcode"),
                f"the p-code of {parent.id} is {parent.pcode}; correct a code or a country",
                Level.WARNING,
            )


def _countries(place: Place) -> frozenset[str]:
    names = chain((place.country,), place.country.split("/"))
    return frozenset(name.strip().casefold() for name in names)


def _code_of(book: Book, country: str) -> str:
    """Give the two letters of a country, by its own record or by its name; "" if unknown."""
    own = codes_of_countries(book).get(country)
    return (two_letters(own) or own) if own else country_code(country, book.brief.written_in)


def _begins(code: str, country: str) -> bool:
    """Three letters that are a country's count before two: IRQ01 lies in Iraq, not in Iran."""
    three = two_letters(head) if len(head := code[:_THREE]) == _THREE and head.isalpha() else ""
    return three == country if three else code.startswith(country)


RULES = (
    an_external_id_names_one_record,
    a_code_names_one_place,
    a_code_is_of_the_country_of_its_place,
    an_iso_code_fits_the_kind_of_its_place,
    a_place_lies_in_the_country_of_its_parent,
)
