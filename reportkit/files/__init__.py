"""Bytes on the disk: the one safe reader and the one safe writer."""
