"""How is it written? A series is begun, an edition follows the last, seeds are kept in order."""
