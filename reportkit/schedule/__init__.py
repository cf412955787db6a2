"""Who wakes it up? Timers of the system that call ``reportkit run`` every hour."""
