"""The house's own colours over the theme, and whether all of them can be read and told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from reportkit.model.book import Book
from reportkit.page.assets import Design
from reportkit.page.design.colour import (
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
from reportkit.page.design.logo import logo_problems
from reportkit.page.design.theme import (
    NIGHT,
    PARTIES,
    TEXT_COLOURS,
    THEME,
    Theme,
    read_theme,
    with_values,
)
from reportkit.page.parties import parties
from reportkit.problems import Mark, Problem

_LEVELS = range(10, 49)  # of lightness: what is darker looks black, what is paler is too weak


def with_house_colours(design: Design, book: Book) -> Design:
    """Give the design in the colours of the house: its theme with some values changed.

    The page, the pictures and the screen all take their inks from the theme, so that
    nothing else need know of the house. A design without a theme stays as it is.
    """
    if not _chosen(book) or THEME not in design.files:
        return design
    css = design.files[THEME].decode()
    theme = read_theme(css)[0].values
    night = theme.get(f"{NIGHT}paper", "")
    values = _house_colours(book, theme)
    if night:
        values |= {f"{NIGHT}{name}": readable_on(c, night) for name, c in values.items()}
    return Design({**design.files, THEME: with_values(css, values).encode()})


def design_problems(book: Book, design: Design) -> list[Problem]:
    """Find what is wrong with the theme, the house's colours and its logo."""
    problems = [*_no_party(book), *logo_problems(book, design)]
    if THEME not in design.files:
        return problems
    own, theme_problems = read_theme(design.files[THEME].decode())
    values = {**own.values, **_house_colours(book, own.values)}
    marks = {**own.marks, **{name: mark for name, (_, mark) in _chosen(book).items()}}
    theme = Theme(values, marks)
    return [*problems, *theme_problems, *_unreadable(theme), *_alike(theme, parties(book))]


def _house_colours(book: Book, theme: Mapping[str, str]) -> dict[str, str]:
    """Give the colours of the house, and those of parties that give way to them.

    A party whose colour the brief does not name has the theme's hue, as dark as it must be to
    stand clear of what the house chose; so a house need not choose for everybody.
    """
    colours = {name: colour for name, (colour, _) in _chosen(book).items()}
    if not colours:
        return {}
    taken = [colours.get("accent") or theme.get("accent", WHITE)]
    taken += [colour for name, colour in colours.items() if name != "accent"]
    for name in PARTIES[: len(parties(book))]:
        own = theme.get(name)
        if own is None or name in colours:
            continue
        colour = own if _is_clear(own, taken) else _clear_of(own, taken)
        if colour and colour != own:
            colours[name] = colour
        taken.append(colour or own)
    return colours


def _chosen(book: Book) -> Mapping[str, tuple[str, Mark]]:
    """Give the colours that the brief names, by their name in the theme."""
    house = book.brief.house
    if house is None:
        return {}
    known = parties(book)[: len(PARTIES)]
    colours = {
        PARTIES[known.index(party.actor)]: (party.colour, party.at("colour"))
        for party in house.parties
        if party.actor in known
    }
    return {**colours, "accent": (house.accent, house.at("accent"))} if house.accent else colours


def _no_party(book: Book) -> Iterator[Problem]:
    """Find colours for those who have none on the page."""
    known = parties(book)[: len(PARTIES)]
    for party in book.brief.house.parties if book.brief.house else ():
        if party.actor in book.by_id and party.actor not in known:
            yield Problem(
                "house-party",
                f"{party.actor} has a colour and is none of the first {len(PARTIES)} parties",
                party.at("actor"),
                f"parties with a colour: {', '.join(known)}"
                if known
                else "set 'party_to_conflict: true' for an actor",
            )


def _unreadable(theme: Theme) -> Iterator[Problem]:
    """Find inks too weak for text on the paper, on the screen and at night."""
    grounds = [("", "white", WHITE), ("", "--paper", "paper"), (NIGHT, "--night-paper", "")]
    weak_names: set[str] = set()
    for prefix, called, held in grounds:
        ground = held if held == WHITE else theme.values.get(f"{prefix}paper", "")
        for name in (f"{prefix}{ink}" for ink in TEXT_COLOURS):
            colour = theme.values.get(name, "")
            if not colour or not ground or name in weak_names:
                continue
            ratio = contrast(colour, ground)
            if ratio < READABLE:
                weak_names.add(name)
                better = "lighter" if prefix else "darker"
                yield Problem(
                    "colour-contrast",
                    f"{colour} has a contrast of {int(ratio * 10) / 10} on {called}",
                    theme.at(name),
                    _set_that_passes(theme)
                    if theme.at(name).file != THEME
                    else f"text needs {READABLE}; the nearest {better} colour that has it "
                    f"is {readable_on(colour, ground)}",
                )


def _alike(theme: Theme, known: tuple[str, ...]) -> Iterator[Problem]:
    """Find two of the colours in use that look alike, in colour or printed grey."""
    used = {"accent": "the accent", **dict(zip(PARTIES, known, strict=False))}
    inks = [(name, theme.values[name]) for name in used if name in theme.values]
    for (one, first), (other, second) in combinations(inks, 2):
        if _is_clear(first, [second]):
            continue
        where = "printed grey" if distance(first, second) >= APART else "in colour"
        mended = one if theme.at(one).file != THEME == theme.at(other).file else other
        others = [colour for name, colour in inks if name != mended]
        clear = _clear_of(theme.values[mended], others)
        yield Problem(
            "colour-alike",
            f"{used[other]} {second} and {used[one]} {first} look alike {where}",
            theme.at(mended),
            _set_that_passes(theme)
            or (clear and f"{clear} would stand clear of the others")
            or "make one darker and the other lighter",
        )


def _set_that_passes(theme: Theme) -> str:
    """Propose all colours of the house at once, each as near to the chosen one as may be.

    One at a time, a mended colour would soon clash with the next.
    """
    chosen = [name for name in ("accent", *PARTIES) if theme.at(name).file != THEME]
    taken = [] if "accent" in chosen else [theme.values.get("accent", WHITE)]
    proposed: list[str] = []
    for name in chosen:
        wanted = readable_on(theme.values[name], WHITE)
        colour = wanted if _is_clear(wanted, taken) else _clear_of(wanted, taken)
        if not colour:
            return ""
        taken.append(colour)
        if colour != theme.values[name]:
            proposed.append(f"{colour} for {theme.values[name]}")
    return f"this set can be read and told apart: {', '.join(proposed)}" if proposed else ""


def _is_clear(colour: str, others: Sequence[str]) -> bool:
    return all(
        distance(colour, other) >= APART
        and abs(lightness(colour) - lightness(other)) >= APART_IN_GREY
        for other in others
    )


def _clear_of(colour: str, others: Sequence[str]) -> str:
    """Give the nearest darkness of the same hue that stands clear of all others; "" if none."""
    for step in sorted(_LEVELS, key=lambda level: abs(level - lightness(colour))):
        tried = of_lightness(colour, step)
        if contrast(tried, WHITE) >= READABLE and _is_clear(tried, others):
            return tried
    return ""
