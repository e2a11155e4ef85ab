"""How dates and times are written and read in the admin (Django's FORMAT_MODULE_PATH), a package for each language."""
