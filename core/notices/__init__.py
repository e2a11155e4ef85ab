"""Dated notices of the clinic, for the whole site or one place: a storm, a holiday, phones that are down.

- `models` is what staff type: words, severity, from when to when, where to read more, and which days have other hours.
- `showing` tells what a page shows at one moment, and when that changes. The page cache keeps no page beyond it
  (`expire_page_cache_at`), so a notice begins and ends on time on cached pages too, and no job has to run.
- `templatetags` print the band below the header of every page, and the lines beside a place's hours.
- The days with other hours belong to the places: `locations` reads them by `notices_with_hours`.

Structured data: Google took SpecialAnnouncement out of Search in 2025, and its documentation away on September 9
(https://developers.google.com/search/blog/2025/06/simplifying-search-results). What is left, and helps, are the hours
of the days concerned: schema.org `specialOpeningHoursSpecification`, which the places print.

Door: `models`, `showing`, the tags. Tests: tests/core/notices. More: docs/editors.md, docs/performance.md.
"""
