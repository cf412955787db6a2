"""Explanations are read from the source of the model, and none is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from reportkit.model.vocabulary.series import Weekday
from reportkit.problems import MachineUnable
from reportkit.reference.comments import commented
from reportkit.reference.entries import ROOTS, entry_at, key_at, places

SOURCE = '''
class Thing:
    """A thing.

    It can be
    seen.
    """

    size: int  # how large; None: unknown
    #: where it lies, of which
    #: much can be said
    place: str
    class_: str  # ``class`` in YAML. which sort
    # for readers of the code
    hidden: str
'''


def module_of(path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Make a module of a source file."""
    path.write_text(source)
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    exec(compile(source, str(path), "exec"), vars(module))  # noqa: S102  # our own
    monkeypatch.setitem(sys.modules, path.stem, module)
    return module


def test_a_comment_stands_behind_its_field_or_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = module_of(tmp_path / "things.py", SOURCE, monkeypatch)

    assert commented(module.Thing).doc == "A thing.\nIt can be seen."
    assert commented(module.Thing).members == {
        "size": "how large; left out: unknown",
        "place": "where it lies, of which much can be said",
        "class_": "which sort",
    }


def test_without_source_a_sentence_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sourceless.py"
    module = module_of(path, SOURCE, monkeypatch)
    path.unlink()

    with pytest.raises(MachineUnable, match="the source of sourceless is missing"):
        commented(module.Thing)


@pytest.mark.parametrize("name", ROOTS)
def test_every_type_and_every_key_has_a_meaning(name: str) -> None:
    paths = [place.path for place in places() if place.path.split(".")[0] == name]

    assert entry_at(name).meaning
    assert [] == [path for path in paths if not key_at(path).meaning]


def test_every_word_has_a_meaning() -> None:
    """But for days of the week, and those to whom a metric adds no word."""
    said_by_itself = {*(day.value for day in Weekday), "unspecified"}
    keys = [key_at(place.path) for place in places()]
    bare = {f"{key.path}: {word.word}" for key in keys for word in key.words if not word.meaning}

    assert set() == {word for word in bare if word.split(": ")[1] not in said_by_itself}


def test_no_meaning_is_longer_than_a_person_reads() -> None:
    meanings = {place.path: key_at(place.path).meaning for place in places()}

    assert {} == {path: text for path, text in meanings.items() if len(text) > 330}
