"""May it be published? One function per rule, families in files, all of them in ``book``."""
