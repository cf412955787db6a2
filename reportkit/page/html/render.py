"""Page to HTML by Jinja: what is missing is an error, what is text stays text.

Facts reach a template as values and are never compiled as templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportkit.i18n.translate import ENGLISH, use_language
from reportkit.page.html.first_uses import set_first_uses
from reportkit.page.html.passages import set_passages
from reportkit.page.html.sandbox import CONTEXT, Unprintable, environment_of
from reportkit.problems import Mark, Problem, SeedsRejected

if TYPE_CHECKING:
    from jinja2 import Environment

    from reportkit.page.assets import Design

MAX_HTML = 20_000_000  # characters; a brief has some 300,000
TEMPLATE = "brief.html.j2"
_SHOWN = 300  # characters of what an error says


def render_html(
    design: Design,
    page: object,
    template: str = TEMPLATE,
    *,
    environment: Environment | None = None,
) -> str:
    """Set the page in one of the design's templates.

    Who sets several pages of one design gives its ``environment``: each template is then
    compiled once.

    Raises SeedsRejected with the template's file and line when it names what is not there,
    prints what is no text, or is not a template.
    """
    language = str(getattr(page, "language", ENGLISH))
    records = str(getattr(page, "text_language", language))
    with use_language(language, records) as locale:
        html = fill(environment or environment_of(design), template, page)
        return set_passages(_with_notes(html, page), locale)


def _with_notes(html: str, page: object) -> str:
    """Set the notes on names, where a document has them."""
    front = getattr(page, "front", None)
    on_page_one = bool(getattr(front, "holds_notes", True))
    return set_first_uses(html, getattr(page, "name_notes", ()), on_page_one=on_page_one)


def fill(environment: Environment, template: str, page: object) -> str:
    """Set a value in one template of an environment; raises as ``render_html`` does."""
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    def rejected(error: Exception, code: str, message: str) -> SeedsRejected:
        file, line = _template_line(error) or (f"templates/{template}", 1)
        return SeedsRejected([Problem(code, message, Mark(file, line, 1))])

    parts: list[str] = []
    size = 0
    try:
        for part in environment.get_template(template).generate({CONTEXT: page}):
            parts.append(part)
            size += len(part)
            if size > MAX_HTML:
                raise Unprintable("the page grows past 20 million characters")
    except SecurityError as error:
        raise rejected(error, "template-forbidden", str(error)) from None
    except (TemplateError, Unprintable) as error:
        raise rejected(error, "template", _reason(error)) from None
    except RecursionError as error:
        raise rejected(error, "template", "it calls itself without end") from None
    except MemoryError:
        raise
    except Exception as error:  # what a filter raises is past counting
        if _template_line(error) is None:
            raise  # a bug of ours, not of the template
        raise rejected(error, "template", _reason(error)) from None
    return "".join(parts)


def _template_line(error: BaseException) -> tuple[str, int] | None:
    """Find the innermost template line in a traceback; Jinja maps its frames to them."""
    place = None
    if getattr(error, "lineno", None) and getattr(error, "filename", None):
        place = (str(error.filename), int(error.lineno))  # type: ignore[attr-defined]
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.startswith("templates/"):
            place = (step.tb_frame.f_code.co_filename, step.tb_lineno)
        step = step.tb_next
    return place


def _reason(error: Exception) -> str:
    """Say what went wrong; where an object was taken for a name, it is the message."""
    said = str(getattr(error, "message", None) or error) or type(error).__name__
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
