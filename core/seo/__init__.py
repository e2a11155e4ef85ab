"""Being found: metadata, structured data, sitemap, robots, twins for assistants, icons, cards, redirects, the audit.

- `mixins.SearchMetadataMixin` resolves title, description, address, picture and dates of a page, in ordered fallbacks.
- `structured_data/`: schema.org nodes as dicts, joined into one graph; page types add theirs through `super()`.
- `sharing`, `cards`, `icons`: pictures for shared links and phones, drawn where there is none.
- `sitemap`, `robots`, `llms`, `markdown`, `opensearch`, `indexnow`: what programs ask for; `urls` lists the addresses.
- `redirects`, `missed`: old addresses lead straight to a page, and those without one are counted.
- `audit/` walks the site as a search engine would; `admin` shows what it found. `models` holds the three tables.

Modules here read pages through `SearchMetadataMixin` only; they know no page type.
Door: `mixins`, `models`, `sharing`, `structured_data`, `text`, `urls`.
Tests: tests/core/seo. More: docs/findability.md.
"""
