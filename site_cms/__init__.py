"""The shell: settings, root URLs, WSGI entry and error pages. It knows every room."""
