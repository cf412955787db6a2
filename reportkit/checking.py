"""May the series be published as it stands? Everything that can be known without rendering."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportkit.facts.book import Book, Records
from reportkit.facts.load import load
from reportkit.page.assets import Design, read_design
from reportkit.page.lint import lint_once
from reportkit.problems import Problem, in_file_order
from reportkit.rules.book import check as ask_rules


@dataclass(frozen=True)
class Checked:
    """A series as it stands: what was read, and all that is wrong with it."""

    book: Book | None  # None when brief.yaml or edition.yaml cannot be read
    records: Records
    design: Design
    problems: tuple[Problem, ...]


def check_series(series: Path, cache: Path | None = None) -> Checked:
    """Find all problems of a series. Changes nothing in it and needs no PDF engine.

    ``cache`` is a folder where it may be noted that a design was found good.
    """
    loaded = load(series)
    design, assets = read_design(series)
    problems = [*ask_rules(loaded), *assets, *lint_once(design, cache)]
    return Checked(loaded.book, loaded.records, design, in_file_order(problems))
