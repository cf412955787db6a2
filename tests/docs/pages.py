"""The pages of the documentation, as tests read them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: Every page that a person reads, by its path from the top.
PAGES = {
    str(page.relative_to(ROOT)): page
    for page in (
        *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG")),
        *sorted(DOCS.glob("*.md")),
    )
    if page.is_file()
}
