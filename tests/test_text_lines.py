"""A line that fits is not broken, and looks as if it had been."""

from __future__ import annotations

import textwrap

import pytest

from reportkit.text_lines import Line, wrapped

TEXTS = (
    "The bridge is shut.",
    "The bridge  is\u00a0shut",
    "The bridge\tis shut.",
    "The bridge is\nshut.",
    " The bridge",
    "The bridge ",
    "The bridge \u00a0",
    "x" * 40,
    "  ",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("indent", [0, 4, 12])
@pytest.mark.parametrize("width", [10, 20, 23, 24, 30, 80])
def test_a_line_is_set_as_the_library_breaks_it(text: str, indent: int, width: int) -> None:
    deep = " " * min(indent, max(width - 20, 0))

    expected = textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=deep,
        subsequent_indent=deep,
        break_long_words=False,
        break_on_hyphens=False,
    )

    assert expected == [broken for broken, _ in wrapped([Line(text, indent)], width)]


def test_a_line_that_fits_is_not_given_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(textwrap, "wrap")

    assert [("  The bridge is shut.", True)] == list(
        wrapped([Line("The bridge is shut.", 2, heading=True)], 80)
    )
