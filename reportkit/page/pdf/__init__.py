"""HTML to PDF: laid out, tagged, made to be kept."""
