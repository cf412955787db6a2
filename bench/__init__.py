"""What reportkit costs, as ratios against a bare script over the same data in the same run."""
