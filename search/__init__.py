"""Site search in patients' words."""
