"""A mapping proposed for a file: from its headers, its HXL tags and what stands in its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from reportkit.authoring.written import Value, inline, scalar
from reportkit.imports.guesses import METRICS, WRITTEN_DAYS, Guess, further, guess, tied, whom
from reportkit.imports.ids import slug
from reportkit.imports.mapping import Mapping
from reportkit.imports.profile_files import NoProfile, profile_name_of, recognised
from reportkit.model.book import Records
from reportkit.model.evidence import Actor
from reportkit.model.vocabulary.events import EventType
from reportkit.problems import did_you_mean
from reportkit.tables.cells import text_of
from reportkit.tables.table import Column, Table

#: Behind what is only guessed.
CONFIRM = "  # CONFIRM"
_ROWS, _SAMPLES, _WORDS, _SHOWN = 2_000, 3, 40, 30
_NAMES = ("name", "admin3", "admin2", "admin1")  # the most precise first
_KINDS = {
    "country": ("pcode0",), "province": ("pcode1", "admin1"), "district": ("pcode2", "admin2"),
}  # fmt: skip
#: Words of ACLED and of common incident forms, for the six types.
_TYPES = {
    "battles": "battle", "armed clash": "battle", "armed attack": "battle", "clash": "battle",
    "affrontement": "battle", "explosions/remote violence": "explosion_remote",
    "shelling": "explosion_remote", "airstrike": "explosion_remote",
    "explosion": "explosion_remote", "ied": "explosion_remote",
    "violence against civilians": "violence_against_civilians",
    "abduction": "violence_against_civilians", "enlevement": "violence_against_civilians",
    "protests": "protest", "demonstration": "protest", "manifestation": "protest",
    "riots": "riot", "emeute": "riot", "strategic developments": "strategic_development",
}  # fmt: skip


class _Seen(NamedTuple):
    """A column of the file, and what it is taken for."""

    column: Column
    name: str  # by which the mapping finds it
    guess: Guess | None
    words: Counter[str]  # what stands in its first rows

    def guess_is(self, role: str) -> bool:
        """Tell whether it is taken for that."""
        return self.guess is not None and self.guess.role == role


def proposed_mapping(table: Table, known: Records) -> str:
    """Write a mapping for a table: what is only guessed says CONFIRM, what is not used follows.

    For a file that a shipped profile knows it holds the words that the profile leaves open.
    """
    seen = list(_seen(table))
    file = PurePath(table.path).name
    profile = _profile_of(table)
    lines = _like(profile, seen, known) if profile else _anew(table, seen, known)
    head = [
        f"# What the columns of {' '.join(file.split())} mean, as its headers and first rows show.",
        "# Look at each line, mend what says CONFIRM, then see what the file gives:",
        "#   reportkit import FILE --map imports/NAME.yaml",
        "format: 1",
    ]
    return "\n".join([*head, *lines]) + "\n"


def _seen(table: Table) -> Iterator[_Seen]:
    rows = list(islice(table.rows(), _ROWS))
    for column, name in tied(table.columns):
        cells = [cell for row in rows if (cell := row.cells[column.index]) is not None]
        words = Counter(" ".join(text_of(cell).split()) for cell in cells)
        yield _Seen(column, name, guess(column, cells[:200]), words)


# -- a file that a profile knows -----------------------------------------------------------------


def _profile_of(table: Table) -> Mapping | None:
    """Give the profile of one publisher's files; one for the files of many says too little."""
    try:
        mapping = recognised(table.columns)
    except NoProfile:
        return None
    return mapping if mapping.source.publisher else None


def _like(mapping: Mapping, seen: Sequence[_Seen], known: Records) -> Iterator[str]:
    name = profile_name_of(mapping)
    yield f"like: {name}  # all that is not said here is as in that profile"
    actors = {one.removesuffix("?") for one in mapping.actors}
    stands = [one for one in seen if one.column.header in actors or one.guess_is("actor")]
    lines = list(_actor_words(stands, known))
    yield from _table(lines) if lines else ["# words: all of them are known"]


# -- any other -----------------------------------------------------------------------------------


def _anew(table: Table, seen: Sequence[_Seen], known: Records) -> Iterator[str]:
    roles: dict[str, _Seen] = {}
    for one in seen:
        if one.guess and not (one.guess.role in METRICS and further(one.column.tag or "")):
            roles.setdefault(one.guess.role, one)
    days = roles.pop(WRITTEN_DAYS, None)
    if days and not {"start", "month"} & roles.keys():
        roles["start"] = days
    records = _records(roles)
    stem = slug(PurePath(table.path).stem) or "file"
    yield f"records: {records}{CONFIRM}: events, figures or places, one a row"
    yield "source:"
    yield f"  id: {stem}"
    yield "  # Who brings it out, and on what terms; or add it to the seeds and say --source ID:"
    yield "  # publisher: (who)"
    yield "  # licence:"
    yield "  # version:"
    yield from _plain("key", roles, "key", needed=records == "events")
    if records != "places":
        yield from _day(roles)
    yield from _place(roles, records)
    if records == "events":
        yield from _event(roles, seen)
    if records != "places":
        yield from _figures(roles, seen, records)
    yield from _words(roles, seen, known, records)
    yield from _unused(seen, roles)


def _records(roles: dict[str, _Seen]) -> str:
    happens = {"event_type", "sub_type", "notes", "actor"} & roles.keys()
    if "start" in roles and "key" in roles and (happens or "killed" in roles):
        return "events"
    if not ({"start", "month", "org"} | METRICS.keys()) & roles.keys() and any(
        role.startswith("pcode") for role in roles
    ):
        return "places"
    return "figures"


def _plain(key: str, roles: dict[str, _Seen], role: str, *, needed: bool = False) -> Iterator[str]:
    """Write one key whose value is a column."""
    if role in roles:
        yield f"{key}: {_column(roles[role])}{_doubt(roles[role])}"
    elif needed:
        yield f"# {key}: {CONFIRM.strip()[2:]}: name the column, an event is found again by it"


def _day(roles: dict[str, _Seen]) -> Iterator[str]:
    keys = [key for key in ("start", "end", "month", "year") if key in roles]
    if "start" in keys:
        keys = [key for key in keys if key in ("start", "end")]
    if not keys:
        yield "# day: {start: }  # none shows; numbers without a day are of the day of access"
        return
    doubt = "".join({_doubt(roles[key]) for key in keys})
    yield f"day: {inline({key: roles[key].name for key in keys})}{doubt}"


def _place(roles: dict[str, _Seen], records: str) -> Iterator[str]:
    codes = [roles[role] for role in ("pcode3", "pcode2", "pcode1") if role in roles]
    yield "place:"
    if codes:
        yield f"  pcode: {inline([one.name for one in codes])}{_doubt(codes[0])}"
    elif records == "places" and "pcode0" in roles:
        yield f"  pcode: {inline([roles['pcode0'].name])}"
    if named := next((key for key in _NAMES if key in roles), None):
        yield f"  name: {_column(roles[named])}{_doubt(roles[named])}"
    for key in ("admin1", "admin2", "admin3", "country", "iso", "lat", "lon"):
        if key in roles and key != named:
            yield f"  {key}: {_column(roles[key])}{_doubt(roles[key])}"
    if "country" not in roles:
        yield "  # country_name: the country of all rows, as the seeds call it"
    kind = next((kind for kind, signs in reversed(_KINDS.items()) if _has(roles, signs)), "city")
    if "name" in roles or "lat" in roles or "admin3" in roles:
        kind = "city"
    yield f"  kind: {kind}{CONFIRM}: city, district, province, crossing, country"
    if records != "places":
        yield "  unknown: ask  # make: places that the series does not have are made of the rows"


def _has(roles: dict[str, _Seen], signs: Sequence[str]) -> bool:
    return any(sign in roles for sign in signs)


def _event(roles: dict[str, _Seen], seen: Sequence[_Seen]) -> Iterator[str]:
    if "event_type" in roles:
        yield from _plain("event_type", roles, "event_type")
    else:
        yield f"# type_is:{CONFIRM}, of all its events: {', '.join(map(str, EventType))}"
    kind = roles.get("sub_type") or roles.get("event_type")
    named = next((key for key in _NAMES if key in roles), None)
    if kind:
        yield f"sub_type: {scalar('{' + kind.name + '}')}"
        place = f"[, {{{roles[named].name}}}]" if named else ""
        yield f"summary: {scalar('{' + kind.name + '}' + place)}"
    if actors := [one.name for one in seen if one.guess_is("actor")]:
        yield f"actors: {inline([*actors])}"
    yield from _plain("notes", roles, "notes")
    yield from _plain("cited", roles, "cited")


def _figures(roles: dict[str, _Seen], seen: Sequence[_Seen], records: str) -> Iterator[str]:
    lines = []
    for one in seen:
        metric = METRICS.get(one.guess.role) if one.guess else None
        if metric is None or (roles.get(metric) is not one and not further(one.column.tag)):
            continue
        figure: dict[str, Value] = {"best": one.name, "metric": metric}
        if further(one.column.tag):
            words = metric.replace("_", " ")
            figure["label"] = f"{words} ({whom(one.column, words)})"
        lines.append(f"  - {inline(figure)}{_doubt(one)}")
    if lines:
        yield from ["figures:", *lines]
    elif records == "figures" and "org" in roles:
        yield f"count:{CONFIRM}: how many organisations work in each place"
        yield f"  by: {inline([roles['sector'].name])}" if "sector" in roles else "  by: []"
        yield f"  distinct: {_column(roles['org'])}"
        yield "  metric: organisations"
        if "sector" in roles:
            label = f"organisations active ({{{roles['sector'].name}}})"
            yield f"  label: {scalar(label)}"
    elif records == "figures":
        yield "# figures:"
        yield "#  - {best: , metric: }  # name the column, and what it counts"


# -- words ---------------------------------------------------------------------------------------


def _words(
    roles: dict[str, _Seen], seen: Sequence[_Seen], known: Records, records: str
) -> Iterator[str]:
    if records != "events":
        return
    lines = list(_type_words(roles["event_type"])) if "event_type" in roles else []
    lines += _actor_words([one for one in seen if one.guess_is("actor")], known)
    if lines:
        yield from _table(lines)


def _table(lines: Sequence[str]) -> Iterator[str]:
    """Write the table of words; it is a comment as a whole while no word is filled in."""
    filled = any(not line.lstrip().startswith("#") for line in lines)
    head = "words:" if filled else "# words:"
    yield f"{head}  # what stands behind a # is asked for until it is filled in"
    yield from lines


def _type_words(one: _Seen) -> Iterator[str]:
    for word, _ in one.words.most_common(_WORDS):
        means = _TYPES.get(word.casefold()) or _near(word)
        line = {"column": one.name, "word": word, "means": means}
        yield f"  - {inline({**line})}{CONFIRM}" if means else _open(one.name, word, "a type")


def _near(word: str) -> str:
    hint = did_you_mean(word.casefold().replace(" ", "_"), map(str, EventType))
    return hint.removeprefix("did you mean '").removesuffix("'?") if hint else ""


def _actor_words(columns: Sequence[_Seen], known: Records) -> Iterator[str]:
    """Give a line for each actor; one whom the seeds know by that name is filled in."""
    ids: dict[str, str] = {}
    for actor in known.all(Actor):
        names = (actor.name, actor.short or "", *(alias.term for alias in actor.aliases))
        ids |= {name.casefold(): actor.id for name in names if name}
    counted: Counter[tuple[str, str]] = Counter()
    column_of: dict[str, str] = {}
    for one in columns:
        for words, rows in one.words.items():
            for word in filter(None, (part.strip() for part in words.split(";"))):
                counted[word.casefold(), word] += rows
                column_of.setdefault(word, one.name)
    for (folded, word), _ in counted.most_common(_WORDS):
        column, means = column_of[word], ids.get(folded, "")
        line: dict[str, Value] = {"column": column, "word": word, "means": means}
        yield f"  - {inline(line)}{CONFIRM}" if means else _open(column, word, "id of an actor")


def _open(column: str, word: str, wanted: str) -> str:
    stem = inline({"column": column, "word": word}).removesuffix("}")
    return f"  # - {stem}, means: }}  # {wanted}, or leave_out"


# -- lines ---------------------------------------------------------------------------------------


def _unused(seen: Sequence[_Seen], roles: dict[str, _Seen]) -> Iterator[str]:
    """List the columns of which nothing was guessed, with some of what stands in them."""
    used = {one.name for one in roles.values()}
    used |= {one.name for one in seen if one.guess and one.guess.role in (*METRICS, "actor")}
    rest = [one for one in seen if one.name not in used]
    if rest:
        yield "# Not used:"
    for one in rest:
        samples = "; ".join(word[:_SHOWN] for word in list(one.words)[:_SAMPLES])
        yield f"#   {one.name[:_SHOWN]}: {samples}".rstrip(": ")


def _column(one: _Seen) -> str:
    return scalar(one.name)


def _doubt(one: _Seen) -> str:
    return "" if one.guess and one.guess.sure else CONFIRM
