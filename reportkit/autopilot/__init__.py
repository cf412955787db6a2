"""With nobody there: what a timer calls, what it mails, and what it tells the owner."""
