"""What commands print: lines for a terminal, HTML and JSON; the answers are asked elsewhere."""
