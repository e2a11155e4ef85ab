"""The models of the editorial help. Django finds them here; take each from the module that defines it."""

from core.editorial.models import (  # noqa: F401 - Django registers what is imported
    claims,
    links,
    preview_links,
    references,
    review,
    workflow,
)
