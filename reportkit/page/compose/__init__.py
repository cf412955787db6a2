"""Book and history to a page, ready to print: every text worded, every number formatted."""
