"""The image model, its resized copies, and what leaves of a file."""
