"""The first use of a disputed name bears a mark, and its note stands below: linked both ways.

This is done on the finished HTML, for only there it is known what a reader meets first: the
title, page 1, then part after part. Templates need not know of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from reportkit.i18n.bidi import END, LEFT_TO_RIGHT, RECORD

if TYPE_CHECKING:
    from reportkit.page.compose.view_model import NameNote

_TOKEN = re.compile(r"<!--.*?-->|<[^<>]*>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_INLINE = frozenset("a b bdi br em i s small span strong sub sup wbr".split())  # noqa: SIM905
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
#: What is no word of the brief's own: words of others, numbers of sources, signs, furniture.
_APART = frozenset({"quote", "cite", "mark", "note-mark", "sign", "id", "in-brief", "contents"})
_APART_TAGS = frozenset({"aside", "figure", "nav", "script", "style"})
_FENCES = f"{RECORD}{LEFT_TO_RIGHT}{END}"


class _Word(NamedTuple):
    """A run of text in one block, and where it goes on behind a link that it stands in."""

    at: int  # of its token
    text: str
    after: int  # of the token behind which a mark can stand, if it stands in a link; else -1


class _Block(NamedTuple):
    """The texts of one block in the body."""

    zone: int  # 0 is the head and page 1, then part after part
    heading: int  # of its start tag among the tokens; -1 where it is no heading
    words: tuple[_Word, ...]


class _Place(NamedTuple):
    """Where a mark stands."""

    block: _Block
    token: int
    offset: int


def set_first_uses(html: str, notes: Sequence[NameNote], *, on_page_one: bool) -> str:
    """Mark the first use of each name and set its note at the end of that part.

    What page 1 uses first has its note at its foot if ``on_page_one``, else at the end of the
    part that follows, and page 1 says on which page. A name that stands nowhere has no note.
    """
    if not notes:
        return html
    tokens = _TOKEN.findall(html)
    body = _Body(tokens)
    found = [(note, place) for note in notes if (place := _first(body.blocks, note))]
    return "".join(_written(tokens, body, found, on_page_one=on_page_one))


class _Body:
    """Head, page 1 and parts of a page, read once."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.blocks: list[_Block] = []
        self.ends: dict[int, int] = {}  # of each zone, the token that closes it
        self.about = -1  # the end of the last line of the head
        self._zone = -1
        self._open: list[tuple[str, frozenset[str], int]] = []
        self._words: list[_Word] = []
        self._apart = False  # between comments that keep what is for paper or screen alone
        for at, token in enumerate(tokens):
            self._read(at, token)

    def _read(self, at: int, token: str) -> None:
        if token.startswith("<!--"):
            self._apart = token[4:-3].strip() in ("screen", "paper")
        elif tag := _TAG.match(token):
            if tag[2] not in _INLINE:
                self._flush()
            if tag[1]:
                self._close(at, tag[2])
            elif tag[2] not in _VOID and not token.endswith("/>"):
                self._begin(at, tag[2], token)
        elif self._zone >= 0 and not self._apart and not self._is_apart():
            self._words.append(_Word(at, token, self._behind_link(at)))

    def _begin(self, at: int, name: str, token: str) -> None:
        found = _CLASS.search(token)
        classes = frozenset(found[1].split() if found else ())
        if (name, *classes & {"masthead", "front"}) in (
            ("header", "masthead"),
            ("section", "front"),
        ):
            self._zone = 0
        elif name == "section" and "part" in classes:
            self._zone = max(self.ends, default=0) + 1
        self._open.append((name, classes, at))

    def _close(self, at: int, name: str) -> None:
        depth = next(
            (each for each in reversed(range(len(self._open))) if self._open[each][0] == name), None
        )
        if depth is None:
            return
        _, classes, _ = self._open[depth]
        del self._open[depth:]
        if name == "p" and "about" in classes and self._zone == 0:
            self.about = at
        if name == "section" and classes & {"front", "part"} and self._zone >= 0:
            self.ends[self._zone] = at
            self._zone = -1

    def _is_apart(self) -> bool:
        return any(name in _APART_TAGS or classes & _APART for name, classes, _ in self._open)

    def _behind_link(self, at: int) -> int:
        if not any(name == "a" for name, _, _ in self._open):
            return -1
        return next(n for n in range(at, len(self.tokens)) if self.tokens[n] == "</a>")

    def _flush(self) -> None:
        if self._words:
            heading = next((at for name, _, at in self._open if name in _HEADINGS), -1)
            self.blocks.append(_Block(self._zone, heading, tuple(self._words)))
            self._words = []


def _first(blocks: list[_Block], note: NameNote) -> _Place | None:
    """Find where a name first stands in the brief's own words."""
    wanted = _pattern(note.term)
    for block in blocks:
        text = "".join(word.text for word in block.words)
        for found in wanted.finditer(text):
            if not _is_quoted(text[: found.start()]):
                return _place(block, found.end())
    return None


def _pattern(term: str) -> re.Pattern[str]:
    """Match a name in any case of letters, over any space, and with a genitive or plural s."""
    gap = rf"[\s{_FENCES}]+"
    words = gap.join(re.escape(str(escape(word))) for word in term.split())
    return re.compile(rf"(?<!\w){words}(?:(?:’|'|&#39;)?s)?(?!\w)", re.IGNORECASE)


def _is_quoted(before: str) -> bool:
    opened = before.count("“") + before.count("«")
    closed = before.count("”") + before.count("»")
    return opened > closed or before.count("&#34;") % 2 == 1


def _place(block: _Block, end: int) -> _Place:
    passed = 0
    for word in block.words:
        if end <= passed + len(word.text):
            if word.after >= 0:
                return _Place(block, word.after, len("</a>"))
            return _Place(block, word.at, end - passed)
        passed += len(word.text)
    raise AssertionError("a match ends inside its text")


# -- what is written -----------------------------------------------------------------------------


def _written(
    tokens: list[str],
    body: _Body,
    firsts: Sequence[tuple[NameNote, _Place]],
    *,
    on_page_one: bool,
) -> Iterator[str]:
    marks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    before: dict[int, list[str]] = defaultdict(list)
    labels: dict[int, str] = {}
    next_part = min((zone for zone in body.ends if zone), default=0)
    for note, (block, behind, offset) in firsts:
        marks[behind].append((offset, _mark(note)))
        moved = block.zone == 0 and not on_page_one and next_part > 0
        before[body.ends[next_part if moved else block.zone]].append(_note(note, apart=moved))
        if moved and body.about >= 0:
            before[body.about].append(_pointer(note))
        if block.heading >= 0:
            labels[block.heading] = "".join(word.text for word in block.words)
    for at, token in enumerate(_referring(tokens, {note.key: note for note, _ in firsts})):
        yield from before.get(at, ())
        text = _with_marks(token, marks.get(at, []))
        if at in labels:
            plain = re.sub(f"[{_FENCES}]", "", labels[at]).strip()
            text = f'{text[:-1]} data-label="{plain}">'
        yield text


def _with_marks(text: str, marks: list[tuple[int, str]]) -> str:
    """Set marks into a text, the last first, so that the places of the others stay true."""
    for offset, mark in sorted(marks, reverse=True):
        text = f"{text[:offset]}{mark}{text[offset:]}"
    return text


def _referring(tokens: list[str], noted: dict[str, NameNote]) -> Iterator[str]:
    """Let the list of names refer to a note that is printed, which it would say again."""
    held = ""
    for token in tokens:
        if held:
            if token == "</span>":  # noqa: S105  # a tag
                yield f'<a href="#name-note-{held}">{escape(noted[held].see)}</a>{token}'
                held = ""
            else:
                yield ""
            continue
        begun = re.match(r'<span class="paged" data-note="([^"]*)">', token)
        if begun and begun[1] in noted:
            held = begun[1]
        yield token


def _mark(note: NameNote) -> str:
    return (
        f'<a class="note-mark" id="name-{note.key}" href="#name-note-{note.key}" '
        f'aria-label="{escape(note.label)}">{note.sign}</a>'
    )


def _note(note: NameNote, *, apart: bool) -> str:
    """Write a note; one that stands ``apart`` from its mark, on another page, names the name."""
    name = f"<b>{escape(note.name)}</b> " if apart else ""
    return (
        f'<aside class="name-note" id="name-note-{note.key}"><p><a class="note-mark" '
        f'href="#name-{note.key}" aria-label="{escape(note.back)}">{note.sign}</a> '
        f"{name}{escape(note.text)}</p></aside>\n"
    )


def _pointer(note: NameNote) -> str:
    return (
        ' <span class="dot">·</span> <span class="item paged">'
        f'<a href="#name-note-{note.key}">{note.sign} {escape(note.pointer)}</a></span>'
    )
