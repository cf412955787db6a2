"""Templates, styles, fonts, colours of a series, and what can be known wrong with them."""
