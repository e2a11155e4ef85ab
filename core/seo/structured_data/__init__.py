"""Structured data (JSON-LD, schema.org) as Python dicts, joined into one `@graph` a page."""
