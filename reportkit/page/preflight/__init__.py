"""The last look at finished files: what was set is there, readable, marked, and nothing else is."""
