"""Do two names mean one person, however they are written? Pure."""

from __future__ import annotations

import re
import unicodedata

from reportkit.model.folding import folded

#: What stands before or behind a name and is none: titles, degrees, ranks.
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "hon", "rev", "phd",
    "md", "msc", "ma", "ba", "llm", "esq", "jr", "sr", "ambassador", "amb", "gen", "general",
    "brig", "brigadier", "col", "colonel", "maj", "major", "capt", "captain", "lt", "lieutenant",
    "sgt", "eng", "engineer", "ing", "mag", "haji", "hajji",
})  # fmt: skip
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_WITHIN = "'’"  # of a name: O'Neil
#: A single name is a person's only by itself: "Khan" is not every Khan.
_ENOUGH = 2


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names may mean one person: in doubt they do.

    Case, accents, order, titles and what stands in brackets make no difference; an initial stands
    for any name that begins with it, and a second given name may be left out.
    """
    if folded(one) == folded(other):  # hyphens and spaces between the same letters
        return True
    few, many = sorted((_names(one), _names(other)), key=len)
    if not few:
        return False
    if len(few) < _ENOUGH and len(many) != len(few):
        return False
    written_out = {name for name in few if len(name) > 1}
    return _are_among(few, many) and (not written_out or not written_out.isdisjoint(many))


def _names(written: str) -> list[str]:
    words = [folded(word) for word in _words(_ASIDE.sub(" ", written))]
    words = [word for word in words if word]
    return [word for word in words if word not in _TITLES] or words


def _words(written: str) -> list[str]:
    """Part a name where something stands that is no letter, and on no letter."""
    return "".join(map(_sign, unicodedata.normalize("NFKC", written))).split()


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Mn", "Me", "Cf"):  # accents, points, and what nobody sees
        return ""
    return sign if kind[0] == "L" or kind == "Mc" or sign in _WITHIN else " "


def _are_among(few: list[str], many: list[str]) -> bool:
    """Tell whether each of some names has a partner of its own among others."""
    if not few:
        return True
    first, *rest = few
    return any(
        _are_among(rest, [*many[:at], *many[at + 1 :]])
        for at, name in enumerate(many)
        if _fits(first, name)
    )


def _fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
