"""Tidied seeds: one order, one indentation, and nothing said otherwise."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.tokens import CommentToken

from reportkit.authoring.tidy_file import lost_between, tidy
from reportkit.authoring.yaml_text import read_text
from reportkit.loading.loader import load
from reportkit.loading.serialize import book_to_plain
from tests.shipped import ROOT

#: Beside the shipped one; its earlier weeks are in the same hand, so that the first will do.
SERIES = [
    *sorted(path.parent for path in ROOT.glob("examples/*/seeds")),
    ROOT / "tests/replay/no-1",
]


_QUICK = 20_000  # bytes: the other program takes a second for more


@cache  # editions share most of their files
def tidied(text: str, file: str = "seeds/front.yaml") -> str:
    done = tidy(text.encode(), file)
    assert "" == done.left
    return done.content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # the order of keys; a comment stays beside and above its own
            (
                "facts:\n- statement: It rained.  # all day\n  # by the gauge\n  date: 2026-01-08\n"
                "  id: rain\n"
            ),
            (
                "facts:\n  - id: rain\n    statement: It rained.  # all day\n    # by the gauge\n"
                "    date: 2026-01-08\n"
            ),
        ),
        (  # what stood above the key that comes first stands above the record
            "facts:\n  - statement: It rained.\n    # never change it\n    id: rain\n",
            "facts:\n  # never change it\n  - id: rain\n    statement: It rained.\n",
        ),
        (
            "facts:\n-   id: rain\n    source_refs:\n    - wire\n    - paper  # late\n",
            "facts:\n  - id: rain\n    source_refs:\n      - wire\n      - paper  # late\n",
        ),
        (  # records in braces stay on their line
            "places: [ { name: Mill,id: mill } ]\n",
            "places: [{id: mill, name: Mill}]\n",
        ),
        (  # a record in braces over several lines keeps them
            "places:\n- {name: Mill,\n   id: mill}\n",
            "places:\n  - {name: Mill,\n     id: mill}\n",
        ),
        (  # spaces, blank lines, the end of the file
            "\n\nsection:   front   \n\n\n\nfacts:\n\n- id:  rain\n\n\n",
            "section: front\n\nfacts:\n\n  - id: rain\n",
        ),
        ("facts: [{id: a, statement: 'It''s 4'}]\n", 'facts: [{id: a, statement: "It\'s 4"}]\n'),
        ("facts: [{statement: '\"No.\"'}]\n", "facts: [{statement: '\"No.\"'}]\n"),
        (  # lines of texts stay lines
            "facts:\n- id: rain\n  statement: >-\n     It rained\n\n\n     on\n       and on.\n",
            (
                "facts:\n  - id: rain\n    statement: >-\n      It rained\n\n\n      on\n"
                "        and on.\n"
            ),
        ),
        (
            "facts:\n- id: rain\n  statement: It\n    rained.  # wet\n",
            "facts:\n  - id: rain\n    statement: It\n      rained.  # wet\n",
        ),
        (  # comments keep their column where there is room, and the left margin
            "# head\nfacts:\n# -- first --\n  - id: rain      # one\n    date: 2026-01-08  # two\n",
            "# head\nfacts:\n# -- first --\n  - id: rain      # one\n    date: 2026-01-08  # two\n",
        ),
        (  # what is commented out at the end of a record
            "facts:\n- id: rain\n  # date: 2026-01-08\n- id: snow\n\n# end\n",
            "facts:\n  - id: rain\n    # date: 2026-01-08\n  - id: snow\n\n# end\n",
        ),
        ("---\nfacts:\n- id: rain\n", "---\nfacts:\n  - id: rain\n"),
        ("# nothing yet  \n\n", "# nothing yet\n"),
    ],
)
def test_it_is_written_in_one_way(before: str, after: str) -> None:
    assert after == tidied(before)
    assert after == tidied(after)


def test_brief_and_edition_keep_the_order_of_their_author() -> None:
    text = "title: T\nid: t\ncontact:\n    email: a@example.org\n    name: A\n"

    assert "title: T\nid: t\ncontact:\n  email: a@example.org\n  name: A\n" == tidied(
        text, "seeds/brief.yaml"
    )


def test_one_space_before_a_comment_stays_one_for_it_may_cut_a_text() -> None:
    assert "facts:\n  - id: a\n    note: see #4 of # two\n" == tidied(
        "facts:\n- id: a\n  note: see #4 of # two\n"
    )


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    before = "\ufefffacts:\r\n- id: rain\r\n".encode()

    assert "\ufefffacts:\r\n  - id: rain\r\n".encode() == tidy(before, "seeds/a.yaml").content


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("facts:\n  - id: a\n   bad\n", "it cannot be read"),
        ("facts: [{id: a, id: b}]\n", "it cannot be read"),
        ("facts: &x []\n", "it cannot be read"),
        ("{facts: []}\n", "it does not begin with keys below each other"),
        ("facts: []\n...\n", "it ends with '...'"),
        ("? facts\n: []\n", "a key is not followed by its colon"),
    ],
)
def test_what_is_odd_or_unreadable_is_left_as_it_is(text: str, why: str) -> None:
    done = tidy(text.encode(), "seeds/a.yaml")

    assert (text.encode(), why) == (done.content, done.left)


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        ("facts:\n  - id: a  # one\n    note: x\n", ""),
        ("facts:\n  - id: a  # one\n    note: y\n", "it would be read otherwise"),
        ("facts:\n  - id: a  # one\n    note: 'x' # y\n", "a comment would be lost"),
        ("facts:\n  - id: a\n    note: x\n", "a comment would be lost"),
        ("facts:\n  - id: a\n    note: x  # one\n", "a comment would stand by another key"),
        ("# one\nfacts:\n  - id: a\n    note: x\n", "a comment would stand by another key"),
        ("facts:\n  - note: x\n    id: a  # one\n", "it would not stay as it is then written"),
    ],
)
def test_a_text_that_lost_something_is_refused(after: str, lost: str) -> None:
    assert lost == lost_between(read_text("facts:\n- id: a  # one\n  note: x\n"), after)


# -- nothing is said otherwise ----------------------------------------------------------------


def comments_of(text: str) -> Counter[str]:
    """Count the comments by another program's reading, those behind '>-' and in brackets too."""
    comments: list[str] = []
    scanned = YAML(typ="rt", pure=True).scan(io.StringIO(text))
    for token in scanned:
        held = getattr(token, "_comment", None)
        for one in _flat(held):
            comments += [line.strip() for line in one.value.split("\n") if line.strip()]
    return Counter(comments)


def _flat(held: object) -> list[CommentToken]:
    if isinstance(held, CommentToken):
        return [held]
    if isinstance(held, list | tuple):
        return [one for part in held for one in _flat(part)]
    return []


@pytest.mark.parametrize("name", [None, *SERIES], ids=lambda path: path.name if path else "shipped")
def test_tidied_series_say_the_same(
    name: Path | None, shipped_series: Path, tmp_path: Path
) -> None:
    """The files of all series; what a file says here and in the next edition is looked at once."""
    series = name or shipped_series
    shutil.copytree(series / "seeds", tmp_path / "seeds")
    for path in sorted((tmp_path / "seeds").glob("*.yaml")):
        before = path.read_text("utf-8")
        after = tidied(before, path.name)
        if path.stat().st_size < _QUICK:
            assert after == tidied(after, path.name)
            assert comments_of(before) == comments_of(after)
        path.write_text(after, "utf-8")
    old, new = load(series).book, load(tmp_path).book

    assert old is not None
    assert new is not None
    assert book_to_plain(old) == book_to_plain(new)


def test_well_kept_files_stay_nearly_as_they_are(shipped_series: Path) -> None:
    """No more than three lines of a hundred: else it is the style that is wrong."""
    lines = moved = 0
    for path in (shipped_series / "seeds").glob("*.yaml"):
        before = path.read_text("utf-8")
        after = tidied(before, path.name).splitlines()
        lines += len(after)
        moved += sum((Counter(before.splitlines()) - Counter(after)).values())
        assert len(after) == len(before.splitlines())

    assert moved * 100 <= 3 * lines


WORDS = st.sampled_from(
    ["no", "12:30", "It rained.", "'it''s'", '"a # b"', "2026-01-08", "1.10", "[a,  b]", "{x: 1}",
     "", ">-\n{in}folded\n\n{in}text", "|\n{in}literal\n{in}  deeper", "two\n{in}lines",
     "\n{in}- one\n{in}- two  # of two", "\n{in}term: likely\n{in}# inner\n{in}x: 'y'"]
)  # fmt: skip
KEYS = st.lists(
    st.sampled_from(["id", "statement", "date", "about", "likelihood", "unknown", "source_refs"]),
    min_size=1,
    unique=True,
)
NOTES = st.sampled_from(["", "", "", "\n", "{at}# above\n", "\n{at}# above  \n\n", "# left\n"])
SIDES = st.sampled_from(["", "", "  # beside", " # one", "      # far", "   "])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a file of records, sloppily indented, with comments at every place."""
    text = draw(st.sampled_from(["", "# head\n", "section: front  # all\n\n"]))
    for plural in draw(st.lists(st.sampled_from(["facts", "judgements"]), min_size=1, unique=True)):
        dash = " " * draw(st.integers(0, 3))
        gap = " " * draw(st.integers(1, 3))
        text += f"{plural}:{draw(SIDES)}\n"
        for _ in range(draw(st.integers(1, 3))):
            text += draw(NOTES).replace("{at}", dash)
            text += _record(draw, f"{dash}-{gap}", " " * (len(dash) + 1 + len(gap)))
        text += draw(st.sampled_from(["", f"{dash}# tail\n", "# end\n", "\n"]))
    return text


def _record(draw: st.DrawFn, before: str, indent: str) -> str:
    text = ""
    for number, key in enumerate(draw(KEYS)):
        above = draw(NOTES).replace("{at}", indent) if number else ""
        value = draw(WORDS).replace("{in}", indent + " " * draw(st.integers(1, 3)))
        side = draw(SIDES) if "\n" not in value else ""
        space = "" if not value or value[0] == "\n" else " "
        text += f"{above}{indent if number else before}{key}:{space}{value}{side}\n"
    return text


@settings(max_examples=60, deadline=None)
@given(files())
def test_tidying_twice_is_tidying_once_and_loses_nothing(text: str) -> None:
    done = tidy(text.encode(), "seeds/a.yaml")

    assert "" == done.left, text
    assert done.content == tidy(done.content, "seeds/a.yaml").content
    assert comments_of(text) == comments_of(done.content.decode())
