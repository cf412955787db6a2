"""Ways by which a message leaves: a mail server, a folder, a Maildir."""
