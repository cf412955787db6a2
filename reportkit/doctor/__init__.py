"""Is this machine able, and is this series sound? One row for each thing that was looked at."""
