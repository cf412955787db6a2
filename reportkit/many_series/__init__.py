"""Many series at once: side by side on this machine, or on the workers of a cluster."""
