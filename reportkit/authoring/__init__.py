"""How is it written? A series is begun, records are appended, an edition follows the last."""
