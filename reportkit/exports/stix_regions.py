"""The regions of countries, by the words that STIX 2.1 lists (region-ov, after UN M49). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportkit.i18n.territories import country_code

#: Sub-regions of the United Nations' standard M49 with the ISO 3166 codes of their countries.
_COUNTRIES: Mapping[str, str] = {
    "eastern-africa": "BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW",
    "middle-africa": "AO CM CF TD CG CD GQ GA ST",
    "northern-africa": "DZ EG LY MA SD TN EH",
    "southern-africa": "BW SZ LS NA ZA",
    "western-africa": "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG",
    "caribbean": "AG AW BS BB KY CU CW DM DO GD GP HT JM MQ PR KN LC VC TT TC VG VI",
    "central-america": "BZ CR SV GT HN MX NI PA",
    "south-america": "AR BO BR CL CO EC GF GY PY PE SR UY VE",
    "northern-america": "BM CA GL US",
    "central-asia": "KZ KG TJ TM UZ",
    "eastern-asia": "CN HK JP KP KR MN MO",
    "south-eastern-asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "southern-asia": "AF BD BT IN IR LK MV NP PK",
    "western-asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "eastern-europe": "BG BY CZ HU MD PL RO RU SK UA",
    "northern-europe": "DK EE FI FO GB IE IS LT LV NO SE",
    "southern-europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "western-europe": "AT BE CH DE FR LI LU MC NL",
    "australia-new-zealand": "AU NZ",
    "melanesia": "FJ NC PG SB VU",
    "micronesia": "FM GU KI MH NR PW",
    "polynesia": "AS CK NU PF TO TV WS",
}
_REGION_OF = {code: region for region, codes in _COUNTRIES.items() for code in codes.split()}
_WIDER = ("africa", "caribbean", "america", "asia", "europe")
_APART = re.compile(r"\s*[/,;&–—]\s*|\s+(?:-|and)\s+")


def region_of(countries: str, language: str = "en") -> str:
    """Give the region in which all countries that a text names lie: "" where there is none.

    A line between two states is given to neither, but it lies somewhere.
    """
    codes = {country_code(name, language) for name in _APART.split(countries) if name}
    regions = {_REGION_OF.get(code, "") for code in codes}
    if len(regions) == 1:
        return regions.pop()
    wider = {next((each for each in _WIDER if each in region), "") for region in regions}
    if wider and wider <= {"america", "caribbean"}:
        return "americas"
    return wider.pop() if len(wider) == 1 else ""
