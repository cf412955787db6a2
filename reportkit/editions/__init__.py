"""What was published: snapshots, sealed editions, their chain and its proof."""
