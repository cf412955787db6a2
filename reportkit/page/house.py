"""The house's own colours over the theme, and whether all of them can be read and told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from reportkit.facts.book import Book
from reportkit.page.assets import Design
from reportkit.page.colour import (
    APART,
    APART_IN_GREY,
    READABLE,
    WHITE,
    contrast,
    distance,
    lightness,
    of_lightness,
    readable_on,
)
from reportkit.page.logo import logo_problems
from reportkit.page.party import parties
from reportkit.page.theme import (
    NIGHT,
    PARTIES,
    TEXT_INKS,
    THEME,
    Theme,
    read_theme,
    with_values,
)
from reportkit.problems import Mark, Problem

_LEVELS = range(10, 49)  # of lightness: what is darker looks black, what is paler is too weak


def dressed(design: Design, book: Book) -> Design:
    """Give the design in the colours of the house: its theme with some values changed.

    The page, the pictures and the screen all take their inks from the theme, so that
    nothing else need know of the house. A design without a theme stays as it is.
    """
    told = _told(book)
    if not told or THEME not in design.files:
        return design
    css = design.files[THEME].decode()
    night = read_theme(css)[0].values.get(f"{NIGHT}paper", "")
    values = {name: colour for name, (colour, _) in told.items()}
    if night:
        values |= {f"{NIGHT}{name}": readable_on(c, night) for name, c in values.items()}
    return Design({**design.files, THEME: with_values(css, values).encode()})


def design_problems(book: Book, design: Design) -> list[Problem]:
    """Find what is wrong with the theme, the house's colours and its logo."""
    problems = [*_no_party(book), *logo_problems(book, design)]
    if THEME not in design.files:
        return problems
    own, found = read_theme(design.files[THEME].decode())
    told = _told(book)
    values = {**own.values, **{name: colour for name, (colour, _) in told.items()}}
    marks = {**own.marks, **{name: mark for name, (_, mark) in told.items()}}
    theme = Theme(values, marks)
    return [*problems, *found, *_unreadable(theme), *_alike(theme, parties(book))]


def _told(book: Book) -> Mapping[str, tuple[str, Mark]]:
    """Give the colours that the brief names, by their name in the theme."""
    house = book.brief.house
    if house is None:
        return {}
    known = parties(book)[: len(PARTIES)]
    told = {
        PARTIES[known.index(each.actor)]: (each.colour, each.at("colour"))
        for each in house.parties
        if each.actor in known
    }
    return {**told, "accent": (house.accent, house.at("accent"))} if house.accent else told


def _no_party(book: Book) -> Iterator[Problem]:
    """Find colours for those who have none on the page."""
    known = parties(book)[: len(PARTIES)]
    for each in book.brief.house.parties if book.brief.house else ():
        if each.actor in book.by_id and each.actor not in known:
            yield Problem(
                "house-party",
                f"{each.actor} has a colour and is none of the first {len(PARTIES)} parties",
                each.at("actor"),
                f"parties with a colour: {', '.join(known)}"
                if known
                else "set 'party_to_conflict: true' for an actor",
            )


def _unreadable(theme: Theme) -> Iterator[Problem]:
    """Find inks too weak for text on the paper, on the screen and at night."""
    grounds = [("", "white", WHITE), ("", "--paper", "paper"), (NIGHT, "--night-paper", "")]
    told: set[str] = set()
    for prefix, called, held in grounds:
        ground = held if held == WHITE else theme.values.get(f"{prefix}paper", "")
        for name in (f"{prefix}{ink}" for ink in TEXT_INKS):
            colour = theme.values.get(name, "")
            if not colour or not ground or name in told:
                continue
            ratio = contrast(colour, ground)
            if ratio < READABLE:
                told.add(name)
                better = "lighter" if prefix else "darker"
                yield Problem(
                    "colour-contrast",
                    f"{colour} has a contrast of {int(ratio * 10) / 10} on {called}",
                    theme.at(name),
                    f"text needs {READABLE}; the nearest {better} colour that has it "
                    f"is {readable_on(colour, ground)}",
                )


def _alike(theme: Theme, known: tuple[str, ...]) -> Iterator[Problem]:
    """Find two of the colours in use that look alike, in colour or printed grey."""
    used = {"accent": "the accent", **dict(zip(PARTIES, known, strict=False))}
    inks = [(name, theme.values[name]) for name in used if name in theme.values]
    for (one, first), (other, second) in combinations(inks, 2):
        apart, grey = distance(first, second), abs(lightness(first) - lightness(second))
        if apart >= APART and grey >= APART_IN_GREY:
            continue
        where = "printed grey" if apart >= APART else "in colour"
        mended = one if theme.at(one).file != THEME == theme.at(other).file else other
        yield Problem(
            "colour-alike",
            f"{used[other]} {second} and {used[one]} {first} look alike {where}",
            theme.at(mended),
            _further(theme, mended, inks),
        )


def _further(theme: Theme, name: str, inks: list[tuple[str, str]]) -> str:
    """Propose a darkness of the same hue at which a colour stands clear of all others."""
    others = [colour for other, colour in inks if other != name]
    own = theme.values[name]
    for step in sorted(_LEVELS, key=lambda level: abs(level - lightness(own))):
        tried = of_lightness(own, step)
        if contrast(tried, WHITE) >= READABLE and all(
            distance(tried, colour) >= APART
            and abs(lightness(tried) - lightness(colour)) >= APART_IN_GREY
            for colour in others
        ):
            return f"{tried} would stand clear of the others"
    return "make one darker and the other lighter"
