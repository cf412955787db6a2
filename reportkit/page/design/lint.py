"""What can be known wrong with a design before anything is set in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.files.fingerprint import program_digest
from reportkit.files.notes import Notes
from reportkit.page.assets import Design
from reportkit.page.confined import LimitReached, Limits, Progress, confined
from reportkit.page.html.render import TEMPLATE
from reportkit.page.html.sandbox import CONTEXT, environment_of
from reportkit.page.scratch import scratch_folder
from reportkit.problems import Mark, Problem, did_you_mean

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

    from reportkit.page.design.template_places import Program, Value

#: Reading a whole design takes half a second.
LIMITS = Limits(cpu_seconds=20, wall_seconds=60, memory_bytes=1024**3)
_MOST = 256  # designs of which a note is kept
_JUDGED = (".j2", ".css", ".svg")
#: A value that goes into CSS must end so, and a value among attributes must come from a macro.
_FIT_FOR_CSS = re.compile(r"\|\s*css\s*\Z")
_OF_MACRO = re.compile(r"(?!gettext\b|pgettext\b)[a-z_]\w*\s*\(")
#: Digests of the designs that this process found good, where it may keep no note of them.
_GOOD: set[str] = set()


def lint_once(design: Design, cache: Path | None) -> list[Problem]:
    """Lint a design unless the same one was found good before.

    Templates change seldom and reading them takes longer than all the rules together. The
    note in ``cache`` is an empty one named by their digest; deleting it costs a moment.
    Without such a folder this process alone remembers: a run checks a series several times.
    """
    whole = sha256(program_digest().encode())
    for name, content in sorted(design.files.items()):
        # Of fonts and pictures the names alone: style sheets ask for them.
        whole.update(f"{name}\0".encode() + (content if name.endswith(_JUDGED) else b"") + b"\0")
    digest = whole.hexdigest()
    notes = Notes(cache / "designs", _MOST) if cache else None
    if notes.read(digest) is not None if notes else digest in _GOOD:
        return []
    problems = lint(design)
    if not problems and not notes:
        _GOOD.add(digest)
    if not problems and notes:
        notes.write(digest, b"")
    return problems


def lint(design: Design, limits: Limits = LIMITS) -> list[Problem]:
    """Find what can be known wrong with templates, style sheets and pictures.

    They are read confined, as they are set; a file that takes too long is a Problem.
    """
    reached: list[str] = []

    def work(_scratch: Path, progress: Progress) -> dict[str, object]:
        return {"found": [asdict(problem) for problem in _found(design, progress)]}

    try:
        with scratch_folder() as folder:
            answer = confined(
                work, folder, limits=limits, progress=reached.append, what="the design"
            )
    except LimitReached as limit:
        return [_too_much(reached[-1] if reached else "templates", limit)]
    return [
        Problem(each["code"], each["message"], Mark(*each["mark"]), each["hint"])
        for each in answer["found"]
    ]


def _too_much(file: str, limit: LimitReached) -> Problem:
    return Problem(
        "design-limit",
        f"{file} cannot be read to its end: {limit}",
        Mark(file, 1, 1),
        "no template or style sheet of a report needs so much; take out what is repeated in it",
    )


# -- in the child ----------------------------------------------------------------------------


def _found(design: Design, progress: Progress) -> list[Problem]:
    from reportkit.page.design.asset_checks import picture_problems, sheet_problems

    problems: list[Problem] = []
    if TEMPLATE not in design.templates():
        problems.append(
            Problem(
                "template-missing", f"there is no templates/{TEMPLATE}", Mark("templates", 1, 1)
            )
        )
    environment = environment_of(design)
    for name, source in design.templates().items():
        progress(f"templates/{name}")
        problems += _of_template(name, source, environment, design)
    for name in sorted(design.files):
        if name.endswith(".css"):
            progress(name)
            problems += sheet_problems(name, design)
        elif name.endswith(".svg"):
            progress(name)
            problems += picture_problems(name, design)
    return problems


def _of_template(
    name: str, source: str, environment: Environment, design: Design
) -> Iterator[Problem]:
    from jinja2 import TemplateSyntaxError, meta

    file = f"templates/{name}"
    sources = design.templates()
    try:
        tree = environment.parse(source, name, file)
        written = environment.compile(tree, name, file, raw=True)  # knows filters and tests
        compile(written, file, "exec", dont_inherit=True)  # Python has limits of its own
    except TemplateSyntaxError as error:
        said = error.message or "no template"
        yield Problem("template-syntax", said, Mark(file, error.lineno, 1))
        return
    except (RecursionError, SyntaxError):
        yield Problem("template-syntax", "nested too deeply", Mark(file, 1, 1))
        return
    except (
        ValueError,
        TypeError,
        ArithmeticError,
        LookupError,
    ) as error:  # a number of 5,000 digits
        yield Problem("template-syntax", f"no template: {error}", Mark(file, 1, 1))
        return
    for other in meta.find_referenced_templates(tree):
        if other is not None and other not in sources:
            yield Problem(
                "template-missing",
                f"{file} includes '{other}', which is not there",
                _first(file, source, other),
                did_you_mean(other, sources),
            )
    yield from _forbidden(file, tree)
    yield from _unknown_names(file, source, tree, environment)
    if not name.endswith(".txt.j2"):
        yield from _unsafe_places(file, source, environment, _constants(tree))


def _undeclared(tree: nodes.Template, environment: Environment) -> set[str]:
    """Give the names that a template is to be given, as ``meta.find_undeclared_variables`` does.

    That works out what is constant on the way, for minutes if it is asked to.
    """
    from jinja2.meta import TrackingCodeGenerator

    reader = TrackingCodeGenerator(environment)
    reader.optimizer = None
    reader.visit(tree)
    return reader.undeclared_identifiers


def _unknown_names(
    file: str, source: str, tree: nodes.Template, environment: Environment
) -> Iterator[Problem]:
    names = _undeclared(tree, environment)
    for name in sorted(names - {CONTEXT} - set(environment.globals)):
        yield Problem(
            "template-name",
            f"'{name}' is given to no template",
            _where(file, source, tree, name),
            f"everything hangs on '{CONTEXT}'",
        )


def _forbidden(file: str, tree: nodes.Template) -> Iterator[Problem]:
    """Find what the sandbox will refuse whatever the values are."""
    from jinja2 import nodes

    from reportkit.page.html.sandbox import unset_part

    def at(node: nodes.Node, message: str, hint: str = "take it out") -> Problem:
        return Problem("template-forbidden", message, Mark(file, node.lineno, 1), hint)

    for power in tree.find_all(nodes.Pow):
        yield at(power, "'**' works out numbers that no page needs")
    for sum_ in tree.find_all((nodes.Mul, nodes.Mod)):
        if any(_is_no_number(side) for side in (sum_.left, sum_.right)):
            yield at(sum_, f"'{sum_.operator}' is for numbers alone")
    for got in tree.find_all((nodes.Getattr, nodes.Getitem)):
        name = getattr(got, "attr", "") or getattr(getattr(got, "arg", None), "value", "")
        if isinstance(name, str) and name.startswith("_"):
            yield at(got, f"'{name}' lies behind the values that a template is given")
    for call in tree.find_all(nodes.Call):
        if (text := _catalogue_text(call)) is not None and call.dyn_kwargs is None:
            odd = unset_part(text, {keyword.key for keyword in call.kwargs})
            if odd:
                hint = "a text is set together by plain names: say('{name}', name=...)"
                yield at(call, f"'{odd[:60]}' of a text is no part that is set in", hint)


def _is_no_number(node: nodes.Node) -> bool:
    """Tell what can be no number whatever the values are: a text, a list."""
    from jinja2 import nodes

    if isinstance(node, nodes.Const):
        return not isinstance(node.value, int | float)
    return isinstance(node, nodes.List | nodes.Tuple | nodes.Dict | nodes.TemplateData)


def _catalogue_text(call: nodes.Call) -> str | None:
    """Give the text that a template says, where it stands in the template."""
    from jinja2 import nodes

    place = {"gettext": 0, "pgettext": 1}.get(getattr(call.node, "name", ""))
    if place is None or len(call.args) <= place:
        return None
    said = call.args[place]
    text = said.value if isinstance(said, nodes.Const) else None
    return text if isinstance(text, str) else None


def _constants(tree: nodes.Template) -> frozenset[str]:
    """Name what a template sets to texts of its own and to nothing else."""
    from jinja2 import nodes

    own = [
        assignment.target
        for assignment in tree.find_all(nodes.Assign)
        if isinstance(assignment.target, nodes.Name) and isinstance(assignment.node, nodes.Const)
    ]
    others = {
        name.name
        for name in tree.find_all(nodes.Name)
        if name.ctx != "load" and not any(name is target for target in own)
    }
    return frozenset(target.name for target in own) - others


def _unsafe_places(
    file: str, source: str, environment: Environment, constants: frozenset[str]
) -> Iterator[Problem]:
    """Find interpolations that escaping cannot make safe."""
    from reportkit.page.design.template_places import Program, places_in

    for place in places_in(environment.lex(source)):
        if isinstance(place, Program):
            message, hint = f"{place.name} is a program", "take it out: a report runs nothing"
        else:
            message, hint = _unsafe(place, constants)
        if message:
            yield Problem("template-unsafe", message, _in_line(file, source, place), hint)


def _unsafe(value: Value, constants: frozenset[str]) -> tuple[str, str]:
    from reportkit.page.design.template_places import Place

    quoted = 'write name="{{ value }}"'
    if value.place is Place.QUOTED:
        fit = value.expression in constants or _FIT_FOR_CSS.search(value.expression)
        if value.attribute == "style" and not fit:
            return (
                "a value stands in CSS, where it could cover the page",
                "write {{ value | css }}, which lets sizes, colours and labels through",
            )
        return "", ""
    if value.place is Place.AMONG and _OF_MACRO.match(value.expression):
        return "", ""
    return {
        Place.BARE: ("a value stands in an attribute without quotes", quoted),
        Place.AMONG: ("a value stands among attributes, where it could be one", quoted),
        Place.NAME: ("a value stands in the name of an element", "write the name out"),
        Place.STYLE: ("a value stands inside <style>", "set a class, and style it"),
        Place.SCRIPT: ("a value stands inside <script>", "take the script out"),
    }.get(value.place, ("", ""))


def _in_line(file: str, source: str, place: Value | Program) -> Mark:
    """Point to the value in its line."""
    lines = source.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    needle = getattr(place, "expression", "") or getattr(place, "name", "")
    at = line.lower().find(needle.split("\n")[0].lower())
    return Mark(file, place.line, max(at, 0) + 1)


def _where(file: str, source: str, tree: nodes.Template, name: str) -> Mark:
    """Find where a name is asked for; its letters may stand in a comment or a word before."""
    from jinja2 import nodes

    asked = (each.lineno for each in tree.find_all(nodes.Name) if each.name == name)
    line = min(asked, default=1)
    text = source.split("\n")[line - 1]
    tag = re.search(r"\{[{%]", text)
    word = re.compile(rf"\b{re.escape(name)}\b").search(text, tag.end() if tag else 0)
    return Mark(file, line, word.start() + 1 if word else 1)


def _first(file: str, source: str, word: str) -> Mark:
    return _mark(file, source, max(source.find(word), 0))


def _mark(file: str, source: str, at: int) -> Mark:
    before = source[:at].split("\n")
    return Mark(file, len(before), len(before[-1]) + 1)
