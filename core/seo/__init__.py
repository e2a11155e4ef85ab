"""Being found: metadata, sitemap, robots, twins for assistants, icons, sharing cards, redirects and the audit.

Modules here read pages through `core.pages.models.SearchMetadataMixin` only; they know no room.
"""
