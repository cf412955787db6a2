"""How is it written? Seeds as text: records are appended, files tidied, comments kept."""
