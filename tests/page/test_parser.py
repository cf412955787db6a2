"""A page is read with patterns that are made once, and into the same tree as without them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
import tinyhtml5
from tinyhtml5 import inputstream

from reportkit.page.html.parser import keep_patterns, parse_html

PAGE = """<!doctype html><html lang="en"><head><title>a &amp; b</title>
<style>p > a { color: red }</style></head><body class='x y' id=z>
<p>one<!-- two --> &lt; three<p>four <b>five<i>six</b>seven</i>
<table><tr><td>eight</table><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><pre>
nine</pre><textarea>ten <b></textarea></body></html>"""


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputstream, "characters_until_regex", {})


def test_a_page_is_read_into_the_same_tree() -> None:
    plain = ET.tostring(tinyhtml5.parse(PAGE, namespace_html_elements=False))

    assert plain == ET.tostring(parse_html(PAGE))


def test_a_pattern_is_found_under_the_key_that_it_is_asked_for_by() -> None:
    parse_html(PAGE)
    kept = dict(inputstream.characters_until_regex)
    parse_html(PAGE)

    assert [] == [key for key in kept if not isinstance(key[0], str | tuple | frozenset)]
    assert kept == inputstream.characters_until_regex


def test_a_release_that_asks_in_another_way_helps_itself() -> None:
    keep_patterns()

    with pytest.raises(KeyError):
        inputstream.characters_until_regex["&"]
    with pytest.raises(KeyError):
        inputstream.characters_until_regex[("<&", False, "more")]
