"""An edition for threat intelligence platforms: a bundle of STIX 2.1. Needs the extra ``stix``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from reportkit.changes.edition_view import EditionView
from reportkit.exports.stix_objects import Given, StixBook, objects_of
from reportkit.exports.stix_terms import (
    TLP_IDS,
    StixObject,
    extension_definition,
    marking_definition,
)
from reportkit.exports.versions import Version, ids_of, versions
from reportkit.i18n.translate import use_language
from reportkit.model.vocabulary.series import Status
from reportkit.problems import MachineUnable

#: What must stand in an object of each type that is taken back, in place of its words.
_TAKEN_BACK: Mapping[str, StixObject] = {
    "identity": {"name": "Withdrawn"},
    "location": {"name": "Withdrawn", "region": "unknown"},
    "incident": {"name": "Withdrawn"},
    "note": {"content": "Withdrawn"},
    "opinion": {"opinion": "neutral"},
}
_ID = re.compile(r"[a-z-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Of an object that is taken back this is left.
_HEAD = ("type", "spec_version", "id", "created_by_ref", "object_marking_refs")


def bundle(view: EditionView, earlier: Sequence[EditionView] = (), *, draft: bool = False) -> bytes:
    """Give an edition as a bundle; ``earlier`` are those before it that its readers had.

    Objects keep their ids from edition to edition; one that says something else has a later
    `modified`, one that the brief no longer stands behind is `revoked`.
    Raises MachineUnable if the library is not there.
    """
    issues = (*earlier, view)
    ids = ids_of([issue.book for issue in issues])
    books = [StixBook(issue, of) for issue, of in zip(issues, ids, strict=True)]
    now = books[-1]
    given = [_given(book, draft=draft and book is now) for book in books]
    moments = [issue.book.edition.published for issue in issues]
    dated = versions(zip(moments, given, strict=True))
    in_order = (*given[-1], *(id for id in dated if id not in given[-1]))
    objects = [plain for id in in_order if (plain := _in_version(dated[id], now))]
    markings = {ref for plain in objects for ref in plain.get("object_marking_refs", ())}
    return _spelt(
        f"bundle--{now.ids.of('', 'bundle', view.name, view.tlp, 'draft' * draft)}",
        [
            *(marking_definition(tlp) for tlp, id in TLP_IDS.items() if id in markings),
            *extension_definition(),
            *objects,
        ],
    )


def readings(content: bytes) -> Iterator[str]:
    """Give the texts of a bundle, without the escapes of JSON.

    Ids are left out: chance may have spelt a number in them.
    """
    yield "\n".join(text for text in _texts(json.loads(content)) if not _ID.fullmatch(text))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for key, held in value.items():
                yield key
                yield from _texts(held)


# What an edition gives ----------------------------------------------------------------------


def _given(stix: StixBook, *, draft: bool = False) -> dict[str, Given]:
    brief = stix.book.brief
    with use_language(brief.language, brief.written_in):
        of_records = [*objects_of(stix)]
        restriction = _restriction(stix)
        first = [Given("", _producer(stix)), *([Given("", restriction)] if restriction else [])]
        report = _report(stix, [*first, *of_records], restriction, draft=draft)
    return {given.plain["id"]: given for given in (*first, Given("", report), *of_records)}


def _producer(stix: StixBook) -> StixObject:
    brief = stix.book.brief
    plain = stix.head("identity", stix.producer, stix.book.tlp)
    return {
        **plain,
        "name": brief.producer,
        "identity_class": "organization",
        "contact_information": f"{brief.contact.name}, {brief.contact.email}",
    }


def _restriction(stix: StixBook) -> StixObject | None:
    """Give what stands beside the label: for whom it is, and what else restricts its use."""
    brief = stix.book.brief
    text = " ".join(part for part in (brief.tlp_community, brief.tlp_restrictions) if part)
    if not text:
        return None
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{stix.ids.of('', 'restriction', text)}",
        "created_by_ref": stix.producer,
        "definition_type": "statement",
        "definition": {"statement": text},
    }


def _report(
    stix: StixBook, given: Sequence[Given], restriction: StixObject | None, *, draft: bool
) -> StixObject:
    """Give the edition itself; a revision is a newer version of its number."""
    brief, edition = stix.book.brief, stix.book.edition
    number = stix.view.name.partition("-")[0]
    plain = stix.head("report", f"report--{stix.ids.of('', 'report', number)}", stix.book.tlp)
    if restriction:
        plain["object_marking_refs"].append(restriction["id"])
    page_one = (edition.bottom_line, *edition.highlights)
    return {
        **plain,
        "name": f"{'DRAFT ' * draft}{brief.title}, No. {stix.view.name}",
        "description": " ".join(statement.text for statement in page_one),
        "labels": ["situation-report", *(["draft"] if draft else [])],
        "published": _moment(edition.published),
        "object_refs": [
            each.plain["id"] for each in given if each.plain["type"] != "marking-definition"
        ],
    }


# In which version ---------------------------------------------------------------------------


def _in_version(version: Version[Given], now: StixBook) -> StixObject | None:
    """Give an object with its moments; None of what is not in this edition and stays true."""
    plain = version.content.plain
    created = {"created": _moment(version.created)}
    if plain["type"] == "marking-definition":
        return None if version.gone else plain | created
    moments = created | {"modified": _moment(version.modified)}
    if not version.gone:
        return plain | moments
    record = now.book.by_id.get(version.content.record)
    if plain["type"] == "report" or (record and record.status is Status.DROPPED):
        return None
    return _taken_back(plain, now.producer) | moments


def _taken_back(plain: StixObject, producer: str) -> StixObject:
    """Revoke an object and repeat none of its words: they may not be read any more."""
    type_ = plain["type"]
    left = {key: plain[key] for key in _HEAD} | _TAKEN_BACK.get(type_, {}) | {"revoked": True}
    if type_ == "relationship":
        left |= {key: plain[key] for key in ("relationship_type", "source_ref", "target_ref")}
    if "object_refs" in plain:
        left["object_refs"] = [producer]
    return left


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _spelt(id: str, objects: Sequence[StixObject]) -> bytes:
    """Spell a bundle, an object on each line, as the library has checked and ordered it."""
    try:
        from stix2 import parse  # type: ignore[import-untyped]
    except ImportError:
        raise MachineUnable(
            "STIX needs a library: install reportkit with its extra, 'reportkit[stix]'"
        ) from None
    lines = ",\n".join(parse(plain).serialize(ensure_ascii=False) for plain in objects)
    head = json.dumps({"type": "bundle", "id": id})
    return f'{head.removesuffix("}")}, "objects": [\n{lines}\n]}}\n'.encode()
