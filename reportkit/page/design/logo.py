"""The house's logo: a small picture of the design, looked through before it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reportkit.model.book import Book
from reportkit.page.assets import Design
from reportkit.page.design.svg_check import unfit_svg
from reportkit.problems import Problem, did_you_mean

MAX_BYTES = 100_000  # it travels in every PDF, HTML file and mail
MAX_SIDE = 2_000  # pixels
_BARRED = frozenset({"style", "text"})
_PNG = b"\x89PNG\r\n\x1a\n"


def logo_problems(book: Book, design: Design) -> Iterator[Problem]:
    """Find what keeps the logo of brief.yaml from being printed."""
    house = book.brief.house
    if house is None or house.logo is None:
        if house is not None and house.logo_alt:
            said = "there is a text for a logo, and no logo"
            yield Problem("logo-missing", said, house.at("logo_alt"), "name its file as 'logo:'")
        return
    mark = house.at("logo")
    if house.logo not in design.files:
        pictures = [name for name in design.files if name.endswith((".svg", ".png"))]
        yield Problem(
            "logo-missing",
            f"there is no {house.logo}",
            mark,
            did_you_mean(house.logo, pictures) or "put it under styles/: styles/logo.svg",
        )
    elif why := unfit(house.logo, design.files[house.logo]):
        yield Problem("logo-unfit", f"{house.logo} {why}", mark, _HINTS.get(why, ""))


def unfit(name: str, content: bytes) -> str:
    """Say why a file cannot be the logo; nothing when it can."""
    kind = PurePosixPath(name).suffix
    if kind not in (".svg", ".png"):
        return "is neither SVG nor PNG"
    if len(content) > MAX_BYTES:
        return f"has {len(content) // 1000} kB"
    return _unfit_svg(content) if kind == ".svg" else _unfit_png(content)


def _unfit_png(content: bytes) -> str:
    # Signature, length, "IHDR", width, height: no picture library is needed to check.
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        return "is no whole PNG"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if max(width, height) > MAX_SIDE:
        return f"has {width} x {height} pixels"
    return "" if min(width, height) else "is no whole PNG"


def _unfit_svg(content: bytes) -> str:
    """Ask the judge of all pictures; a logo brings neither words nor styles of its own."""
    from xml.etree.ElementTree import fromstring as parse_xml

    if why := unfit_svg(content, _BARRED):
        return why
    whole = parse_xml(content)  # noqa: S314  # judged in the line before
    return "" if whole.get("viewBox") else "is no SVG with a viewBox"


_HINTS = {
    "is no SVG with a viewBox": 'give the <svg> a viewBox="0 0 width height"',
    "holds <text>": "turn its letters into paths: the printed fonts are the report's own",
    "holds <style>": 'write colours as attributes: fill="#0b4f6c"',
    "asks for something outside itself": "draw it within the file; references begin with #",
    "has a document type, which can explode": "delete the DOCTYPE",
}
