"""How everything looks: CSS, icons, fonts, drawings, and the components that are looks alone.

- `static/design/css/`: one file for each component, tokens first; `inline_css` writes into each page what its classes
  need.
- `static/design/js/`, `deferred_modules`: the few scripts, brought after the first paint.
- `icons/` (Lucide), `static/design/fonts/` (Newsreader); `fonts/` holds the file that pictures are drawn with.
- `motif` grows the branch that belongs to a slug, as SVG; `drawing` draws it, the mark and text into pictures.
- `templatetags/design_tags`: icons, branches, phones and dates; `templates/design/components/`: trail, contents,
  pagination.

Door: `motif`, `drawing`, `deferred_modules`, `templatetags.design_tags`.
The style guide shows all of it; it knows the blocks and so lives in `core.pages`.
Tests: tests/core/design, tests/browser. More: docs/design.md.
"""
