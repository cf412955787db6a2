"""A style sheet for right to left is the same sheet with its sides changed."""

from __future__ import annotations

import pytest

from reportkit.page.design.rtl_flip import mirrored


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("p { float: right }", "p { float: left }"),
        ("p { margin-left: 4mm; left: 0 }", "p { margin-right: 4mm; right: 0 }"),
        ("p { padding: 1px 2px 3px 4px }", "p { padding: 1px 4px 3px 2px }"),
        ("p { margin: 0 calc(1px + 2px) 0 5px }", "p { margin: 0 5px 0 calc(1px + 2px) }"),
        ("p { border-radius: 1px 2px 3px 4px }", "p { border-radius: 2px 1px 4px 3px }"),
        ("p { text-align: left !important }", "p { text-align: right !important }"),
        ("tr.changed th { border-left: 2px solid }", "tr.changed th { border-right: 2px solid }"),
        (
            "@page { @top-left { content: string(title) } }",
            "@page { @top-right { content: string(title) } }",
        ),
    ],
)
def test_sides_change_places(css: str, turned: str) -> None:
    assert turned == mirrored(css)
    assert css == mirrored(turned)


@pytest.mark.parametrize(
    "css",
    [
        "/* to the left: of it; */ p { color: red }",
        'p::before { content: "left: " }',
        ".left { color: red }",
        "p { padding: 1px 2px; margin: 0 }",
        "p { text-align: left /* as it is */ }",
        ":root { --copyleft: 1px }",
        ".masthead { string-set: title attr(data-left) }",
    ],
)
def test_the_rest_stays(css: str) -> None:
    assert css == mirrored(css)
