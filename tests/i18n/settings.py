"""Settings of a site that offers Spanish, from the environment on; tables are made without migrations."""

import os

os.environ["LANGUAGES_OFFERED"] = "en,es"

from site_cms.settings.test import *  # noqa: F403


class NoMigrations:
    """Every app without migrations: their tables are made at once."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = NoMigrations()
