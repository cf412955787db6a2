"""Pictures are kept by what they show, the same each time, and set by the real press."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.i18n.translate import use_language
from reportkit.loading.loader import load
from reportkit.page.charts import chart
from reportkit.page.charts.chart import Drawing, cache_key, drawn
from reportkit.page.charts.drawing_cache import DrawingCache
from reportkit.page.charts.gallery import plans_of
from reportkit.page.charts.style import Style
from tests.page.pictured import book_of, events, look, mapdata, paged, pictures, words_of

ROOT = Path(__file__).parents[2]
PRESS = """
import sys, weasyprint, logging
said = []
class Ear(logging.Handler):
    def emit(self, record): said.append(record.getMessage())
logging.getLogger("weasyprint").addHandler(Ear())
weasyprint.HTML(string=sys.stdin.read()).write_pdf(sys.argv[1], pdf_variant="pdf/ua-1")
print("|".join(said))
"""


def keys(tmp_path: Path, records: str) -> dict[str, str]:
    return {plan.id: plan.key for plan in plans_of(book_of(tmp_path, records), look(), mapdata())}


def test_a_key_follows_what_is_shown_and_nothing_else(tmp_path: Path) -> None:
    same = keys(tmp_path, events(1))

    assert same == keys(tmp_path, "# moved\n" + events(1))
    assert same["timeline"] != keys(tmp_path, events(1, summary="Volleys"))["timeline"]
    assert same["map"] == keys(tmp_path, events(1, summary="Volleys"))["map"]


def test_a_key_follows_the_look(tmp_path: Path) -> None:
    book = book_of(tmp_path, events(1))
    red = Style(look().regular, look().semibold, accent="#aa0000", digest=look().digest)

    one, other = ([p.key for p in plans_of(book, each, mapdata())] for each in (look(), red))
    assert not set(one) & set(other)


def test_a_key_follows_the_language_and_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and days are set into a picture as it is drawn: "closed", "20 km", "6 Nov"."""
    plain = cache_key("shown", look(), 174)
    with use_language("ur", "en"):
        in_urdu = cache_key("shown", look(), 174)
    monkeypatch.setattr(chart, "program_digest", lambda: "another version")
    chart._renderer.cache_clear()  # noqa: SLF001
    by_another = cache_key("shown", look(), 174)
    chart._renderer.cache_clear()  # noqa: SLF001

    assert 3 == len({plain, in_urdu, by_another})


def test_the_cut_off_is_told_without_drawing_anew(tmp_path: Path) -> None:
    kept: dict[str, Drawing] = {}
    drawn(plans_of(book_of(tmp_path, events(1)), look(), mapdata()), kept)
    before = dict(kept)
    edition = tmp_path / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text().replace("12T23:59", "12T20:00"))
    book = load(tmp_path).book
    assert book is not None
    picture = drawn(plans_of(book, look(), mapdata()), kept)["timeline"]

    assert "Information up to 12 Oct 2025, 20:00 UTC." in picture.source
    assert before == kept


def test_a_cache_gives_back_what_was_put_there_and_draws_anew_what_is_broken(
    tmp_path: Path,
) -> None:
    cache = DrawingCache(tmp_path / "cache")
    book = book_of(tmp_path, events(1))
    first = drawn(plans_of(book, look(), mapdata()), cache)
    second = drawn(plans_of(book, look(), mapdata()), DrawingCache(tmp_path / "cache"))
    for file in (tmp_path / "cache").iterdir():
        file.write_text("{")
    third = drawn(plans_of(book, look(), mapdata()), cache)

    assert first == second == third


def test_a_kept_picture_that_was_altered_or_is_open_to_others_is_drawn_anew(
    tmp_path: Path,
) -> None:
    """It would be printed as it is."""
    kept = DrawingCache(tmp_path / "cache")
    for key in ("altered", "open"):
        kept[key] = Drawing("<svg>517 killed</svg>", 30, "")
    altered, other = (tmp_path / "cache" / key for key in ("altered", "open"))
    altered.write_bytes(altered.read_bytes().replace(b"517", b"317"))
    assert 0o600 == other.stat().st_mode & 0o777
    other.chmod(0o666)

    assert kept.get("altered") is kept.get("open") is None


def test_a_cache_that_cannot_be_written_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = DrawingCache(tmp_path / "file" / "cache")

    assert "timeline" in drawn(plans_of(book_of(tmp_path, events(1)), look(), mapdata()), cache)
    assert len(cache) == 0


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "from pathlib import Path; from hashlib import sha256; "
        "from reportkit.loading.loader import load; from tests.page.pictured import pictures; "
        "shown = pictures(load(Path('tests/replay/no-1')).book); "
        "print(sha256(repr(sorted(shown.items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


@pytest.mark.parametrize("series", ["no-1", "newest"])
def test_the_press_sets_every_text_of_every_picture_without_a_warning(
    series: str, tmp_path: Path, shipped_series: Path
) -> None:
    """Text comes out of the PDF as it went in: real letters, no outlines, nothing twice."""
    import pypdfium2

    replay = ROOT / "tests" / "replay"
    book = load(shipped_series if series == "newest" else replay / series).book
    assert book is not None
    shown = pictures(book)
    html = f'<html lang="en"><title>Pictures</title><body>{paged(shown)}</body></html>'
    warnings = subprocess.run(
        [sys.executable, "-c", PRESS, str(tmp_path / "page.pdf")],
        input=html,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()

    assert warnings == ""
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        read = " ".join(page.get_textpage().get_text_range() for page in pdf)
    flat = "".join(read.split())
    for picture in shown.values():
        missing = [
            words
            for words in words_of(picture.svg)
            if "".join(words.split()).replace("&amp;", "&") not in flat
        ]
        assert missing == []
