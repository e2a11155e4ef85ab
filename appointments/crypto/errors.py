"""What can go wrong with encrypted values. None of these messages ever holds a value."""


class CryptoError(Exception):
    """An encrypted value can be neither read nor written; nothing is ever returned in its place."""


class KeyMissing(CryptoError):
    """The key a value was encrypted with is not among APPOINTMENTS_KEYS."""


class Tampered(CryptoError):
    """The value was changed, belongs to another row or field, or was never encrypted."""
