"""One edition to one recipient as a message: its words, its parts, its signature, and its proof."""
