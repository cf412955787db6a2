"""Letters set in the templates of the series: a text for every reader, and the same as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.message.content import MessageContent
from reportkit.i18n.catalog import is_translated
from reportkit.i18n.translate import current_locale
from reportkit.page.assets import Design
from reportkit.page.confined import Limits, Progress, confined
from reportkit.page.html.allowlist import MAIL, html_faults
from reportkit.page.html.passages import set_passages
from reportkit.page.html.render import fill
from reportkit.page.html.sandbox import environment_of
from reportkit.page.preflight.html import first_label, marking_fault, place_of
from reportkit.page.scratch import scratch_folder
from reportkit.problems import Mark, Problem, SeedsRejected

#: A letter needs a tenth of a second and 1 MB.
LIMITS = Limits(cpu_seconds=20, wall_seconds=60, memory_bytes=1024**3, file_bytes=40 * 1024**2)


class Texts(NamedTuple):
    """A letter as it is read."""

    text: str
    html: str


def write(design: Design, content: MessageContent) -> Texts:
    """Set a letter in mail.txt.j2 and mail.html.j2.

    The words of the mail are said in the language that is spoken around. A series can hold
    ``mail.ur.txt.j2`` beside them: the letter in that list's language. The templates run
    confined, as those of the page do, and what they made is looked through as a page is. Raises
    SeedsRejected with the template's file and line, MachineUnable where a limit was reached.
    """

    def work(_scratch: Path, _progress: Progress) -> dict[str, object]:
        environment = environment_of(design)
        bare = environment.overlay(autoescape=False)  # a text escapes nothing
        html = fill(environment, template_of(design, content.language, "html"), content)
        texts = Texts(
            text=_tidy(fill(bare, template_of(design, content.language, "txt"), content)),
            html=set_passages(html, current_locale()),
        )
        if problems := list(_unfit(texts, content, design)):
            raise SeedsRejected(problems)
        return texts._asdict()

    with scratch_folder() as folder:
        return Texts(**confined(work, folder, limits=LIMITS, what="the mail"))


def _unfit(texts: Texts, content: MessageContent, design: Design) -> Iterator[Problem]:
    """Name what a mail program must not be shown, and a text that does not bear its marking."""
    for fault in html_faults(texts.html, MAIL):
        place = place_of(
            fault.needle, design, f"templates/{template_of(design, content.language, 'html')}"
        )
        yield Problem(fault.code, f"the mail: {fault.what}", place, fault.hint)
    shown_first = first_label(texts.text) == content.marking
    for kind, unmarked in (
        ("txt", "" if shown_first else f"does not show its marking, {content.marking}, first"),
        ("html", marking_fault(texts.html, content.marking)),
    ):
        if unmarked:
            yield Problem(
                "marking-missing",
                f"the mail {unmarked}",
                Mark(f"templates/{template_of(design, content.language, kind)}", 1, 1),
                "set {{ page.marking }} where everybody sees it",
            )


def language_of(design: Design, wanted: str, own: str) -> str:
    """Give the language that a mail will be in: the one wanted, if there are templates for it.

    Or if the catalogue speaks it. Otherwise the series' own, so that no text is announced or set
    in a language it is not in.
    """
    for tag in (wanted, wanted.split("-", maxsplit=1)[0]):
        if any(f"templates/mail.{tag}.{kind}.j2" in design.files for kind in ("txt", "html")):
            return wanted
    return wanted if is_translated(wanted) else own


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
