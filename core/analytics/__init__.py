"""Visits without visitors: how many came, from where, what they read, what led to a request. Sums, and nothing else.

- `reading` takes from a request what may be counted; `counter` adds it up in the process's memory; `writing` adds the
  sums to the tables every few seconds. No address, cookie, browser or identifier is in any of them.
- `models`: `PageCount` (by day and page), `OriginCount` (by day, referring site, campaign or short address),
  `CampaignLink` (a tagged address with a short one of our own), `ReportReader` (who wants the monthly mail).
- `figures` reads the sums, `charts` draws them, `reports`, `dashboard` and `panels` show them to staff, `monthly` mails
  them, `months` forgets days after two years.
- `views` takes what a page's script tells (taps; views behind a CDN), and follows short addresses.

Door: `counter` (`count_request`, `count_search`) and `forms.register_form_page`, for rooms; its addresses.
Registers: the counter with `web.page_views`, a tab with `pages.panels.registered`, jobs with the worker.
Tests: tests/core/analytics. More: docs/security.md, "Counting visits"; docs/editors.md.
"""
