"""Whatever is done to the shipped seeds, `check` ends with problems and not with an exception."""

from __future__ import annotations

import copy
import io
import json
import os
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.cli.shell import describe, problem_json
from reportkit.problems import ReportkitError
from reportkit.publish.check import check_series
from tests.editing import EDITS, Tree, break_bytes, read_tree, write_tree

#: More by hand: REPORTKIT_TEST_EDITS=5000 pytest tests/loading/test_any_seeds.py
EXAMPLES = int(os.environ.get("REPORTKIT_TEST_EDITS", "25"))

several = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 25,  # the same in every run of the suite
    suppress_health_check=list(HealthCheck),
    database=None,
)


class Shipped:
    """The shipped series in a folder of its own, back in its first state before each example."""

    def __init__(self, tracked: Path, folder: Path) -> None:
        self.folder = folder
        self.seeds = folder / "seeds"
        for name in ("seeds", "reports"):
            shutil.copytree(tracked / name, folder / name)
        self.bytes = {path.name: path.read_bytes() for path in self.seeds.iterdir()}
        self.trees = {path.name: read_tree(path) for path in self.seeds.iterdir()}

    def restored(self) -> dict[str, Tree]:
        for name, content in self.bytes.items():
            (self.seeds / name).write_bytes(content)
        return copy.deepcopy(self.trees)

    def check(self) -> None:
        """Check as the command does: every problem as text and as JSON."""
        try:
            checked = check_series(self.folder, cache=self.folder / "cache")
        except ReportkitError:  # one of the project's own, with words for a person
            return
        for problem in checked.problems:
            assert problem.mark.line >= 1
            assert problem.mark.column >= 1
            path = self.folder / problem.mark.file
            text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
            shown = describe(problem, text.split("\n"), io.StringIO())
            assert "\x1b" not in "".join(shown)
            json.dumps(problem_json(problem))


@pytest.fixture(scope="module")
def shipped(shipped_series: Path, tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return Shipped(shipped_series, tmp_path_factory.mktemp("shipped"))


seed = st.integers(0, 2**48)


@several
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), seed), min_size=1, max_size=12))
def test_any_values_end_in_problems(shipped: Shipped, edits: list[tuple[object, int]]) -> None:
    trees = shipped.restored()
    for edit, number in edits:
        assert callable(edit)
        name = edit(trees, Random(number))  # noqa: S311  # hypothesis draws the number
        write_tree(shipped.seeds / name, trees[name])

    shipped.check()


@several
@given(edits=st.lists(seed, min_size=1, max_size=4))
def test_any_bytes_end_in_problems(shipped: Shipped, edits: list[int]) -> None:
    shipped.restored()
    for number in edits:
        dice = Random(number)  # noqa: S311  # hypothesis draws the number
        name = dice.choice(sorted(shipped.bytes))
        path = shipped.seeds / name
        path.write_bytes(break_bytes(path.read_bytes(), dice))

    shipped.check()
