"""What did the published editions say? Asked of the store, without the page and its engine."""
