"""Page to HTML by Jinja: what is missing is an error, what is text stays text.

Facts reach a template as values and are never compiled as templates; autoescape is on for
every file; the sandbox is the immutable one, so that a template can change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reportkit.page.passages import set_passages
from reportkit.problems import Mark, Problem, SeedsRejected
from reportkit.tongue.speech import ENGLISH, speaking, translated

if TYPE_CHECKING:
    from jinja2 import Environment

    from reportkit.page.assets import Design

MAX_HTML = 20_000_000  # characters; a brief has some 300,000
TEMPLATE = "brief.html.j2"
#: The one name that a template is given; everything on the page hangs on it.
CONTEXT = "page"


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
    with speaking(language, records) as tongue:
        html = fill(environment or environment_of(design), template, page)
        return set_passages(html, tongue)


def fill(environment: Environment, template: str, page: object) -> str:
    """Set a value in one template of an environment; raises as ``render_html`` does."""
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    def rejected(error: Exception, code: str, said: str) -> SeedsRejected:
        file, line = _template_line(error) or (f"templates/{template}", 1)
        return SeedsRejected([Problem(code, said, Mark(file, line, 1))])

    parts: list[str] = []
    size = 0
    try:
        for part in environment.get_template(template).generate({CONTEXT: page}):
            parts.append(part)
            size += len(part)
            if size > MAX_HTML:
                raise _Unprintable("the page grows past 20 million characters")
    except SecurityError as error:
        raise rejected(error, "template-forbidden", str(error)) from None
    except (TemplateError, _Unprintable) as error:
        raise rejected(error, "template", _said(error)) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        if _template_line(error) is None:
            raise  # a bug of ours, not of the template
        raise rejected(error, "template", _said(error)) from None
    except RecursionError as error:
        raise rejected(error, "template", "it calls itself without end") from None
    return "".join(parts)


def environment_of(design: Design) -> Environment:
    """Make the one environment in which templates run."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    sources = design.templates()

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in sources:
            return None
        return sources[name], f"templates/{name}", lambda: True

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,  # select_autoescape() would leave *.html.j2 bare
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"say": _say, "say_in": _say_in}
    # Each of these makes text or loops without end, and a page needs none of them.
    for name in ("range", "lipsum", "cycler", "joiner", "dict"):
        environment.globals.pop(name, None)
    for name in ("format", "pprint", "tojson", "xmlattr", "attr", "map", "safe", "random"):
        environment.filters.pop(name, None)
    return environment


def _say(text: str, /, **parts: Any) -> str:
    """Say a text of the furniture; a part may be what a macro has set, such as a link."""
    return _set(translated(text), parts)


def _say_in(context: str, text: str, /, **parts: Any) -> str:
    """Say a text whose English is ambiguous."""
    return _set(translated(text, context), parts)


def _set(pattern: str, parts: Mapping[str, Any]) -> str:
    if not any(hasattr(part, "__html__") for part in parts.values()):
        return pattern.format(**parts) if parts else pattern
    from markupsafe import Markup, escape

    return Markup(escape(pattern)).format(**parts)  # noqa: S704  # escaped in the same line


class _Unprintable(Exception):
    """A value that no reader should see."""


def printable(value: Any) -> Any:
    """Let text and whole numbers through; refuse what prints as a machine's word.

    None, a missing name inside a list, a method or a float would read "None",
    "[Undefined]", "<bound method ...>" or "0.30000000000000004" on the page.
    """
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return value  # raises with its own, better words when it is printed
    if hasattr(value, "__html__"):
        return value
    raise _Unprintable(f"it prints {_kind(value)}, which is no text")


def _template_line(error: BaseException) -> tuple[str, int] | None:
    """Find the innermost template line in a traceback; Jinja maps its frames to them."""
    found = None
    if getattr(error, "lineno", None) and getattr(error, "filename", None):
        found = (str(error.filename), int(error.lineno))  # type: ignore[attr-defined]
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename.startswith("templates/"):
            found = (step.tb_frame.f_code.co_filename, step.tb_lineno)
        step = step.tb_next
    return found


def _said(error: Exception) -> str:
    return getattr(error, "message", None) or str(error) or type(error).__name__


def _kind(value: object) -> str:
    names = {type(None): "None", bool: "a truth value", float: "a float", bytes: "bytes"}
    if type(value) in names:
        return names[type(value)]
    return "a method" if callable(value) else f"a {type(value).__name__}"
