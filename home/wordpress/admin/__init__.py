"""The screens for a move: files in, what becomes of what, how far it is, the report, the old addresses."""
