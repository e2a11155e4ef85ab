"""The ground every room stands on: base page, blocks, images, settings, structured data, page cache, templates."""
