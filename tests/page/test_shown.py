"""What a browser or a mail program is shown: by allowlist, on paper, on screens and in mails."""

from __future__ import annotations

import pytest

from reportkit.page.design.lint import lint
from reportkit.page.html.allowlist import EDITION, MAIL, html_faults
from reportkit.problems import Problem
from tests.page.design import codes, design, refusals

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'

#: What a hostile template would show, and what is refused of it.
HOSTILE = {
    "<script>alert(1)</script>": "<script>",
    "<SCRIPT src='https://evil.example/x.js'></SCRIPT>": "<script>",
    "<script/x>alert(1)</script>": "<script/x>",
    '<iframe src="https://evil.example"></iframe>': "<iframe>",
    '<object data="x.swf"></object>': "<object>",
    '<embed src="x.swf">': "<embed>",
    '<form action="https://evil.example"><b>x</b></form>': "<form>",
    '<input type="password" name="p">': "<input>",
    "<button>x</button>": "<button>",
    '<video src="https://evil.example/v.mp4"></video>': "<video>",
    '<audio src="https://evil.example/v.mp3"></audio>': "<audio>",
    "<math><mi>x</mi></math>": "<math>",
    "<template><b>x</b></template>": "<template>",
    "<noscript><b>x</b></noscript>": "<noscript>",
    "<marquee>x</marquee>": "<marquee>",
    '<base href="https://evil.example/">': "<base>",
    '<p onclick="alert(1)">x</p>': "onclick",
    "<p\nOnMouseOver=alert(1)>x</p>": "OnMouseOver",
    '<details ontoggle="alert(1)" open>x</details>': "ontoggle",
    '<img src="styles/a.png" alt="" onerror="alert(1)">': "onerror",
    '<a href="javascript:alert(1)">x</a>': "javascript:",
    '<a href="JaVaScRiPt:alert(1)">x</a>': "JaVaScRiPt:",
    '<a href="java&#10;script:alert(1)">x</a>': "script:",
    '<a href="&#1;javascript:alert(1)">x</a>': "javascript:",
    '<a href="java&Tab;script&colon;alert(1)">x</a>': "script:",
    '<a href="vbscript:x">x</a>': "vbscript:",
    '<a href="data:text/html,x">x</a>': "data:",
    '<a href="file:///etc/passwd">x</a>': "file:",
    '<a href="https://example.org" ping="https://evil.example">x</a>': "ping",
    '<a href="https://example.org" download>x</a>': "download",
    '<a href="https://example.org" target="_top">x</a>': "target",
    '<link rel="prefetch" href="https://evil.example/x">': "prefetch",
    '<link rel="preconnect" href="https://evil.example">': "preconnect",
    '<link rel="dns-prefetch" href="//evil.example">': "dns-prefetch",
    '<link rel="icon" href="https://evil.example/x.ico">': "icon",
    '<link rel="stylesheet" href="https://evil.example/x.css">': "stylesheet",
    '<link rel="stylesheet prefetch" href="styles/brief.css">': "prefetch",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">': "refresh",
    '<meta http-equiv="Set-Cookie" content="x=y">': "Set-Cookie",
    '<meta name="monetization" content="$x">': "monetization",
    '<img src="https://evil.example/pixel.png" alt="">': "https://evil.example/pixel.png",
    '<img src="//evil.example/pixel.png" alt="">': "//evil.example/pixel.png",
    '<img src="styles/a.png" srcset="https://evil.example/x 2x" alt="">': "srcset",
    '<table background="https://evil.example/x.png"><tr><td>x</table>': "background",
    "<p style=\"background: url('https://evil.example/x')\">x</p>": "https://evil.example/x",
    '<p style="background: u\\72 l(https://evil.example/x)">x</p>': "https://evil.example/x",
    "<p style=\"background: image-set('https://evil.example/x' 1x)\">x</p>": "image-set()",
    "<style>@import 'https://evil.example/x.css';</style>": "@import",
    "<style>@\\69mport 'https://evil.example/x.css';</style>": "@import",
    "<style>@font-face{font-family:x;src:url(https://evil.example/f)}</style>": "evil.example/f",
    "<style>p{background:url(data:text/html,x)}</style>": "data:text/html",
    f"{SVG}<script>alert(1)</script></svg>": "<script>",
    f"{SVG}<foreignObject><b>x</b></foreignObject></svg>": "<foreignobject>",
    f'{SVG}<animate attributeName="href" to="javascript:alert(1)"/></svg>': "<animate>",
    f'{SVG}<set attributeName="onclick" to="alert(1)"/></svg>': "<set>",
    f'{SVG}<use href="https://evil.example/x.svg#y"/></svg>': "https://evil.example/x.svg#y",
    f'{SVG}<image href="https://evil.example/x.png"/></svg>': "<image>",
    f'{SVG}<feImage href="https://evil.example/x.png"/></svg>': "<feimage>",
    f'{SVG}<a xlink:href="javascript:alert(1)"><text>x</text></a></svg>': "xlink:href",
    f'{SVG}<path d="M0 0" fill="url(https://evil.example/x#y)"/></svg>': "https://evil.example/x#y",
    f"{SVG}<style><img src=x onerror=alert(1)></style></svg>": "<style>",
    f"{SVG}<title><img src=x onerror=alert(1)></title></svg>": "onerror",
    "<style><!--</style><img src=x onerror=alert(1)>--></style>": "beginning of a tag",
    "<!--> <img src=x onerror=alert(1)> -->": "comment",
    "<!-- x --!> <img src=x onerror=alert(1)> -->": "comment",
    "<!--[if mso]><img src=x><![endif]-->": "comment",
    "<![CDATA[x]]>": "no whole tag",
    "<?xml-stylesheet href='https://evil.example'?>": "no whole tag",
    '<a href="x" title="">"<b x="': "no whole tag",
    "<img src=x onerror=alert(1)//": "no whole tag",
    "<p hidden>x</p>": "hidden",
    '<p contenteditable="true">x</p>': "contenteditable",
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_what_is_not_on_the_list_is_not_shown(body: str) -> None:
    whole = f"<!DOCTYPE html>\n<html><head><title>x</title></head><body>{body}</body></html>"
    for allowed in (EDITION, MAIL):
        said = " ".join(fault.what for fault in html_faults(whole, allowed)).casefold()

        assert HOSTILE[body].casefold() in said or (allowed is MAIL and said)


@pytest.mark.parametrize(
    "body",
    [
        '<p>a &lt; b, 3 < 4 and R&D</p><a href="https://example.org/a?b=c&amp;d">x</a>',
        '<a href="mailto:desk@example.org?subject=x">x</a> <a href="#top">up</a>',
        "<style media='print'>p { color: red } @page { size: A4 }</style>",
        '<p style="width: 44mm; --x: \'TLP:RED\'" class=a data-head="On" aria-label="x">x</p>',
        f'{SVG}<g fill="url(#a)"><path d="M0 0"/><text x="1" y="2">x</text></g></svg>',
        '<img src="data:image/png;base64,AAAA" alt="x"><br/><wbr><bdi dir="ltr">x</bdi>',
        "<details open><summary>x</summary><p>y</details>",
    ],
)
def test_what_a_report_is_made_of_is_shown(body: str) -> None:
    assert [] == html_faults(f"<!doctype html><html><body>{body}</body></html>", EDITION)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://evil.example/pixel.png" alt="">',
        '<img src="cid:x" alt="">',
        "<style>p { color: red }</style>",
        '<p style="background: url(data:image/png;base64,AAAA)">x</p>',
        '<form action="https://evil.example"><input type="password"></form>',
        '<a href="other.html">x</a>',
    ],
)
def test_a_mail_is_shown_less(body: str) -> None:
    """No picture, no sheet, no form: nothing that tells who reads or asks for a password."""
    assert html_faults(f"<html><body>{body}</body></html>", MAIL)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://evil.example"></iframe>',
        '<p onclick="alert(1)">x</p>',
        '<link rel="prefetch" href="https://evil.example/x">',
        '<img src="https://evil.example/x.png" alt="">',
        '<a href="http://[example.org/x">x</a>',
        '<a href="https://example.org:port/">x</a>',
    ],
)
def test_what_only_a_screen_shows_is_looked_at_too(body: str) -> None:
    problem = refusals(f"<p>x</p>\n<!-- screen -->\n{body}\n<!-- /screen -->")[0]

    assert ("templates/brief.html.j2", 3) == problem.mark[:2]
    assert problem.code in ("html-element", "html-attribute", "link-scheme", "asset-refused")


def test_what_a_value_brings_in_is_found_where_the_template_sets_it() -> None:
    problems = refusals('<p><a href="{{ page }}">x</a></p>', page="javascript:alert(1)")

    assert ["link-scheme"] == codes(problems)
    assert "javascript:alert(1)" in problems[0].message


# -- values in places that escaping does not make safe --------------------------------------


def unsafe(body: str) -> list[Problem]:
    return [each for each in lint(design(body)) if each.code == "template-unsafe"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p style="color: {{ page.text }}">x</p>', "stands in CSS"),
        ('<P STYLE="color: {{ page.text }}">x</P>', "stands in CSS"),
        ("<p\n  class='a'\n  style='color: {{ page.text }}'>x</p>", "stands in CSS"),
        ('<p style="{% if page %}color: {{ page.text }}{% endif %}">x</p>', "stands in CSS"),
        ('<p style="color: {{ page.text | css | upper }}">x</p>', "stands in CSS"),
        ('{% set c = page.text %}<p style="color: {{ c }}">x</p>', "stands in CSS"),
        (
            '{% macro m(x) %} style="color: {{ x }}"{% endmacro %}<p{{ m(page.text) }}>x</p>',
            "stands in CSS",
        ),
        ("<p onclick=\"alert('{{ page.text }}')\">x</p>", "onclick is a program"),
        ("<p ONCLICK = 'x'>x</p>", "onclick is a program"),
        ("<STYLE>p { color: {{ page.text }} }</STYLE>", "inside <style>"),
        ("<style\n>p { color: {{ page.text }} }</style>", "inside <style>"),
        ("<script>x</script>", "<script> is a program"),
        ("<p class={{ page.text }}>x</p>", "without quotes"),
        ("<p class = {{ page.text }}>x</p>", "without quotes"),
        ("<p class=a{{ page.text }}>x</p>", "without quotes"),
        ("<p {{ page.text }}>x</p>", "among attributes"),
        ("<p{{ page.text }}>x</p>", "among attributes"),
        ("<p {{ gettext(page.text) }}>x</p>", "among attributes"),
        ("<{{ page.text }}>x", "name of an element"),
    ],
)
def test_a_value_where_escaping_does_not_help_is_told(body: str, said: str) -> None:
    problems = unsafe(f"<p>one</p>\n{body}")

    assert [said in problem.message for problem in problems] == [True], problems
    assert problems[0].mark.line >= 2


@pytest.mark.parametrize(
    "body",
    [
        '<p style="width: {{ page.text | css }}">x</p>',
        '{% set c = "color: red" %}<p style="{{ c }}">x</p>',
        '<p title="style=&quot;{{ page.text }}&quot;">x</p>',
        "<!-- <style> {{ page.text }} -->{{ page.text }}",
        "<style>p { color: red }</style>{{ page.text }}",
        "{# <p style='{{ page.text }}'> #}",
        "{% raw %}<p style='{{ page.text }}'>{% endraw %}",
        '{% macro m(x) %} id="{{ x }}"{% endmacro %}<p{{ m(page.text) }}>x</p>',
        '<a href="{{ page.text }}">{{ page.text }}</a> 3 < {{ page.text }}',
        '<tr{% if page %} class="x"{% else %} id="y"{% endif %}><td>{{ page.text }}',
    ],
)
def test_a_value_in_its_place_is_none(body: str) -> None:
    assert [] == unsafe(body)


@pytest.mark.parametrize(
    "value", ["red; position: fixed", "url(x)", "a'b", 'a"b', "x}y", "a\\b", "/* x", "@x", "1<2"]
)
def test_css_takes_sizes_colours_and_labels_alone(value: str) -> None:
    body = '<p style="--x: {{ page | css }}">x</p>'

    assert ["template"] == codes(refusals(body, page=value))
    assert [] == refusals(body, page="TLP:AMBER+STRICT, abridged 10.5mm #fff")
