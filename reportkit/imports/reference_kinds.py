"""What sort of source a reference is, by its format's own word or by a keyword of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reportkit.model.vocabulary.sources import Access, SourceKind

#: Words of BibTeX and BibLaTeX, RIS, CSL-JSON and Zotero that can mean one kind only. A word that
#: is not here, such as "report", "webpage" or "article", is asked about.
_KINDS: Mapping[SourceKind, str] = {
    SourceKind.DATASET: "dataset data software DATA AGGR",
    SourceKind.INTERVIEW: "interview personal_communication PCOMM",
    SourceKind.SOCIAL_POST: "post ICOMM",
    SourceKind.JOINT_TEXT: "treaty",
    SourceKind.OFFICIAL_STATEMENT: (
        "legislation bill regulation hearing legal_case jurisdiction BILL STAT HEAR CASE UNBILL "
        "LEGAL"
    ),
    SourceKind.IMAGERY: "graphic figure image FIGURE",
    SourceKind.RESEARCH: (
        "book inbook incollection inproceedings conference proceedings thesis phdthesis "
        "mastersthesis inreference collection "
        "article-journal chapter paper-conference entry-encyclopedia review review-book "
        "JOUR EJOUR BOOK EBOOK CHAP ECHAP CONF CPAPER THES EDBOOK JFULL ENCYC"
    ),
}
_BY_FORM = {word: kind.value for kind, words in _KINDS.items() for word in words.split()}
#: The texts of those who say it themselves; anything else reports what others said.
_PRIMARY = frozenset(
    {
        SourceKind.OFFICIAL_STATEMENT,
        SourceKind.JOINT_TEXT,
        SourceKind.INTERVIEW,
        SourceKind.SOCIAL_POST,
        SourceKind.IMAGERY,
    }
)
#: Where posts are read; their addresses say so where the format has no word for a post.
_OF_POSTS = frozenset(
    {"x.com", "twitter.com", "bsky.app", "t.me", "facebook.com", "threads.net", "truthsocial.com"}
)
_TAG = re.compile(r"\b(kind|access)\s*[:=]\s*([a-z_]+)\b")


class Tagged(NamedTuple):
    """What the desk wrote beside a reference for its import; "": nothing."""

    kind: str
    access: str
    unknown: str = ""  # what it gives as a kind, where that is none


def form_kind(form: str) -> str:
    """Give the kind of source that a format's word means; "" where it can be several."""
    return _BY_FORM.get(form, "")


def is_post(form: str, url: str) -> bool:
    """Tell whether somebody wrote it on a platform: then he brought it out, not the platform."""
    host = url.partition("://")[2].partition("/")[0].lower()
    bare = host.removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    return form_kind(form) == SourceKind.SOCIAL_POST or bare in _OF_POSTS


def access_of(kind: str) -> str:
    """Say how near such a text usually stands to who first said it."""
    return (Access.PRIMARY if kind in _PRIMARY else Access.SECONDARY).value


def tagged(tags: Iterable[str]) -> Tagged:
    """Read "kind: ngo_report" and "access: primary" among keywords and notes."""
    found = (match for tag in tags for match in _TAG.finditer(tag.replace("\\_", "_")))
    words = {match[1]: match[2] for match in found}
    kind, access = words.get("kind", ""), words.get("access", "")
    known = kind in frozenset(SourceKind)
    return Tagged(
        kind if known else "",
        access if access in frozenset(Access) else "",
        "" if known else kind,
    )
