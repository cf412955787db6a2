"""Hostile and careless YAML: each is refused with its code and place, within a second."""

from __future__ import annotations

import random
import time
from typing import NamedTuple

import pytest

from reportkit.loading.yaml_reader import MAX_BYTES, Mapping, Scalar, read_yaml
from reportkit.problems import Mark


class Refused(NamedTuple):
    name: str
    content: bytes
    code: str
    line: int
    column: int


BOMB = b"a: &a [x, x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c]\n" % (n, n, n - 1, n - 1, n - 1) for n in range(ord("b"), ord("j"))
)

REFUSED = [
    Refused("a tag that runs code", b"a: !!python/object/apply:os.system [id]", "yaml-tag", 1, 4),
    Refused("a tag that names code", b"a: !!python/name:os.system", "yaml-tag", 1, 4),
    Refused("a tag of one's own", b"a: !foo 1", "yaml-tag", 1, 4),
    Refused("a tag without a name", b"a: ! wow", "yaml-tag", 1, 4),
    Refused("a harmless tag", b"a: !!str 1", "yaml-tag", 1, 4),
    Refused("a tag on a key", b"!!str a: 1", "yaml-tag", 1, 1),
    Refused("a %TAG line", b"%TAG ! tag:x.org,2000:\n---\na: 1", "yaml-tag", 1, 1),
    Refused("a key twice at the top", b"a: 1\nb: 2\na: 3", "key-repeated", 3, 1),
    Refused("a key twice inside", b"a:\n  - {b: 1, b: 2}", "key-repeated", 2, 12),
    Refused("an empty file", b"", "file-empty", 1, 1),
    Refused("only a comment", b"# later\n", "file-empty", 1, 1),
    Refused("a null", b"~", "file-shape", 1, 1),
    Refused("a scalar", b"hello", "file-shape", 1, 1),
    Refused("a list at the top", b"# x\n- a\n", "file-shape", 2, 1),
    Refused("two documents", b"a: 1\n---\nb: 2", "file-shape", 2, 1),
    Refused("an alias bomb", BOMB, "yaml-alias", 1, 4),
    Refused("an alias to itself in a list", b"a: &a [*a]", "yaml-alias", 1, 4),
    Refused("an alias to itself in a mapping", b"a: &a {x: *a}", "yaml-alias", 1, 4),
    Refused("an alias to nothing", b"a: *b", "yaml-alias", 1, 4),
    Refused("a merge key", b"a: {<<: {b: 1}}", "yaml-alias", 1, 5),
    Refused("a thousand brackets", b"a: " + b"[" * 1_000, "yaml-depth", 1, 27),
    Refused("a hundred thousand brackets", b"a: " + b"[" * 100_000, "yaml-depth", 1, 27),
    Refused("a hundred thousand braces", b"a: " + b"{a: " * 100_000, "yaml-depth", 1, 93),
    Refused("a hundred thousand levels of indent", b"- " * 100_000, "file-shape", 1, 1),
    Refused("50 MB", b"a: " + b"x" * 50_000_000, "file-too-large", 1, 1),
    Refused("a value of 1 MB", b"a: " + b"x" * MAX_BYTES, "file-too-large", 1, 1),
    Refused("100,000 items", b"a:\n" + b"- x\n" * 100_000, "yaml-size", 99_999, 3),
    Refused("a key that is a list", b"? [a, b]\n: 1", "key-shape", 1, 3),
    Refused("a raw NUL", b"a: x\0y", "character", 1, 5),
    Refused("a raw U+0001", b"a: 1\nb: \x01", "character", 2, 4),
    Refused("an escaped NUL", b'a: "\\0"', "character", 1, 4),
    Refused("an escaped ESC", b'a: "\\x1b[31m"', "character", 1, 4),
    Refused("a raw bidi override", "a: x\u202ey".encode(), "character", 1, 5),
    Refused("an escaped bidi override", b'a: "\\u202e"', "character", 1, 4),
    Refused("a bidi isolate", "a: \u2066".encode(), "character", 1, 4),
    Refused("a zero-width space", "a: b\u200bc".encode(), "character", 1, 5),
    Refused("a letter that was lost", "a: Kab\ufffdl".encode(), "character", 1, 7),
    Refused("an escaped U+FFFD", b'a: "Kab\\ufffdl"', "character", 1, 4),
    Refused("an object that was not pasted", "a: b\ufffc".encode(), "character", 1, 5),
    Refused("a tag character", "a: b\U000e0041".encode(), "character", 1, 5),
    Refused("a byte order mark inside", "a: b\ufeffc".encode(), "character", 1, 5),
    Refused("Latin-1", b"a: K\xe2bul", "encoding", 1, 5),
    Refused("UTF-16", "a: 1".encode("utf-16"), "encoding", 1, 1),
    Refused("a surrogate", b"a: \xed\xa0\x80", "encoding", 1, 4),
    Refused("a tab in the indent", b"a:\n\tb: 1", "yaml-syntax", 2, 1),
    Refused("a colon in a plain text", b"a: b: c", "yaml-syntax", 1, 5),
    Refused("an open quotation mark", b'a: "b\nc: 1\n', "yaml-syntax", 1, 4),
    Refused("an open bracket", b"a: [b\n", "yaml-syntax", 1, 4),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused_with_its_place_and_at_once(case: Refused) -> None:
    """Code, line and column are told, and nothing grows faster than the text."""
    begun = time.process_time()
    document = read_yaml(case.content, "seeds/x.yaml")
    taken = time.process_time() - begun

    problem = document.problems[0]
    place = Mark("seeds/x.yaml", case.line, case.column)
    assert (case.code, place) == (problem.code, problem.mark)
    assert taken < 10  # tenths of a second; minutes where a pattern were quadratic


def test_repeated_key_names_both_lines() -> None:
    """The hint of a repeated key tells where the first one stands."""
    (problem,) = read_yaml(b"a: 1\nb: 2\na: 3", "x").problems

    assert "the first is on line 1; keep one" == problem.hint


@pytest.mark.parametrize(
    "text", ["no", "on", "NO", "1.10", "3.10", "08", "014", "1_000", "12:30:45", "+49", "1e3"]
)
def test_plain_values_stay_as_written(text: str) -> None:
    """Nothing is guessed: `no` is no False, 1.10 is no 1.1, 12:30:45 no 45045."""
    root = read_yaml(f"a: {text}".encode(), "x").root

    assert root is not None
    assert Scalar(text, plain=True, mark=Mark("x", 1, 4)) == root.get("a")


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffa: one two".encode(),
        b"a: one two\r\n",
        "a: one\u2028two".encode(),
        "a: one\u2029two".encode(),
        "a: one\x85two".encode(),
    ],
    ids=["byte order mark", "CRLF", "LS", "PS", "NEL"],
)
def test_other_line_ends_are_read_as_one_text(content: bytes) -> None:
    """A byte order mark is allowed, CRLF is LF, odd line ends are spaces."""
    document = read_yaml(content, "x")

    assert () == document.problems
    assert isinstance(document.root, Mapping)
    assert isinstance(value := document.root.get("a"), Scalar)
    assert "one two" == value.text


def test_joiners_of_persian_and_urdu_are_kept() -> None:
    """ZWNJ, ZWJ, LRM and RLM are spelling, not tricks."""
    text = "می\u200cشود \u200d\u200e\u200f"

    assert () == read_yaml(f'a: "{text}"'.encode(), "x").problems


def test_all_repeated_keys_come_in_one_run() -> None:
    """A problem that can be read past does not hide the next one."""
    found = read_yaml(b"a: 1\na: 2\nb: {c: 1, c: 2}\n", "x").problems

    assert [("key-repeated", 2), ("key-repeated", 3)] == [(p.code, p.mark.line) for p in found]


GOOD = """\
section: front
facts:
  - id: rain            # a comment
    statement: "It rained: hard, in Kandahār."
    verification: single_origin
    source_refs: [wire, paper]
  - {id: sun, statement: 'Sun.', about: [rain], verification: unverified}
claims:
  - id: says
    statement: >
      folded
      text
    quote: {text: باران, language: fa-AF}
"""


def test_mutated_bytes_never_raise() -> None:
    """Truncated and mutated files give a root or a problem, whatever the bytes."""
    dice = random.Random(20251019)  # noqa: S311  # the same bytes in every run
    good = GOOD.encode()
    spice = [b"&a", b"*a", b"!!", b"\t", b"\0", b"\xff", b"[", b"}", b": ", b"<<", b'"', b"---\n"]
    hostile = [good[:end] for end in range(0, len(good), 3)]
    for _ in range(1500):
        broken = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(broken))
            match dice.randrange(3):
                case 0:
                    broken[at] = dice.randrange(256)
                case 1:
                    broken[at:at] = dice.choice(spice)
                case _:
                    del broken[at : at + dice.randint(1, 9)]
        hostile.append(bytes(broken))

    for content in hostile:
        document = read_yaml(content, "x")
        assert document.root is not None or document.problems
        assert all(p.mark.line >= 1 and p.mark.column >= 1 for p in document.problems)
