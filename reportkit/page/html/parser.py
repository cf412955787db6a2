"""HTML read as a browser reads it, by the parser that the engine brings along."""

from __future__ import annotations

import re
from typing import Any


def parse_html(html: str) -> Any:
    """Read a page into a tree (xml.etree), its elements named as they are written."""
    from tinyhtml5 import parse

    keep_patterns()
    return parse(html, namespace_html_elements=False)


def keep_patterns() -> None:
    """Let the parser keep the patterns by which it cuts a page into texts.

    tinyhtml5 2.1 stores each under another key than it asks for, and writes it anew for each
    text and attribute of a page: half of its time. See docs/upstream/tinyhtml5.md.
    """
    from tinyhtml5 import inputstream

    if not isinstance(inputstream.characters_until_regex, _Patterns):
        inputstream.characters_until_regex = _Patterns()


class _Patterns(dict[Any, Any]):
    """Makes what is not kept yet: runs of the characters of a key, or of all but them."""

    def __missing__(self, key: Any) -> re.Pattern[str]:
        try:
            characters, are_wanted = key
            listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        except (TypeError, ValueError):  # another release asks in another way, and helps itself
            raise KeyError(key) from None
        pattern = self[key] = re.compile(f"[{'' if are_wanted else '^'}{listed}]+")
        return pattern
