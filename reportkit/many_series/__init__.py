"""Many series at once, side by side on this machine."""
