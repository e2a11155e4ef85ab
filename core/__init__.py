"""The ground of the house: a street of small apps, nothing loose beside them.

From the bottom up: `web`, `operations`, `design`, `pictures`, `site`, `seo`, `pages`, then `editorial` and
`accounts`. Each says in
its own docstring what it knows and which modules others may import. docs/architecture.md has the picture.
"""
