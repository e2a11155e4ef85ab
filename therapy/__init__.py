"""The therapy overview and the conditions treated."""
