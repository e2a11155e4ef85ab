"""The front door: the home page, plain content pages and the starter content."""
