"""What a problem's code means: the manual of the rules, for `reportkit explain`.

It also holds the codes of the rooms behind this one; a test keeps it complete.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.rules.explained_analysis import ANALYSIS
from reportkit.rules.explained_content import CONTENT
from reportkit.rules.explained_edition import EDITION
from reportkit.rules.explained_making import MAKING
from reportkit.rules.explained_reading import READING

#: By heading: every code to one paragraph, with the standard it comes from.
GROUPS: Mapping[str, Mapping[str, str]] = {**READING, **EDITION, **CONTENT, **ANALYSIS, **MAKING}
#: The same without headings, in the order of the manual.
EXPLANATIONS: Mapping[str, str] = {
    code: text for group in GROUPS.values() for code, text in group.items()
}
