"""Backups: one encrypted archive with the database and the uploads, its restore, and the proof that it can be restored.

An archive (`sealing`, `archive`) is made while the site runs (`making`), kept for a number of days (`keeping`), brought
back into an empty place only (`restoring`), and verified by bringing it back elsewhere (`verifying`).
"""
