"""Plain Django below everything: how a request comes in, and how its answer is kept. Knows no page type.

- `page_cache/` stands in front of Django and answers with ready bytes (docs/adr/0001-page-cache.md).
- `middleware/` judges forwarded headers, writes one log line for each request, refuses impossible input, sets
  security headers.
- `request_scope` keeps what several parts of one page ask for, for the request or until something is published.
- `rate_limits` counts in the database, by keyed hashes of addresses; `RateLimit` is the only model here.
- `error_pages` need neither database nor other files; `contact_cache` remembers the phone number that they show.
- `languages` tells the language of a request from its path; `phones` stores and shows telephone numbers (ITU-T E.164).

Door: `page_cache` (its package; of its modules `cdn`, `requests`, `shared`, `writes`, `wsgi`), and what lies beside it.
Others register: the source of the contact (`contact_cache.register_contact_source`), and who counts the pages that are
answered (`page_views.register_page_view`).
Tests: tests/core/web. More: docs/performance.md, docs/scaling.md, docs/security.md.
"""
