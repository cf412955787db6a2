"""What a hostile template tries: none gets at more than the values it is given."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from reportkit.i18n.translate import gettext, use_language
from reportkit.page.html.render import render_html
from reportkit.problems import SeedsRejected
from tests.page.design import design

#: What every way out would print.
SECRET = "hunter2-of-the-mail"  # noqa: S105  # of nobody


@dataclass(frozen=True)
class Person:
    """A value of a page, with a method and a module behind it."""

    name: str = "Amina"
    tags: tuple[str, ...] = ("one", "two")

    def greeting(self) -> str:
        return f"hello {self.name}"


@dataclass(frozen=True)
class Page:
    person: Person = Person()
    people: tuple[Person, ...] = (Person(),)
    text: str = "plain"


def set_(body: str) -> str:
    """Set a body; a refusal gives its code and words."""
    try:
        html = render_html(design(body), Page())
    except SeedsRejected as rejected:
        return " ".join(f"[{each.code}] {each.message}" for each in rejected.problems)
    return html.split("<body>")[1].split("</body>")[0]


@pytest.mark.parametrize(
    "body",
    [
        "{{ gettext('{p.__init__.__globals__[SECRET]}', p=page.person) }}",
        "{{ gettext('{p.greeting.__func__.__globals__[SECRET]}', p=page.person) }}",
        "{{ gettext('{p[0].__init__.__globals__[SECRET]}', p=page.people) }}",
        "{{ gettext('{p!r}', p=page.person) }}",
        "{{ gettext('{p:>99}', p=page.text) }}",
        "{{ gettext('{0}', page) }}",
        "{{ gettext('{p}', p=page.person) }}",
        "{{ pgettext('x', '{p.__init__.__globals__[SECRET]}', p=page.person) }}",
        "{% set m %}<b>x</b>{% endset %}{{ gettext('{m}{p.__init__.__globals__}', m=m, p=page) }}",
        "{% set m %}{p.__init__.__globals__[SECRET]}{% endset %}{{ m.format(p=page.person) }}",
        "{{ '{p.__init__.__globals__[SECRET]}'.format(p=page.person) }}",
        "{{ '{0.name}'.format(page.person) }}",
        "{{ '{p.name}'.format_map({'p': page.person}) }}",
        "{{ ''['format'] and '{p.name}'['format'](p=page.person) }}",
        "{{ '%s' % page.person }}",
        "{{ '%(p)s' % {'p': page.person} }}",
        "{{ page.person ~ '' }}",
        "{{ page.person|string }}",
        "{{ [page.person]|join(' ') }}",
        "{{ page.people|map(attribute='__init__.__globals__')|list }}",
        "{{ page.people|map('attr', '__init__')|list }}",
        "{{ (page.person|attr('__init__')).__globals__ }}",
        "{{ page.person['__init__']['__globals__'] }}",
        "{{ page.person.__dataclass_fields__ }}",
        "{{ page.people|groupby('__init__.__globals__')|list|string }}",
        "{{ page.people|sort(attribute='__init__.__globals__') }}",
        "{{ page.people|selectattr('__class__')|list }}",
        "{{ page.people|sum(attribute='__class__.__mro__') }}",
        "{{ page.people|min(attribute='__class__') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ gettext.__globals__ }}",
        "{{ gettext.__wrapped__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{% set ns = namespace(x=1) %}{{ ns.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ joiner }}",
        "{% block b %}{{ self._TemplateReference__context }}{% endblock %}",
        "{% block b %}{{ self.b._context }}{% endblock %}",
        "{% block b %}{{ super._context }}{% endblock %}",
        "{% for x in page.people %}{{ loop._iterable }}{% endfor %}",
        "{% for x in page.people %}{{ loop.__class__ }}{% endfor %}",
        "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}x{% endmacro %}{{ m._func }}",
        "{% macro m() %}x{% endmacro %}{{ m.__call__.__func__ }}",
        "{% import 'brief.html.j2' as own %}{{ own.__dict__ }}",
        "{{ page.person.greeting }}",
        "{{ page.person.greeting.__self__ }}",
        "{{ {}|xmlattr }}",
        "{{ page|tojson }}",
        "{{ page|pprint }}",
        "{% set m %}{% endset %}{{ m.join(['', page.person]) }}",
        "{% set m %}{% endset %}{{ m.escape(page.person) }}",
        "{% set m %}a{% endset %}{{ m.replace('a', page.person) }}",
        "{{ page.people|select|list and (page.people|select).send(none).name }}",
        "{{ page.text.encode().decode() }}",
        "{{ (5).to_bytes(2, 'big').hex() }}",
    ],
)  # fmt: skip
def test_no_way_leads_out_of_the_values(body: str) -> None:
    shown = set_(body)

    assert SECRET not in shown
    assert "Person(" not in shown
    assert shown.startswith("[template")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("{{ gettext('No. {n}', n=5) }}", "No. 5"),
        ("{{ gettext('{a} and {a}', a=page.text) }}", "plain and plain"),
        ("{{ gettext('{{kept}} {a}', a='b') }}", "{kept} b"),
        ("{{ '{a}-{b}'.format(a=1, b='<') }}", "1-&lt;"),
        ("{% macro m() %}<b>x</b>{% endmacro %}{{ gettext('<{m}>', m=m()) }}", "&lt;<b>x</b>&gt;"),
        ("{{ page.person.greeting() }}", "hello Amina"),
        ("{{ page.text ~ 7 }}", "plain7"),
        ("{{ page.person.tags|join(', ')|upper }}", "ONE, TWO"),
        ("{{ page.people|length * 3 % 2 }}", "1"),
        ("{% for x in page.people|sort(attribute='name') %}{{ x.name }}{% endfor %}", "Amina"),
        ("{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}", "1"),
    ],
)
def test_what_a_designer_needs_works(body: str, shown: str) -> None:
    assert shown == set_(body)


@pytest.mark.parametrize(
    "body",
    [
        "{{ page.text.ljust(2000000000)|length }}",
        "{{ 'x'.center(2000000000)|length }}",
        "{{ '1'.zfill(2000000000)|int }}",
        "{{ 'x\t'.expandtabs(2000000000)|length }}",
        "{{ 'x\ny'|indent(2000000000)|length }}",
        "{{ 5|round(-200000000) }}",
    ],
)
def test_little_is_not_made_much(body: str) -> None:
    """A number in a template must not cost gigabytes or minutes."""
    assert set_(body).startswith("[template")


@pytest.mark.parametrize(
    "constant",
    [
        "0.1 + 0.2", "none", "[1, 2]", "true", "{'a': 1}", "none ~ ''", "none|string", "1.5|upper",
        "[none]|join", "('a', 1.5)|join('-')", "[[1]]|join", "'%s' % 0.5", "(1, 2)|string",
        "gettext('{x}', x=none)", "gettext('{x}', x=0.5)",
        "true|lower", "'x'|replace('x', none|string)",
    ],
)  # fmt: skip
def test_a_constant_that_is_no_text_is_refused_as_a_value_is(constant: str) -> None:
    assert set_(f"<p>{{{{ {constant} }}}}</p>").startswith("[template")


@pytest.mark.parametrize(
    "text",
    ["{x.real}", "{x!r}", "{x:9}", "{}", "{0}", "{y}", "{x", "x}"],
)
def test_the_catalogue_sets_in_plain_names_alone(text: str) -> None:
    """The programs' own texts go through the same function as a template's."""
    with pytest.raises(ValueError, match="no part that is set in"):
        gettext(text, x=1)


def test_a_part_is_never_read_as_a_pattern() -> None:
    with use_language("en"):
        assert "{y} {{" == gettext("{x}", x="{y} {{", y="z")
