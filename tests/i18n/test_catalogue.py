"""The catalogues hold every text of the page, with the same parts, and nothing else."""

from __future__ import annotations

import string
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from reportkit.i18n import catalog
from reportkit.i18n.catalog import FOLDER, languages
from reportkit.loading.loader import load
from reportkit.problems import Level
from reportkit.rules.book import check
from tests import tiny

TOOL = Path(__file__).resolve().parents[2] / "tools" / "i18n"
CATALOGUES = sorted(FOLDER.glob("*.po"))


def tool() -> ModuleType:
    """Load the tool that renews catalogues; it has no ending, as a command."""
    loader = SourceFileLoader("i18n_tool", str(TOOL))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    """Give all texts of code, templates and vocabulary."""
    found: Catalog = tool().wanted()
    return found


def texts(catalog: Catalog) -> Iterator[tuple[str | None, str]]:
    """Give each text by its context; of a plural its singular."""
    for message in catalog:
        if message.id:
            yield message.context, _forms(message.id)[0]


def _forms(told: object) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, (tuple, list)) else (str(told or ""),)


def read(file: Path) -> Catalog:
    """Read a catalogue as the page does."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem)


def parts(text: str) -> set[str]:
    """Name the parts that are set into a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_catalogue_holds_every_text_and_no_other(file: Path, wanted: Catalog) -> None:
    """If it fails: run tools/i18n, then translate what is empty."""
    assert set(texts(wanted)) == set(texts(read(file)))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_text_is_translated_and_none_is_a_guess(file: Path) -> None:
    bare = [m.id for m in read(file) if m.id and (m.fuzzy or not all(_forms(m.string)))]

    assert [] == bare


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_a_translation_has_the_parts_of_its_text(file: Path) -> None:
    def differs(message: Message) -> bool:
        return any(parts(form) != parts(_forms(message.id)[-1]) for form in _forms(message.string))

    assert [] == [message.id for message in read(file) if message.id and differs(message)]


def test_urdu_and_english_are_spoken() -> None:
    assert {"en", "ur"} <= set(languages())


@pytest.fixture
def unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue in Swahili: of four texts one is translated, one a guess, two are empty."""
    (tmp_path / "sw.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Highlights"\nmsgstr "Mambo makuu"\n\n'
        '#, fuzzy\nmsgid "Trend"\nmsgstr "Mwelekeo"\n\n'
        'msgid "Bottom line"\nmsgstr ""\n\n'
        'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "siku {n}"\nmsgstr[1] ""\n'
    )
    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    catalog.texts_of.cache_clear()
    yield
    catalog.texts_of.cache_clear()


@pytest.mark.usefixtures("unfinished")
def test_a_catalogue_that_is_not_whole_is_a_warning_with_its_numbers(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}language: sw\ntext_language: en\n")

    found = [each for each in check(load(series)) if each.code == "language-incomplete"]

    (warning,) = found
    assert (Level.WARNING, "seeds/brief.yaml") == (warning.level, warning.mark.file)
    assert "the catalogue of 'sw' lacks 3 of 4 translations" == warning.message
    assert warning.hint.endswith("take another language: en")
    assert {("", "Highlights"): ("Mambo makuu",)} == catalog.texts_of("sw")


@pytest.mark.parametrize("language", ["en", "ur", "ur-PK"])
def test_no_catalogue_that_ships_lacks_a_translation(language: str) -> None:
    assert 0 == catalog.untranslated(language)[0]
