"""What is known? The types of the records, and the Book that holds them."""
