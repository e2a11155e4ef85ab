"""English, as Americans write it."""
