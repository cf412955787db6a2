"""Where templates run: they read the values they are given, set them in, and can do nothing else.

A template is a stranger's: a copied theme, a designer's file. The sandbox is Jinja's immutable
one with less in it: no way from a value to what lies behind it, no filter or operator that
turns an object into text, none that makes much of little, and nothing that is worked out
while a template is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum
from functools import cache
from types import GeneratorType
from typing import TYPE_CHECKING, Any

from reportkit.i18n.translate import fill_pattern, translation_of

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

    from reportkit.page.assets import Design

#: The one name that a template is given; everything on the page hangs on it.
CONTEXT = "page"
#: Filters that turn what they are given into text: it must be text already, or a number.
_OF_TEXT = (
    "capitalize", "e", "escape", "indent", "lower", "replace", "string", "striptags", "title",
    "trim", "truncate", "upper", "wordcount",
)  # fmt: skip
#: Filters that choose, sort or count. The others format, make text without end, or leave escaping.
_OF_VALUES = (
    "abs", "batch", "count", "d", "default", "first", "groupby", "int", "last", "length", "list",
    "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "sum",
    "unique",
)  # fmt: skip
#: Methods of a text. The others make much of little, or text of any object; "join" and
#: "replace" are filters.
_METHODS_OF_TEXT = frozenset([
    "capitalize", "casefold", "count", "endswith", "find", "format", "format_map", "index",
    "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower",
    "isnumeric", "isprintable", "isspace", "istitle", "isupper", "lower", "lstrip", "partition",
    "removeprefix", "removesuffix", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "upper",
])  # fmt: skip
#: What a filter of text may be given as a number: a width, a length.
_WIDEST = 10_000
#: Digits to which a number is rounded; thousands of them take minutes.
_DIGITS = 15
#: So many attributes of types a page has; a template that asks for more waits for each.
_MOST_JUDGED = 4096
#: What a value may bring into CSS: with these signs it ends no declaration and calls nothing.
_CSS_SIGNS = frozenset(" #%+,-.:_")


class Unprintable(Exception):
    """A value that no reader should see."""


def environment_of(design: Design) -> Environment:
    """Make the one environment in which templates run."""
    from jinja2 import FunctionLoader, StrictUndefined, pass_context

    sources = design.templates()

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in sources:
            return None
        return sources[name], f"templates/{name}", lambda: True

    @pass_context  # without it Jinja prints constants at once, unasked
    def finalize(_: object, value: Any) -> Any:
        return printable(value)

    environment: Environment = _sandbox()(
        loader=FunctionLoader(load),
        autoescape=True,  # select_autoescape() would leave *.html.j2 bare
        undefined=StrictUndefined,
        finalize=finalize,
        optimized=False,  # what is constant would be worked out while it is compiled
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    namespace = environment.globals["namespace"]
    environment.globals.clear()
    environment.globals |= {"gettext": _gettext, "pgettext": _pgettext, "namespace": namespace}
    known = environment.filters
    environment.filters = {name: known[name] for name in _OF_VALUES}
    environment.filters |= {name: _of_text(known[name]) for name in _OF_TEXT}
    environment.filters |= {"join": _join, "css": css, "round": _round}
    return environment


@cache
def _sandbox() -> type[Environment]:
    """Make the class late, for Jinja is loaded when there is something to set."""
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Jinja's sandbox without arithmetic on text, and with format by plain names."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._judged: dict[tuple[type, str], bool] = {}

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            _hold_to_text(tree, name, filename)
            return tree

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            def judge() -> bool:
                safe = super(Sandbox, self).is_safe_attribute(obj, attr, value)
                return safe and _may_be_asked(obj, attr)

            return _judged_once(self._judged, type(obj), attr, judge)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
            if operator == "**" or not (_is_number(left) and _is_number(right)):
                raise SecurityError(f"'{operator}' is for numbers alone, and '**' for none")
            return self.binop_table[operator](left, right)

        def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
            if super().wrap_str_format(value) is None:
                return None

            def format_by_name(parts: Mapping[str, Any] | None = None, /, **more: Any) -> str:
                return _set(value.__self__, {**(parts or {}), **more})

            return format_by_name

    return Sandbox


def _hold_to_text(tree: nodes.Template, name: str | None, filename: str | None) -> None:
    """Let a template join texts alone, and refuse one that would not have them escaped."""
    from jinja2 import TemplateSyntaxError, nodes

    for odd in tree.find_all((nodes.EvalContextModifier, nodes.Concat)):
        if not isinstance(odd, nodes.Concat):  # {% autoescape false %}
            said = "what is set is always escaped"
            raise TemplateSyntaxError(said, odd.lineno, name, filename)
        odd.nodes = [  # a ~ b takes str() of anything
            nodes.Filter(node, "string", [], [], None, None, lineno=node.lineno)
            for node in odd.nodes
        ]


def _judged_once(
    judged: dict[tuple[type, str], bool], kind: type, attribute: str, judge: Callable[[], bool]
) -> bool:
    """Judge an attribute of a type once: more than these two no rule looks at."""
    known = judged.get((kind, attribute))
    if known is None:
        known = judge()
        if len(judged) < _MOST_JUDGED:
            judged[kind, attribute] = known
    return known


def _may_be_asked(obj: object, attribute: str) -> bool:
    """Tell which attributes the types of Python have for a template: few, and those by name."""
    if isinstance(obj, Enum):
        return attribute in ("name", "value")
    if isinstance(obj, str):
        return attribute in _METHODS_OF_TEXT
    return not isinstance(obj, int | float | bytes | GeneratorType)


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
    raise Unprintable(f"it prints {_kind(value)}, which is no text")


def css(value: Any) -> str:
    """Let a value into a style attribute if it can only be a size, a colour, a name or a label.

    A text with a semicolon, a bracket or a quotation mark could lay a box over the page.
    """
    text = str(printable(value))
    if odd := next((sign for sign in text if not sign.isalnum() and sign not in _CSS_SIGNS), ""):
        raise Unprintable(f"it sets '{text[:40]}' into CSS, where '{odd}' must not stand")
    return text


def unset_part(text: str, names: Collection[str]) -> str:
    """Give what a text would have set in and is not given by a plain name; "" for nothing.

    A text without parts is said as it is, braces and all.
    """
    if not names:
        return next(iter(_BEHIND.findall(text)), "")
    try:
        fill_pattern(text, dict.fromkeys(names, ""))
    except ValueError as error:
        return str(error).split("'")[1]
    return ""


#: A part that would lead from a value to what lies behind it.
_BEHIND = re.compile(r"\{\w*[.\[][^{}]*\}")


def _gettext(text: str, /, **parts: Any) -> str:
    """Give a UI string; a part may be what a macro has set, such as a link."""
    return _set(translation_of(text), parts)


def _pgettext(context: str, text: str, /, **parts: Any) -> str:
    """Say a text whose English is ambiguous."""
    return _set(translation_of(text, context), parts)


def _set(pattern: str, parts: Mapping[str, Any]) -> str:
    from markupsafe import Markup, escape

    if not parts:
        return pattern
    if hasattr(pattern, "__html__") or any(hasattr(part, "__html__") for part in parts.values()):
        return Markup(fill_pattern(escape(pattern), parts, lambda part: escape(printable(part))))  # noqa: S704  # escaped in the same line
    return fill_pattern(pattern, parts, lambda part: str(printable(part)))


def _join(values: Iterable[Any], between: str = "") -> str:
    """Join texts; what is markup stays markup, what is none is escaped."""
    from markupsafe import Markup, escape

    each = [printable(value) for value in values]
    if any(hasattr(one, "__html__") for one in (between, *each)):
        return Markup(escape(between)).join(each)  # noqa: S704  # escaped in the same line
    return str(between).join(map(str, each))


def _round(value: Any, precision: Any = 0, method: str = "common") -> Any:
    """Round a number; so many digits that it would take minutes are none of a page."""
    from jinja2.filters import do_round

    if not _is_number(value) or not isinstance(precision, int) or abs(precision) > _DIGITS:
        raise Unprintable(f"only numbers are rounded, to {_DIGITS} digits at most")
    return do_round(value, precision, method)  # type: ignore[arg-type]  # it asks itself


def _of_text(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """Make a filter ask whether it is given a text before it turns it into one."""
    from functools import wraps

    first = int(hasattr(filter_, "jinja_pass_arg"))  # behind the environment or the context

    @wraps(filter_)
    def of_text(*given: Any, **more: Any) -> Any:
        printable(given[first])
        for value in (*given[first + 1 :], *more.values()):
            if value is not None and not isinstance(value, bool):
                printable(value)
            if isinstance(value, int) and abs(value) > _WIDEST:
                raise Unprintable(f"a text is made {value:,} wide")
        return filter_(*given, **more)

    return of_text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(value: object) -> str:
    names = {type(None): "None", bool: "a truth value", float: "a float", bytes: "bytes"}
    if type(value) in names:
        return names[type(value)]
    return "a method" if callable(value) else f"a {type(value).__name__}"
