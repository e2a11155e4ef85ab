"""What the drills share with the tests of the site as processes."""

from tests.site_cms.conftest import prepared_folder, prepared_site, static_root

__all__ = ["prepared_folder", "prepared_site", "static_root"]
