#!/usr/bin/env python
"""Django's command line for the clinic site."""

import os
import sys


def main() -> None:
    """Run a management command with the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_cms.settings.dev")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - Django comes after its settings
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the same

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"✗ {error}")


if __name__ == "__main__":
    main()
