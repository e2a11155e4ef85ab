"""The launch of the site: what is still missing, and the site manager's decision to let search engines in."""
