"""What runs across the sections has a part of its own, and its sections refer to it."""

from __future__ import annotations

from reportkit.i18n.translate import ngettext
from reportkit.model.evidence import Fact
from reportkit.model.vocabulary.events import Topic
from reportkit.page.compose.compose_context import ComposeContext, section_id
from reportkit.page.compose.fact_view import parts_of
from reportkit.page.compose.view_model import Link, Section
from reportkit.page.labels import capital, label


def topics_of(context: ComposeContext) -> tuple[Section, ...]:
    """Compose a part for each topic of which the body has facts."""
    return tuple(
        _part(context, topic, facts) for topic in Topic if (facts := _facts(context, topic))
    )


def under_topics(context: ComposeContext, section: str) -> tuple[Link, ...]:
    """Say how many facts of a section stand under a topic."""
    links = []
    for topic in Topic:
        facts = [f for f in _facts(context, topic) if section_id(context.book, f) == section]
        if facts:
            wording = ngettext(
                "{n} more item is under “{title}”",
                "{n} more items are under “{title}”",
                len(facts),
                title=_title(topic),
            )
            links.append(Link(wording, _anchor(topic)))
    return tuple(links)


def _part(context: ComposeContext, topic: Topic, facts: list[Fact]) -> Section:
    news, standing, leads = parts_of(context, facts)
    return Section(
        anchor=_anchor(topic),
        title=_title(topic),
        lead="",
        trend=None,
        quiet="",
        leads=leads,
        facts=news,
        standing=standing,
        matrices=(),
        status_tables=(),
        rounds=(),
        tables=(),
    )


def _facts(context: ComposeContext, topic: Topic) -> list[Fact]:
    book = context.book
    return [f for f in book.all(Fact) if f.topic is topic and context.selection.in_body(f)]


def _title(topic: Topic) -> str:
    return capital(label(topic))


def _anchor(topic: Topic) -> str:
    return f"topic-{topic.value.replace('_', '-')}"
