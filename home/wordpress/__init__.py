"""Moving in from WordPress: its export file (WXR) becomes drafts, and every old address leads somewhere.

`reader` reads the file, `survey` what is in it, `markup` turns its texts into blocks, `media` finds its pictures and
files, `seo` what search plugins kept, `pages` writes drafts, `addresses` where old addresses lead, `importing` runs it
all, and `report` says row by row what became of what. Titles and names are made plain by `words`. It lives at the front
door, which alone knows every room.
"""
