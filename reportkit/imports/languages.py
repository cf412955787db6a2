"""Languages as bibliographies call them."""

from __future__ import annotations

from reportkit.loading.scalars import Unreadable, read_scalar
from reportkit.loading.yaml_reader import Scalar
from reportkit.model.envelope import TextFormat
from reportkit.problems import Mark

#: Names of BibLaTeX's ``langid`` and of catalogues in English, and the three letters of RIS.
_NAMES = {
    "en": "english american british australian canadian usenglish ukenglish eng",
    "fr": "french francais acadian fre fra",
    "de": "german ngerman austrian naustrian ger deu",
    "es": "spanish spa",
    "pt": "portuguese brazilian por",
    "it": "italian ita",
    "ru": "russian rus",
    "ar": "arabic ara",
    "fa": "persian farsi dari per fas prs",
    "ps": "pashto pushto pus",
    "ur": "urdu urd",
    "hi": "hindi hin",
    "tr": "turkish tur",
    "uk": "ukrainian ukr",
    "zh": "chinese chi zho",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_of(name: str) -> str | None:
    """Give the code of a language; "" where none is named, None where it is not known."""
    name = name.strip()
    code = _BY_NAME.get(name.lower(), name.replace("_", "-"))
    if not code:
        return ""
    try:
        read = read_scalar(str, TextFormat.LANGUAGE, Scalar(code, plain=False, mark=Mark("", 1, 1)))
    except Unreadable:
        return None
    return str(read)
