"""The brief as it would be, on a page of this machine, while its seeds are written."""
