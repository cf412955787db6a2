"""How much is read; asked too by those who read no YAML."""

from __future__ import annotations

#: One file of seeds: a larger one takes more than a second to refuse. Split it by section.
MAX_BYTES = 1024 * 1024
