"""Settings, languages, navigation: what all pages of a site share."""
