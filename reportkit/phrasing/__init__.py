"""How is a record, a change, a correction said? One wording for page, log, terminal and mail."""
