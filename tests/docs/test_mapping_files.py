"""The page on mapping files names every profile and explains every key, as the model does."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.imports import mapping
from reportkit.imports.profile_files import profile_names
from reportkit.model.base import Located
from reportkit.model.fields import spec_of
from reportkit.reference.entries import comment_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "mapping-files.md").read_text(
    encoding="utf-8"
)


@pytest.mark.parametrize("model", [
    mapping.Mapping, mapping.DataSet, mapping.Provider, mapping.DayColumns, mapping.PlaceColumns,
    mapping.NameColumn, mapping.FigureColumns, mapping.Counted, mapping.Word,
])  # fmt: skip
def test_every_key_is_explained_in_the_words_of_the_model(model: type[Located]) -> None:
    for key, spec in spec_of(model).items():
        comment = comment_of(model, spec.name).replace("|", "\\|")
        assert comment
        assert f"| `{key}`{' (needed)' if spec.required else ''} | {comment} |" in PAGE


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_is_described(name: str) -> None:
    assert f"\n| `{name}` |" in PAGE
