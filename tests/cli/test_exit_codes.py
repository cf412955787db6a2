"""The exit codes of `check`, as docs/commands.md and `--help` give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.series import Ran, run, write


def edited(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(series: Path) -> None:
        path = series / "seeds" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def checked(series: Path, edit: Callable[[Path], None] | None = None, *words: str) -> Ran:
    write(series, 3)  # what was published last, so that nothing waits for a reason
    if edit:
        edit(series)
    return run(series, "check", *words)


@pytest.mark.parametrize(
    ("edit", "words", "code"),
    [
        (None, [], 0),
        (None, ["--strict"], 0),
        (edited("front.yaml", "kind: crossing_closure", "kind: closing"), [], 1),
        (edited("front.yaml", "section: front", "section: front\n\tx: y"), [], 1),
        (edited("brief.yaml", "format: 1", "format: 1\nxx: 1"), [], 1),
        (None, ["--no-such-option"], 2),
        (None, ["-C", "nowhere"], 2),
        (None, ["unwanted"], 2),
    ],
)
def test_check_leaves_with_the_code_of_the_table(
    own_river: Path, edit: Callable[[Path], None] | None, words: list[str], code: int
) -> None:
    ran = checked(own_river, edit, *words)

    assert ran.code == code, ran.out + ran.err
    assert "Traceback" not in ran.err


def test_a_warning_fails_only_when_it_is_treated_as_an_error(own_river: Path) -> None:
    def warn(series: Path) -> None:
        (series / "seeds" / "more.yaml").write_text(
            "assumptions:\n  - id: a\n    statement: Lorries wait on route #4.\n", encoding="utf-8"
        )
        edition = series / "seeds" / "edition.yaml"
        lines = edition.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("changes:")]
        edition.write_text("\n".join(kept), encoding="utf-8")

    lenient = checked(own_river, warn)
    strict = checked(own_river, warn, "--strict")

    assert "warning[text-cut]" in lenient.out
    assert (lenient.code, strict.code) == (0, 1), lenient.out
