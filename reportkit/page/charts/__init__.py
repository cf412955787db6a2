"""Pictures drawn from the records: SVG text out, nothing fetched, the same bytes each time."""
