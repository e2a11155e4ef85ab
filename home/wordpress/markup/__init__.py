"""What WordPress keeps as text becomes blocks of ours: Gutenberg, the classic editor, shortcodes, page builders."""

from home.wordpress.markup.converting import Converted, Converter

__all__ = ["Converted", "Converter"]
