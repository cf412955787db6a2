"""Arabic script in drawings: the shapes of its letters and their order from left to right.

WeasyPrint 70 sets each letter of an SVG text by itself, so that letters neither join nor run
from right to left. On the way to the press each such text is therefore spelled in the forms
that Unicode has for joined letters, in the order in which they lie on paper; browsers shape
by themselves and get the text as it is. Pashto has letters without such forms: a text with
one of them cannot be drawn.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape

from reportkit.i18n.bidi import END, LEFT_TO_RIGHT, RECORD

#: The family that draws this script, beside the Latin one.
FAMILY = "Vazirmatn"
_RIGHT_TO_LEFT = "\u2067"
_SCRIPT = re.compile("[\u0590-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_TEXT = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")
#: Isolates as the older embeddings, which the library knows.
_EMBEDDINGS = str.maketrans(
    {LEFT_TO_RIGHT: "\u202a", RECORD: "\u202a", _RIGHT_TO_LEFT: "\u202b", END: "\u202c"}
)


def has_script(text: str) -> bool:
    """Tell whether a text needs any of this."""
    return _SCRIPT.search(text) is not None


def is_drawable(text: str) -> bool:
    """Tell whether every letter has the forms that joining needs."""
    if not has_script(text):
        return True
    shaped = _shaped(text)
    return not any(
        "\u0600" <= letter <= "\u06ff" and unicodedata.category(letter) == "Lo" for letter in shaped
    )


def as_drawn(text: str) -> str:
    """Spell a text as its letters lie on paper, from left to right."""
    if not has_script(text):
        return text
    # The faster function of the same library does not turn brackets round.
    from bidi.algorithm import get_display

    drawn = get_display(_shaped(text).translate(_EMBEDDINGS), base_dir=_direction(text))
    return "".join(map(_alone, drawn))


def isolated(text: str) -> str:
    """Fence in a text for browsers, whose drawings run from left to right."""
    if has_script(text) and _direction(text) == "R":
        return f"{_RIGHT_TO_LEFT}{text}{END}"
    return text


def drawn_for_pdf(svg: bytes) -> bytes:
    """Spell every text of a drawing as it lies on paper; others stay byte for byte."""
    markup = svg.decode()
    if not has_script(markup):
        return svg

    def spelled(match: re.Match[str]) -> str:
        text = unescape(match[2])
        return f"{match[1]}{escape(as_drawn(text), quote=False)}{match[3]}"

    return _TEXT.sub(spelled, markup).encode()


def _shaped(text: str) -> str:
    from arabic_reshaper import reshape

    return str(reshape(text))


def _alone(form: str) -> str:
    """A letter that joins nothing is the letter itself; not every face has the form for it."""
    if "ISOLATED FORM" in unicodedata.name(form, ""):
        letter = unicodedata.normalize("NFKC", form)
        return letter if len(letter) == 1 else form
    return form


def _direction(text: str) -> str:
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
    return "R"
