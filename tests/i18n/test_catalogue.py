"""The catalogues hold every text of the page, with the same parts, and nothing else."""

from __future__ import annotations

import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from reportkit.i18n import catalog
from reportkit.i18n.catalog import FOLDER, languages
from reportkit.i18n.translate import gettext, ngettext, pgettext, use_language, word
from reportkit.loading.loader import load
from reportkit.problems import Level
from reportkit.rules.book import check
from tests import tiny

TOOL = Path(__file__).resolve().parents[2] / "tools" / "i18n"
_TWO = "nplurals=2; plural=(n != 1);"
#: As gettext and CLDR have them for Arabic.
_SIX = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 ? 4 : 5);"
)
Compile = Callable[..., None]
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
    """Read a catalogue as a translator does."""
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


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_what_the_page_reads_is_compiled_from_it(file: Path) -> None:
    """If it fails: run tools/i18n."""
    assert tool().compiled(read(file)) == file.with_suffix(".mo").read_bytes()


def test_urdu_is_opened_without_babel() -> None:
    script = (
        "import sys; from reportkit.i18n import catalog, translate\n"
        "with translate.use_language('ur'):\n"
        "    print(translate.gettext('Trend') != 'Trend', catalog.untranslated('ur')[0])\n"
        "print('babel' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "True 0\nFalse" == ran.stdout.strip()


@pytest.fixture
def compile_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Compile]:
    """Take the place of the catalogues: give what compiles one, as ``tools/i18n`` does."""

    def compile_(language: str, source: str, plurals: str = _TWO) -> None:
        head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        head += f'"Plural-Forms: {plurals}\\n"\n'
        made = tool().compiled(read_po(BytesIO((head + source).encode()), locale=language))
        (tmp_path / f"{language}.mo").write_bytes(made)

    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    catalog.translations_of.cache_clear()
    yield compile_
    catalog.translations_of.cache_clear()


#: Of four texts one is translated, one a guess, one is empty and one has one form of two.
UNFINISHED = (
    '\nmsgid "Highlights"\nmsgstr "Mambo makuu"\n'
    '\n#, fuzzy\nmsgid "Trend"\nmsgstr "Mwelekeo"\n'
    '\nmsgid "Bottom line"\nmsgstr ""\n'
    '\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "siku {n}"\nmsgstr[1] ""\n'
)


def test_a_catalogue_that_is_not_whole_is_a_warning_with_its_numbers(
    tmp_path: Path, compile_to: Compile
) -> None:
    compile_to("sw", UNFINISHED)
    series = tiny.write(tmp_path)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}language: sw\ntext_language: en\n")

    found = [each for each in check(load(series)) if each.code == "language-incomplete"]

    (warning,) = found
    assert (Level.WARNING, "seeds/brief.yaml") == (warning.level, warning.mark.file)
    assert "the catalogue of 'sw' lacks 3 of 4 translations" == warning.message
    assert warning.hint.endswith("take another language: en")


def test_what_a_catalogue_lacks_or_guesses_is_english(compile_to: Compile) -> None:
    compile_to("sw", UNFINISHED)

    with use_language("sw"):
        assert "Mambo makuu" == gettext("Highlights")
        assert ["Trend", "Bottom line", ""] == [gettext(t) for t in ("Trend", "Bottom line", "")]
        assert ["1 day", "3 days"] == [ngettext("{n} day", "{n} days", n) for n in (1, 3)]
        assert "IED" == word("EventType", "bomb_hidden", english="IED")


def test_a_word_is_found_by_its_list_alone(compile_to: Compile) -> None:
    compile_to("sw", '\nmsgctxt "State"\nmsgid "open"\nmsgstr "wazi"\n')

    with use_language("sw"):
        assert "wazi" == pgettext("State", "open")
        assert "wazi" == word("State", "open", english="is open")
        assert ["open", "open"] == [gettext("open"), pgettext("Door", "open")]


def test_a_language_has_as_many_plurals_as_its_head_says(compile_to: Compile) -> None:
    """Arabic has six."""
    forms = ("صفر", "واحد", "اثنان", "قليل", "كثير", "آخر")
    lines = "".join(f'msgstr[{at}] "{form} {{n}}"\n' for at, form in enumerate(forms))
    compile_to("ar", f'\nmsgid "{{n}} day"\nmsgid_plural "{{n}} days"\n{lines}', _SIX)

    with use_language("ar"):
        said = [ngettext("{n} day", "{n} days", n).split()[0] for n in (0, 1, 2, 3, 11, 100)]
    assert list(forms) == said


@pytest.mark.parametrize("language", ["en", "ur", "ur-PK"])
def test_no_catalogue_that_ships_lacks_a_translation(language: str) -> None:
    assert 0 == catalog.untranslated(language)[0]
