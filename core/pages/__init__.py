"""The base page, its blocks and its editor."""
