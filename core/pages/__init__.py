"""The base of every page: its fields, its blocks, its editor and its template.

- `models.BasePage` gives each page type lead, picture, metadata, trail and tabs; `extra_tabs` adds what a type or
  mixin has.
- `blocks/`: what staff compose bodies from, each with template, icon, description and preview.
- `panels/`: parts of the editor that follow what is typed (findings, sharing); `findings` is where apps above add
  checks.
- `templates/pages/base.html` with header, footer and call bar; `shell_tags` renders what is the same on every page
  once.
- `style_guide` shows every color, icon, component and block from the real files; rooms add theirs by a hook.
- `indexes` are lists that a database reads in order instead of sorting.

Door: `models`, `blocks`, `findings`, `indexes`, `style_guide`, the tag libraries.
Others register: `findings.register_page_check`, and parts of the style guide by `register_style_guide_parts`.
Tests: tests/core/pages. More: docs/editors.md, docs/design.md.
"""
