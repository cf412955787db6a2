"""What a file of records was read to is kept, and never says anything but the file itself."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reportkit.loading import kept_records
from reportkit.loading.kept_records import READ_BY, KeptRecords
from reportkit.loading.loader import Loaded, load
from reportkit.loading.yaml_reader import Document, read_yaml
from reportkit.model.base import Located
from reportkit.model.evidence import Fact
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Mark
from reportkit.publish.check import check_series
from tests import tiny
from tests.editing import EDITS, break_bytes, read_tree, write_tree
from tests.test_rooms import STREET

#: More by hand: REPORTKIT_TEST_EDITS=2000 pytest tests/loading/test_kept_records.py
EXAMPLES = int(os.environ.get("REPORTKIT_TEST_EDITS", "4"))

FACT = """\
section: clashes
facts:
  - id: rail.shut
    statement: The railway is shut.
    date: 2026-01-07
    verification: single_origin
    source_refs: [note-1]
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with two files of records."""
    series = tiny.write(tmp_path / "series")
    (series / "seeds" / "roads.yaml").write_text(FACT)
    return series


def cannot_be_read(path: Path) -> bool:
    """Tell whether a file is no YAML."""
    return read_yaml(path.read_bytes(), path.name).root is None


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed."""
    names: list[str] = []

    def noted(content: bytes, file: str) -> Document:
        names.append(Path(file).name)
        return read_yaml(content, file)

    monkeypatch.setattr("reportkit.loading.loader.read_yaml", noted)
    return names


def said(loaded: Loaded) -> tuple[object, ...]:
    """All that was loaded, with the place of each value, which comparing leaves out."""
    records = [(record, list(places(record))) for record in loaded.records]
    return records, loaded.records.defined, loaded.problems, loaded.unread, loaded.waiting


def places(value: Located) -> Iterator[object]:
    """Give the places of a value and of the values in it."""
    yield dict(value.marks)
    for held in vars(value).values():
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from places(item)


def test_a_file_that_did_not_change_is_not_parsed_again(series: Path, parsed: list[str]) -> None:
    load(series, KeptRecords(series / "cache"))
    parsed.clear()
    (series / "seeds" / "roads.yaml").write_text(FACT.replace("railway", "tunnel"))

    loaded = load(series, KeptRecords(series / "cache"))

    assert parsed == ["brief.yaml", "edition.yaml", "roads.yaml"]
    assert "The tunnel is shut." in repr(loaded.records.by_id["rail.shut"])


def test_a_process_keeps_what_it_read_without_a_folder(series: Path, parsed: list[str]) -> None:
    kept = KeptRecords()
    load(series, kept)
    parsed.clear()
    load(series, kept)

    assert parsed == ["brief.yaml", "edition.yaml"]


def test_without_a_cache_nothing_is_kept_on_disk(series: Path, parsed: list[str]) -> None:
    before = sorted(series.rglob("*"))
    for _ in range(2):
        parsed.clear()
        load(series)

    assert "clashes.yaml" in parsed
    assert sorted(series.rglob("*")) == before


def test_what_is_kept_has_every_value_in_its_place(shipped_series: Path, tmp_path: Path) -> None:
    read = load(shipped_series, KeptRecords(tmp_path))
    kept = load(shipped_series, KeptRecords(tmp_path))

    assert len(kept.records) > 700
    assert said(kept) == said(read) == said(load(shipped_series))


def test_a_file_with_a_problem_is_read_each_time(series: Path, parsed: list[str]) -> None:
    (series / "seeds" / "roads.yaml").write_text(FACT + "    colour: red\n")
    first = load(series, KeptRecords(series / "cache"))
    parsed.clear()
    second = load(series, KeptRecords(series / "cache"))

    assert "roads.yaml" in parsed
    assert first.problems == second.problems != ()


def test_an_id_of_a_kept_file_is_still_used_twice(series: Path) -> None:
    load(series, KeptRecords(series / "cache"))
    (series / "seeds" / "again.yaml").write_text(FACT)

    kept = load(series, KeptRecords(series / "cache"))

    assert "id-repeated" in [problem.code for problem in kept.problems]
    assert said(kept) == said(load(series))


def test_a_file_that_is_called_otherwise_is_read_anew(series: Path) -> None:
    kept = KeptRecords(series / "cache")
    load(series, kept)
    (series / "seeds" / "roads.yaml").rename(series / "seeds" / "rails.yaml")

    assert load(series, kept).records.by_id["rail.shut"].at().file == "seeds/rails.yaml"


@pytest.mark.parametrize("number", range(EXAMPLES))
def test_edits_have_the_same_problems_with_and_without(
    shipped_series: Path, tmp_path: Path, number: int
) -> None:
    """Saves one after the other, as of somebody who writes: values, broken bytes, and back."""
    dice = Random(number)  # noqa: S311  # any numbers
    series, cache = tmp_path / "series", tmp_path / "cache"
    for name in ("seeds", "reports"):
        shutil.copytree(shipped_series / name, series / name)
    whole = {path: path.read_bytes() for path in sorted((series / "seeds").iterdir())}
    trees = {path.name: read_tree(path) for path in whole}
    here = KeptRecords(cache)

    def write_back(paths: Iterable[Path]) -> None:
        for path in paths:
            path.write_bytes(whole[path])

    for _ in range(4):
        write_back(dice.sample(sorted(whole), len(whole) // 2))
        if dice.random() < 0.7:
            name = dice.choice(EDITS)(trees, dice)
            write_tree(series / "seeds" / name, trees[name])
        else:
            path = dice.choice(sorted(whole))
            path.write_bytes(break_bytes(whole[path], dice))
        plain = said(load(series))
        assert said(load(series, here)) == plain
        assert said(load(series, KeptRecords(cache))) == plain
        write_back([path for path in whole if cannot_be_read(path)])
    assert check_series(series, kept=here).problems == check_series(series).problems


def test_a_damaged_note_is_as_if_it_were_not_there(series: Path, parsed: list[str]) -> None:
    load(series, KeptRecords(series / "cache"))
    for note in (series / "cache" / "records").iterdir():
        note.write_bytes(note.read_bytes()[:-1])
    parsed.clear()

    assert said(load(series, KeptRecords(series / "cache"))) == said(load(series))
    assert parsed.count("clashes.yaml") == 2


def test_other_code_reads_anew(
    series: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(series, KeptRecords(series / "cache"))
    parsed.clear()
    monkeypatch.setattr(kept_records, "package_fingerprint", lambda _rooms: b"of another version")
    load(series, KeptRecords(series / "cache"))

    assert "clashes.yaml" in parsed


def test_the_fingerprint_is_of_all_rooms_that_read() -> None:
    assert READ_BY == STREET[: STREET.index("loading") + 1]


@pytest.mark.parametrize("asked", [os.system, eval, shutil.rmtree, Path, KeptRecords])
def test_a_note_makes_nothing_but_values_of_the_model(series: Path, asked: Any) -> None:
    """Even one that somebody wrote who knows how they are sealed."""
    path = series / "seeds" / "roads.yaml"
    content = path.read_bytes()

    class Asking:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return asked, (str(series / "made"),)

    odd: Any = (Asking(),)
    KeptRecords(series / "cache").keep(path, content, odd)

    assert KeptRecords(series / "cache").of(path, content) is None


@pytest.mark.parametrize(
    ("kind", "member", "state"),
    [
        (Tlp, b"U\x07TLP:RED\x85R", b"}U\x07_value_U\x09TLP:CLEARs"),
        (Tlp, b"", b"N}U\x05alertU\x01xs\x86"),
        (Fact, b"", b"N}U\x05alertU\x01xs\x86"),
        (Mark, b"", b"N}U\x05alertU\x01xs\x86"),
    ],
    ids=["member", "enum", "record", "mark"],
)
def test_a_note_alters_nothing_that_is_there(
    series: Path, kind: type, member: bytes, state: bytes
) -> None:
    """It would be refused at its end, and a marking would be another until then and after."""
    path = series / "seeds" / "roads.yaml"
    content = path.read_bytes()
    named = f"c{kind.__module__}\n{kind.__qualname__}\n".encode()
    note = b"\x80\x02" + named + member + state + b"b."
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(pickle, "dumps", lambda *_: note)
        KeptRecords(series / "cache").keep(path, content, ())

    assert KeptRecords(series / "cache").of(path, content) is None
    assert ("TLP:RED", False) == (Tlp.RED.value, hasattr(kind, "alert"))


def test_a_note_of_something_else_is_none(series: Path) -> None:
    path = series / "seeds" / "roads.yaml"
    odd: Any = [1]
    KeptRecords(series / "cache").keep(path, path.read_bytes(), odd)

    assert KeptRecords(series / "cache").of(path, path.read_bytes()) is None
