"""What staff are told about a text: each thing once, in the order in which it was met."""

MOST = 60


class Notes:
    """Sentences for staff, collected while a text is taken apart."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Note something; what is said already is not said again."""
        if len(self._sentences) < MOST:
            self._sentences.setdefault(sentence[:400])

    def all(self) -> list[str]:
        """All of them."""
        return list(self._sentences)
