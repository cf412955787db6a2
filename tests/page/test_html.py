"""Templates: what is text stays text, what is missing or no text is refused."""

from __future__ import annotations

import resource
from typing import NamedTuple

import pytest

from reportkit.page.assets import Design
from reportkit.page.design.lint import lint
from reportkit.page.html.render import render_html
from reportkit.problems import Problem, SeedsRejected
from tests.page.design import design


class Page(NamedTuple):
    """What a test's template is given."""

    text: object = "plain"
    mapping: object = {"items": 1}  # never changed
    ratio: float = 0.1 + 0.2

    def method(self) -> str:
        return "called"


def refused(body: str, page: object = Page()) -> Problem:
    """Render and give the first problem."""
    with pytest.raises(SeedsRejected) as caught:
        render_html(design(body), page)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% include 'x' %}", "<script>alert(1)</script>", "&amp; \"'<"]
)
def test_a_fact_is_printed_as_it_is_and_never_run(text: str) -> None:
    from html import unescape

    html = render_html(design("<p>{{ page.text }}</p>"), Page(text))

    assert unescape(html.split("<p>")[1].split("</p>")[0]) == text
    assert "<script>" not in html


@pytest.mark.parametrize(
    "expression",
    [
        "{{ page.missing }}",
        "{{ missing }}",
        "{% if missing %}x{% endif %}",
        "{% for x in missing %}{% endfor %}",
        "{{ [missing] }}",
        "{{ page.text.missing }}",
    ],
)
def test_a_name_that_is_not_there_refuses_the_page(expression: str) -> None:
    assert refused(f"<p>{expression}</p>").code == "template"


@pytest.mark.parametrize(
    "value",
    [None, [], ["a"], {}, b"bytes", 0.3, True, print, Page],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_text_refuses_the_page(value: object) -> None:
    assert "which is no text" in refused("<p>{{ page.text }}</p>", Page(value)).message


@pytest.mark.parametrize(
    "expression", ["{{ page.method }}", "{{ page.mapping.items }}", "{{ page.ratio }}"]
)
def test_methods_and_floats_are_no_text(expression: str) -> None:
    assert "which is no text" in refused(expression).message


def test_a_problem_names_the_line_of_the_template() -> None:
    problem = refused("<p>one</p>\n<p>two</p>\n<p>{{ page.missing }}</p>")

    assert ("templates/brief.html.j2", 3) == problem.mark[:2]


def test_a_template_that_calls_itself_is_stopped() -> None:
    recursive = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"

    assert "calls itself" in refused(recursive).message


@pytest.mark.parametrize(
    ("body", "wording"),
    [
        ("{{ page.text|truncate(-5) }}", "expected length"),
        ("{{ 1e999 }}", "inf"),
        ("{% include page %}", ""),
        ("{% extends page %}", ""),
        ("{% if page.text is divisibleby(0) %}{% endif %}", ""),
    ],
)
def test_whatever_a_template_raises_is_a_problem_with_its_line(body: str, wording: str) -> None:
    """No exception of Jinja's filters and statements gets out as one of ours."""
    problem = refused(f"<p>one</p>\n{body}")

    assert ("template", "templates/brief.html.j2") == (problem.code, problem.mark.file)
    assert wording in problem.message


def test_a_constant_is_not_worked_out_while_a_template_is_read() -> None:
    """It is read in a child, whose time counts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime

    assert [] == lint(design("{{ [1]|batch(9000000, 0)|list }}"))

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{% if %}", "template-syntax"),
        ("{{ [page.text] * 3 }}", "template-forbidden"),
        ("{{ page.ratio % (page.text, 1) }}", "template-forbidden"),
        ("{{ {'a': page.text} * 3 }}", "template-forbidden"),
        ("{{ page.text | nofilter }}", "template-syntax"),
        ("{{ page.text | safe }}", "template-syntax"),
        ("{% include '../secret' %}", "template-missing"),
        ("{{ pge.text }}", "template-name"),
        ("{{ range(9) }}", "template-name"),
        ("{% autoescape false %}{{ page.text }}{% endautoescape %}", "template-syntax"),
        ("{{ lipsum() }}", "template-name"),
        ("{% if 9**(9**9) %}x{% endif %}", "template-forbidden"),
        ("{{ ('a'*2000000000)|length }}", "template-forbidden"),
        ("{{ '%2000000000d' % 1 }}", "template-forbidden"),
        ("{{ [0] * 2000000000 }}", "template-forbidden"),
        ("{{ page.__init__ }}", "template-forbidden"),
        ("{{ page['__init__'] }}", "template-forbidden"),
        ("{{ page.text._replace }}", "template-forbidden"),
        ("{{ gettext('{p.__init__.__globals__}', p=page) }}", "template-forbidden"),
        ("{{ gettext('{p.__init__}') }}", "template-forbidden"),
        ("{{ pgettext('x', '{p!r}', p=page) }}", "template-forbidden"),
        ("{{ gettext('{pge}', page=page.text) }}", "template-forbidden"),
        ("<a href={{ page.text }}>x</a>", "template-unsafe"),
        ("<style>p { color: {{ page.text }} }</style>", "template-unsafe"),
    ],
)
def test_lint_finds_it_before_anything_is_set(body: str, code: str) -> None:
    assert {code} == {problem.code for problem in lint(design(body))}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("{# an annex -#}\n<p>x {{ x }}</p>", (2, 9)),
        ("<p>\n{{ page.text\n   ~ x }}</p>", (3, 6)),
        ("<p>\n{% if page.x_ray or x %}y{% endif %}", (2, 21)),
    ],
)
def test_an_unknown_name_is_shown_where_it_is_asked_for(body: str, place: tuple[int, int]) -> None:
    (problem,) = lint(design(body))

    assert place == (problem.mark.line, problem.mark.column)


def test_lint_passes_a_good_template() -> None:
    assert [] == lint(design('<p class="{{ page.text }}">{{ page.text }}</p>'))


def test_a_design_without_the_template_is_told() -> None:
    assert ["template-missing"] == [problem.code for problem in lint(Design({}))]
