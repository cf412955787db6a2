"""Text in a comment of GitHub or GitLab: shown as it is, and nothing in it acts."""

from __future__ import annotations

import re

from reportkit.problems import visible

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$]")
#: Calls a person, an issue, a merge request, a milestone or a label by what follows it.
_CALLS = re.compile(r"(@|#|!|%|~|&amp;|\$|\bGH-)(?=[\w\"])")
_LINKS = re.compile(r"://|www(?=\.)")
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_LIST = re.compile(r"(\d+)([.)])|([-+=])")
#: Shows nothing, and is no letter of a name or an address.
_GAP = "<!-- -->"


def inert(text: str) -> str:
    """Write a text as one line of Markdown in which no character is markup, link or mention."""
    line = visible(" ".join(text.split())).replace("&", "&amp;")
    line = _MARKUP.sub(lambda sign: "&lt;" if sign[0] == "<" else f"\\{sign[0]}", line)
    line = _CALLS.sub(rf"\1{_GAP}", line)
    line = _LINKS.sub(lambda link: f":{_GAP}//" if link[0] == "://" else f"www{_GAP}", line)
    line = _EMOJI.sub(f":{_GAP}", line)
    begun = _LIST.match(line)
    if begun is None:
        return line
    return f"{begun[1] or ''}\\{begun[2] or begun[3]}{line[begun.end() :]}"


def code(text: str) -> str:
    """Write an id or a place as code."""
    return f"<code>{inert(text)}</code>"
