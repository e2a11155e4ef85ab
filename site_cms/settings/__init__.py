"""Settings: base (shared), dev, production and test."""
