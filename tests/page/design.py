"""A small design of one template and one style sheet, laid over nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from reportkit.files.package import package_folder
from reportkit.page.assets import Design
from reportkit.page.pdf.engine import Limits, Rendered, render
from reportkit.problems import Problem, SeedsRejected

MOMENT = datetime(2025, 11, 17, 6, tzinfo=UTC)
STYLE = '@page { size: A4; margin: 20mm } body { font-family: "Source Serif 4" }'


def fonts() -> dict[str, bytes]:
    """Give the one shipped font that the small design uses."""
    folder = package_folder("styles") / "fonts"
    return {
        "styles/fonts/SourceSerif4-Regular.ttf": Path(
            folder, "SourceSerif4-Regular.ttf"
        ).read_bytes()
    }


def design(body: str, style: str = STYLE, assets: Mapping[str, bytes] | None = None) -> Design:
    """Make a design whose template holds ``body``; assets lie under styles/."""
    whole = (
        '<!DOCTYPE html><html lang="en"><head><title>Brief</title>'
        f'<link rel="stylesheet" href="styles/brief.css"></head><body>{body}</body></html>'
    )
    files = {"templates/brief.html.j2": whole.encode(), "styles/brief.css": style.encode()}
    files |= {f"styles/{name}": content for name, content in (assets or {}).items()}
    return Design(files | fonts())


def pressed(
    body: str,
    style: str = STYLE,
    *,
    page: object = None,
    limits: Limits | None = None,
    assets: Mapping[str, bytes] | None = None,
) -> Rendered:
    """Render a small design."""
    return render(page, design(body, style, assets), moment=MOMENT, limits=limits)


def refusals(
    body: str, style: str = STYLE, *, page: object = None, assets: Mapping[str, bytes] | None = None
) -> list[Problem]:
    """Give the problems for which a small design is refused; none when it is not."""
    try:
        pressed(body, style, page=page, assets=assets)
    except SeedsRejected as rejected:
        return list(rejected.problems)
    return []


def codes(problems: list[Problem]) -> list[str]:
    """Give the codes alone."""
    return [problem.code for problem in problems]
