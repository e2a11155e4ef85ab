"""Links that lead out of the site: which there are, where they stand, and when each was last seen alive."""
