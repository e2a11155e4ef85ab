"""What can go wrong with backups. Each text is one line for the person who can put it right; none holds a secret."""


class BackupError(Exception):
    """A backup can be neither made nor brought back; the text says why and what to do."""


class Refused(BackupError):
    """An archive is not what it should be: made with another key, cut off, changed, or no archive at all."""
