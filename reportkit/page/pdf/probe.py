"""Is the engine able? Tried in a process of its own, which tells on stdout how far it came.

``doctor`` starts it as a child: what crashes, hangs or is missing here harms nobody else.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

#: What the engine opens: its name, the version of its binary interface, how it tells its own.
LIBRARIES = (
    ("gobject", "gobject-2.0", ""),
    ("pango", "pango-1.0", "pango_version_string"),
    ("pangoft2", "pangoft2-1.0", ""),
    ("harfbuzz", "harfbuzz", "hb_version_string"),
    ("harfbuzz-subset", "harfbuzz-subset", ""),
    ("fontconfig", "fontconfig", "FcGetVersion"),
)
_ABI = {"fontconfig": "1"}  # of the others 0
WORD = "reportkit"


def main(font: str) -> None:
    """Look for the libraries, set one page in a font, read it again; tell after each step."""
    _tell("libraries", {name: _library(stem, asked) for name, stem, asked in LIBRARIES})
    began = time.monotonic()
    try:
        import pydyf
        import weasyprint
    except (OSError, ImportError) as error:
        _tell("engine", {"error": str(error)})
        return
    _tell("engine", {**_versions(weasyprint, pydyf), "milliseconds": _since(began)})
    began = time.monotonic()
    page = (
        f"<html lang=en><style>@page {{ size: A6 }} @font-face {{ font-family: Tried; "
        f"src: url({Path(font).as_uri()}) }} p {{ font-family: Tried }}</style><p>{WORD}"
    )
    written = weasyprint.HTML(string=page).write_pdf()
    _tell("page", {"milliseconds": _since(began), "bytes": len(written), **_read(written)})


def _read(written: bytes) -> dict[str, object]:
    """Read the page as the gate does: whether the word is there, in the font that was asked for."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(BytesIO(written))
    text = pdf[0].get_textpage().get_text_bounded()
    return {"pages": len(pdf), "text": text.strip(), "pdfium": pypdfium2.PYPDFIUM_INFO.version}


def _versions(*packages: Any) -> dict[str, str]:
    return {package.__name__: package.__version__ for package in packages}


def _library(stem: str, asked: str) -> dict[str, str]:
    """Open a library and ask its version; a package may be there without its library."""
    abi = _ABI.get(stem, "0")
    name = f"lib{stem}.so.{abi}"
    if sys.platform == "darwin":
        name = ctypes.util.find_library(stem) or f"lib{stem}.{abi}.dylib"
    try:
        library = ctypes.CDLL(name)
    except OSError as error:
        return {"error": str(error)}
    if not asked:
        return {"version": ""}
    tell = getattr(library, asked)
    if asked == "FcGetVersion":  # 21301 is 2.13.1
        number = int(tell())
        return {"version": f"{number // 10000}.{number // 100 % 100}.{number % 100}"}
    tell.restype = ctypes.c_char_p
    return {"version": tell().decode()}


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _tell(step: str, seen: object) -> None:
    print(json.dumps({step: seen}), flush=True)  # noqa: T201  # a program's own output
