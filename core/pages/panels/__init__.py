"""Panels of the page editor that follow what is typed."""
