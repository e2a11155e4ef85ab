"""The image model, its resized copies, and what leaves the site of an uploaded file.

- `models`: `ClinicImage` (description, credit, consent of people), its renditions, and orders for copies.
- `responsive` names the places of a page where pictures stand, with crops, widths and `sizes`; `{% photo %}` shows one.
- `rendition_orders` has the worker make copies, so that no visitor waits for AVIF; `renditions` are those for sharing.
- `forms`, `formats`, `privacy`, `document_forms`: what may be uploaded, and what is taken out of it (place, camera,
  owner).
- `media` serves pictures and documents, and nothing else below MEDIA_ROOT.

Door: `models`, `renditions`, `media`, the tag library `picture_tags`.
Tests: tests/core/pictures. More: docs/performance.md, "Pictures".
"""
