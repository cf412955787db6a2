"""What does the reader see? From a Book to the page, its HTML and its PDF."""
