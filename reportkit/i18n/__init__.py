"""In which language does the page speak? Every word on it that is no record's."""
