"""The order of the work: check, render, seal, and make again."""
