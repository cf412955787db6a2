"""Random edits of seeds: what slips of the hand, of an editor or of a program leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

import yaml

from reportkit.model.base import Located
from reportkit.model.book import BY_PLURAL
from reportkit.model.envelope import TextFormat
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.series import Brief, Distribution, Edition

#: A file of seeds as plain data: mappings, lists and texts.
Tree = dict[str, Any]

WHOLE: dict[str, type[Located]] = {
    "brief.yaml": Brief,
    "edition.yaml": Edition,
    "distribution.yaml": Distribution,
}

TEXTS = (
    "x",
    "-",
    "?",
    ". . .",
    "“",
    "'",
    "100 %",
    "1",
    "{{ x }}",
    "{0} %s %(a)s",
    "<b>&amp;",
    "=?utf-8?q?x?=",
    "کراسنگ بند ہے",
    "\u200f",
    "A" * 3_000,
    "word " * 500,
    "\\",
    "# no comment",
    "It is likely. Unlikely.",
    "Kābul … — ‘quoted’ “twice”",
    "0",
    "null",
    "http://[example.org/x",
    "a\u0301" * 40,
)
DAYS = (
    "0001-01-01",
    "1969-12-31",
    "2024-02-29",
    "2025-10-14",
    "2025-11-05",
    "2062-01-01",
    "9999-12-31",
)
MOMENTS = (
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59-12:00",
    "2025-11-16T18:00+00:00",
    "2025-11-16T18:00Z",
    "2025-10-19T18:00:00.000001+23:59",
    "1970-01-01T00:00-00:01",
)
NUMBERS = (
    "0",
    "-1",
    "1",
    "100",
    "482",
    "90.5",
    "-180",
    "999999999999999999",
    f"0.{'0' * 29}1",
    "12.50",
)
OF_FORM: dict[TextFormat, tuple[str, ...]] = {
    TextFormat.SLUG: ("x", "outlook", "a.b-c_d", "killed", "civilian", "9" * 80),
    TextFormat.URL: (
        "https://x",
        "http://[example.org/x",
        "https://x:99999999/",
        "https://é/ü",
        "http://..",
        "https://a@b:c@d/?#",
    ),
    TextFormat.EMAIL: ("a@b.org", "desk@example.org", f"{'a' * 64}@{'b' * 63}.org"),
    TextFormat.LANGUAGE: ("en", "ur", "fa-AF", "zz", "xx-yyyyyyyy", "ar"),
    TextFormat.ZONE: ("UTC", "Asia/Kabul", "Asia", "No/Where", "EST5EDT", "Etc/GMT-14"),
    TextFormat.CLOCK: ("00:00", "23:59", "18:00"),
    TextFormat.COLOUR: ("#000000", "#ffffff", "#0b4f6c"),
    TextFormat.HOST: ("mail.example.org", "a..b", "[::1]", "127.0.0.1", "-x", "é.org", "x" * 300),
    TextFormat.SPAN: ("1 day", "30 days", "4 weeks", "999 weeks"),
    TextFormat.DAY_OR_SPAN: ("2026-01-08", "1 day", "30 days", "4 weeks", "999 weeks"),
}


def read_tree(path: Path) -> Tree:
    """Read a file of seeds to plain data in which every scalar is its text."""
    tree: Tree = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  # texts alone
    return tree


def write_tree(path: Path, tree: Any) -> None:
    """Write it back; every text in quotes, for a plain 1.10 would be read as a text too."""
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


# -- values of the right type that make little sense ------------------------------------------


def give_odd_value(trees: dict[str, Tree], dice: Random) -> str:
    """Give one field of the model a value that can be read; name the file it is in."""
    holders = [
        (name, BY_PLURAL[plural], record)
        for name, tree in trees.items()
        for plural, records in tree.items()
        if plural in BY_PLURAL and isinstance(records, list)
        for record in records
        if isinstance(record, dict)
    ]
    wholes = [(name, model, trees[name]) for name, model in WHOLE.items() if name in trees]
    name, model, holder = dice.choice(holders if holders and dice.random() < 0.7 else wholes)
    _odd_field(model, holder, trees, dice)
    return name


def _odd_field(model: type[Located], holder: Tree, trees: dict[str, Tree], dice: Random) -> None:
    field = dice.choice(list(spec_of(model).values()))
    inner = holder.get(field.key)
    if issubclass(field.item, Located):
        items = inner if field.many else [inner]
        if isinstance(items, list) and items and isinstance(there := dice.choice(items), dict):
            _odd_field(field.item, there, trees, dice)
            return
    holder[field.key] = _odd(field, trees, dice)


def _odd(field: FieldSpec, trees: dict[str, Tree], dice: Random, depth: int = 0) -> Any:
    if field.many:
        return [_one(field, trees, dice, depth) for _ in range(dice.choice((0, 1, 1, 2, 3)))]
    return _one(field, trees, dice, depth)


def _one(field: FieldSpec, trees: dict[str, Tree], dice: Random, depth: int) -> Any:
    if issubclass(field.item, Located):
        wanted = [
            each for each in spec_of(field.item).values() if each.required or dice.random() < 0.3
        ]
        return {each.key: _odd(each, trees, dice, depth + 1) for each in wanted if depth < 4}
    if field.refers_to is not None or (
        field.text_format is TextFormat.SLUG and dice.random() < 0.3
    ):
        return dice.choice(_ids(trees))
    if field.text_format is not None:
        return dice.choice(OF_FORM[field.text_format])
    if issubclass(field.item, Enum):
        return str(dice.choice(list(field.item)).value)
    values: dict[type, tuple[str, ...]] = {
        bool: ("true", "false"), date: DAYS, datetime: MOMENTS, Decimal: NUMBERS,
        int: tuple(number for number in NUMBERS if "." not in number),
    }  # fmt: skip
    return dice.choice(values.get(field.item, TEXTS))


def _ids(trees: dict[str, Tree]) -> list[str]:
    return [
        record["id"]
        for tree in trees.values()
        for plural, records in tree.items()
        if plural in BY_PLURAL and isinstance(records, list)
        for record in records
        if isinstance(record, dict) and isinstance(record.get("id"), str)
    ]


# -- slips that the model knows nothing of ----------------------------------------------------


def break_shape(trees: dict[str, Tree], dice: Random) -> str:
    """Drop, empty, swap, double or retype something somewhere; name the file it is in."""
    name = dice.choice([name for name in trees if trees[name]])
    holder, key = dice.choice(list(_places(trees[name])))
    value = holder[key]
    match dice.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = dice.choice(("", None, [], {}))
        case 2:
            other = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            holder[key], holder[other] = holder[other], value
        case 3 if isinstance(holder, list):
            holder.insert(key, value)
        case 4 if isinstance(holder, dict):
            holder[dice.choice(("id", "text", "x", "كلمة", f"{key}s", ""))] = holder.pop(key)
        case _:
            odd: tuple[Any, ...] = (
                "text",
                "12",
                "-1",
                "2025-02-30",
                ["a", "b"],
                {"id": "x"},
                [value],
                {"text": value},
                [[]],
            )
            holder[key] = dice.choice(odd)  # fmt: skip
    return name


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Give every holder with each of its keys."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], (dict, list)):
            yield from _places(tree[key])


SPICE = (
    b"&a ",
    b"*a",
    b"!!",
    b"\t",
    b"\0",
    b"\xff",
    b"[",
    b"}",
    b": ",
    b"<<: ",
    b'"',
    b"'",
    b"---\n",
    b"\r",
    b"\n\n",
    b" #",
    b"- ",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xef\xbf\xbd",
    b"? ",
    b"|",
    b">",
    b"<<<<<<< HEAD\n",
    b"\x1b[2J",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
    b"%",
    b"@",
    b"~",
    b"\xf0\x9f\x98\x80",
    b",",
    b"  ",
)


def break_bytes(content: bytes, dice: Random) -> bytes:
    """Change, add, cut or double some bytes or a line of a file."""
    broken = bytearray(content)
    at = dice.randrange(len(broken) + 1)
    lines = content.split(b"\n")
    number = dice.randrange(len(lines))
    match dice.randrange(7):
        case 0:
            broken[at : at + 1] = bytes([dice.randrange(256)])
        case 1:
            broken[at:at] = dice.choice(SPICE)
        case 2:
            del broken[at : at + dice.choice((1, 2, 9, 400))]
        case 3:
            return bytes(broken[:at])
        case 4:
            lines.insert(number, dice.choice(lines))
        case 5:
            lines[number] = dice.choice((b" ", b"  ", b"\t", b"\xc2\xa0")) + lines[number]
        case _:
            lines[number] = lines[number].partition(b":")[0] + b":"
    return bytes(broken) if bytes(broken) != content else b"\n".join(lines)


Edit = Callable[[dict[str, Tree], Random], str]
EDITS: tuple[Edit, ...] = (give_odd_value, give_odd_value, break_shape)
