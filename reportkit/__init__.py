"""Keep the facts of a crisis as YAML, publish them edition after edition as a situation report."""

__version__ = "0.1.0"
