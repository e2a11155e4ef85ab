"""Help for the people who write: checks before publishing, reports, and words to use with care."""
