"""What the clinic's settings say in another language than the default one."""

import copy
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext

from core.web.languages import offered

Settings = TypeVar("Settings", bound=models.Model)


def other_languages() -> list[tuple[str, str]]:
    """The languages that words can be given in: all but the default one."""
    return [(language.code, language.name) for language in offered()[1:]]


def translated_settings(settings: Settings, words: models.Model | None, names: tuple[str, ...]) -> Settings:
    """A copy of settings, for showing only, that speaks another language.

    Words that nobody has given are those of our own translation, where the settings still say what they said at first.
    """
    spoken = copy.copy(settings)
    for name in names:
        text: Any = getattr(settings, name)
        setattr(spoken, name, (getattr(words, name) if words else "") or (gettext(text) if text else ""))
    return spoken
