"""The last look at what a mail shows: by allowlist, and never without its marking."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.delivery.letter import Letter
from reportkit.delivery.writing import Texts, template_of
from reportkit.page.assets import Design
from reportkit.page.html_allowlist import MAIL, html_faults, shown_text
from reportkit.problems import Mark, Problem, SeedsRejected


def refuse_unfit_texts(design: Design, letter: Letter, texts: Texts) -> None:
    """Refuse a mail that a program would do more with than show it, or that hides its label.

    Asked of the finished text, whatever template, value or theme brought it in. Raises
    SeedsRejected with all that is wrong, each at its place in the template.
    """
    if problems := [*_html(design, letter, texts.html), *_unmarked(design, letter, texts)]:
        raise SeedsRejected(problems)


def _html(design: Design, letter: Letter, html: str) -> Iterator[Problem]:
    name = template_of(design, letter.language, "html")
    source = design.templates().get(name, "")
    for fault in html_faults(html, MAIL):
        before = source[: max(source.find(fault.needle), 0)].split("\n")
        mark = Mark(f"templates/{name}", len(before), len(before[-1]) + 1)
        yield Problem(fault.code, f"in the mail: {fault.what}", mark, fault.hint)


def _unmarked(design: Design, letter: Letter, texts: Texts) -> Iterator[Problem]:
    for kind, shown in (("txt", texts.text), ("html", shown_text(texts.html))):
        if letter.marking not in shown:
            yield Problem(
                "mail-unmarked",
                f"the mail does not say that it is {letter.marking}",
                Mark(f"templates/{template_of(design, letter.language, kind)}", 1, 1),
                "print {{ page.marking }} in its first line",
            )
