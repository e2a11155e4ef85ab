"""What staff need to stand behind their pages: medical review, claims, findings, reports, previews, roles.

- `models/`: the review mixin and its workflow task, sources, claim words, links to elsewhere, preview links.
- `findings` checks a page for missing sources, claims, reading level; `wagtail_checks` shows the same beside
  Wagtail's own.
- `reports/`, `dashboard`: what is due, missing or broken, over the whole site, in a fixed number of queries.
- `links/` looks after links to elsewhere without reaching into the inner network; `preview_links/` shares one draft.
- `roles` makes the groups of staff after each migration; a group that exists is left alone.
- `locale/` has everyday words in the place of Wagtail's own, in English too (`make messages` compiles it); `roots`
  names what Wagtail calls “Root”; `comparing` writes what differs between two versions as people do.
- `admin_dates`, `admin_scripts`, `pages_menu`, `editors_guide`, ...: Wagtail's admin under a strict policy, and
  simpler.

Door: `models` (each class from the module that defines it), `roles`, `spreadsheets`.
Tests: tests/core/editorial. More: docs/editors.md.
"""
