"""What all tests share."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fast import is_fast, may_hold_fast, refuse_slow
from tests.shipped import FOLDERS, ROOT, copy_shipped

if TYPE_CHECKING:
    from reportkit.publish.built import Built

_OURS = tuple(f"{ROOT / name}{os.sep}" for name in FOLDERS)
_OPENING = frozenset({"open", "os.listdir", "os.scandir"})
_refusing = [True]
_fast_runs = [False]
_MANY = 200
_LONG = (
    "test_replay.py",
    "test_commands.py",  # a tutorial takes longer than most folders
    "test_by_itself.py",
    "test_edition.py",
    "test_rehearsal.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew; review them as a diff",
    )
    parser.addoption(
        "--fast",
        action="store_true",
        help="run only what needs no engine, browser or server; see tests/fast.py",
    )


def pytest_configure() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each worker would compile all tests anew
    sys.dont_write_bytecode = False
    sys.addaudithook(_refuse_the_working_tree)
    sys.addaudithook(_refuse_what_is_slow)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: some tests wait for cron's minute or a server's time-out."""
    return (os.cpu_count() or 1) + 1


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, unopened, what is not fast."""
    return (config.option.fast and not may_hold_fast(collection_path)) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker does it alone at the end."""
    items.sort(key=lambda item: item.path.name not in _LONG)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load the engine once where many tests run: each child that sets type is forked from here.

    With all that it would make anew for each page; see ``tests.warming``.

    Other tests have the other processors then: documents are set side by side only where a test
    asks for that, or calls a command.
    """
    if len(session.items) > _MANY and not session.config.option.fast:
        from reportkit.page.pdf import engine
        from reportkit.publish import build
        from tests.warming import warm_all

        warm_all()
        for module in (engine, build):
            setattr(module, "processors", lambda: 1)  # noqa: B010  # a name that it imports


@pytest.fixture(autouse=True)
def _is_fast(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold a test of ``tests.fast`` to it, in the whole suite too: it cannot import the engine."""
    if not is_fast(request.path):
        yield
        return
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    _fast_runs[0] = True
    yield
    _fast_runs[0] = False


@pytest.fixture(scope="session")
def shipped_series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The series of this repository as git tracks it; to be read only."""
    folder = tmp_path_factory.mktemp("tracked")
    _refusing[0] = False  # where there is no git
    try:
        return copy_shipped(folder)
    except FileNotFoundError:
        pytest.skip("the shipped series is not part of this archive")
    finally:
        _refusing[0] = True


@pytest.fixture(scope="session")
def newest(shipped_series: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped series' next edition, No. 5, in all forms; built once for a run, to be read."""

    def publish(folder: Path) -> None:
        series = Path(shutil.copytree(shipped_series, folder / "series"))
        made = build(series, now=datetime(2026, 1, 1, tzinfo=UTC))
        (folder / "built").write_bytes(pickle.dumps(made))

    from reportkit.publish.build import build  # late: most runs of few tests build nothing
    from tests.building import made_once

    folder = made_once(tmp_path_factory, "newest", publish)
    made: Built = pickle.loads((folder / "built").read_bytes())  # noqa: S301  # our own
    return made


def _refuse_the_working_tree(event: str, given: tuple[object, ...]) -> None:
    """Stop a test that reads seeds/ or reports/ of the working tree; see ``tests.shipped``."""
    if event in _OPENING and _refusing[0] and isinstance(given[0], str | os.PathLike):
        named = os.fspath(given[0])
        if not os.path.dirname(named):  # noqa: PTH120  # may be beside another open folder
            return
        path = os.path.abspath(named)  # noqa: PTH100  # asked at each opening of a file
        if f"{path}{os.sep}".startswith(_OURS):
            raise AssertionError(f"a test reads {path}: take the fixture 'shipped_series'")


def _refuse_what_is_slow(event: str, given: tuple[object, ...]) -> None:
    """Hold the fast test that runs now, if one does, to what is fast."""
    if _fast_runs[0]:
        refuse_slow(event, given)
