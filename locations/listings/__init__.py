"""The places in other people's directories: files for Google, Bing and Apple, and what Google says against the site.

- `facts` is what may be said of a place; `google`, `bing` and `apple` write it, each with a strict reader of its own.
- `google_hours` writes and reads hours as Google's spreadsheet has them; `columns` knows the names of its columns.
- `tables` opens what staff upload, `google_file` finds our places in it, `comparison` puts both sides into words,
  `history` tells which side changed last, `taking_over` puts what was ticked into a draft.
- `views` are the screens.

The rules and where they were read stand in docs/listings.md.
"""
