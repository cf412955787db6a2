"""A page to HTML: the templates run in a sandbox, and what a browser is shown comes from a list."""
