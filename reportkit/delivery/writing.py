"""Letters set in the templates of the series: a text for every reader, and the same as HTML."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.letter import Letter
from reportkit.page.assets import Design
from reportkit.page.confined import Limits, Progress, confined
from reportkit.page.html import fill
from reportkit.page.passages import set_passages
from reportkit.page.sandbox import environment_of
from reportkit.tongue.catalogue import speaks
from reportkit.tongue.speech import spoken

#: A letter needs a tenth of a second and 1 MB.
LIMITS = Limits(cpu_seconds=20, wall_seconds=60, memory_bytes=1024**3, file_bytes=40 * 1024**2)


class Texts(NamedTuple):
    """A letter as it is read."""

    text: str
    html: str


def write(design: Design, letter: Letter) -> Texts:
    """Set a letter in mail.txt.j2 and mail.html.j2.

    The words of the mail are said in the language that is spoken around. A series can hold
    ``mail.ur.txt.j2`` beside them: the letter in that list's language. The templates run
    confined, as those of the page do. Raises SeedsRejected with the template's file and line,
    MachineUnable where a limit was reached.
    """

    def work(_workshop: Path, _progress: Progress) -> dict[str, object]:
        environment = environment_of(design)
        bare = environment.overlay(autoescape=False)  # a text escapes nothing
        html = fill(environment, template_of(design, letter.language, "html"), letter)
        return Texts(
            text=_tidy(fill(bare, template_of(design, letter.language, "txt"), letter)),
            html=set_passages(html, spoken()),
        )._asdict()

    with tempfile.TemporaryDirectory(prefix="reportkit-") as folder:
        return Texts(**confined(work, Path(folder), limits=LIMITS, what="the mail"))


def language_of(design: Design, wanted: str, own: str) -> str:
    """Give the language that a mail will be in: the one wanted, if there are templates for it.

    Or if the catalogue speaks it. Otherwise the series' own, so that no text is announced or set
    in a language it is not in.
    """
    for tag in (wanted, wanted.split("-", maxsplit=1)[0]):
        if any(f"templates/mail.{tag}.{kind}.j2" in design.files for kind in ("txt", "html")):
            return wanted
    return wanted if speaks(wanted) else own


def template_of(design: Design, language: str, kind: str) -> str:
    """Name the template of a mail in a language: that language's own, else the common one."""
    for tag in (language, language.split("-", maxsplit=1)[0]):
        name = f"mail.{tag}.{kind}.j2"
        if f"templates/{name}" in design.files:
            return name
    return f"mail.{kind}.j2"


def _tidy(text: str) -> str:
    """Wrap long lines at words, as a mail program without wrapping needs, and end once."""
    from textwrap import wrap

    lines: list[str] = []
    for line in text.strip().split("\n"):
        bare = line.rstrip()
        indent = " " * (2 if bare.startswith("- ") else len(bare) - len(bare.lstrip()))
        lines += wrap(
            bare, 76, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines) + "\n"
