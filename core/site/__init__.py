"""What all pages of a site share: the clinic's settings, languages, navigation, and the links between pages.

- `models`: `ClinicSettings`, entered once and shown everywhere, and its words in other languages.
- `public_settings` reads site and settings once until they change; views that edit them read their own through Wagtail.
- `languages` finds pages in the language of the request; `web.languages` knows which languages there are.
- `linked_pages` reads every page that a page links to in one query; `link_handler` answers rich text from it.
- `navigation` is header, trail, footer and language switch; `querysets` tell public pages with one query a request.
- `contact` hands the phone number on to the error pages; `opening_messages` says when a place is open.

Door: every module but `wagtail_hooks`, `registration` and `translation_admin`.
Tests: tests/i18n, tests/core/pages. More: docs/architecture.md, "Languages".
"""
