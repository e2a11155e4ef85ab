"""A model field that is text in Python and ciphertext everywhere else.

Each value is bound to its model, field and row (associated data of AES-GCM), so one patient's value moved into another
row is refused. The row needs a primary key that is known before it is saved: a UUID with a default.

The ciphertext stays in the instance until the attribute is read, so tracebacks, pickles and caches of a row hold none
of the text; lists pay only for what they show.
"""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .errors import CryptoError, Tampered
from .keys import PREFIX, keyring


class Ciphertext:
    """A stored value on its way to or from the database. It never shows itself."""

    __slots__ = ("stored",)

    def __init__(self, stored: str) -> None:
        self.stored = stored

    def __str__(self) -> str:
        return "(encrypted)"

    def __repr__(self) -> str:
        return "<Ciphertext>"


class _Decrypted(str):
    """Text that remembers its ciphertext, because `loaddata` writes what it reads from the attribute."""

    stored: str


class _EncryptedAttribute(DeferredAttribute):
    """Decrypts when the attribute is read."""

    field: "EncryptedTextField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Ciphertext):
            text = _Decrypted(keyring().decrypt(value.stored, self.field.context(instance)))
            text.stored = value.stored
            return text
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text encrypted with AES-256-GCM; see the module's docstring.

    It cannot be filtered, ordered or written by `QuerySet.update` with plain text: each of these raises.
    """

    descriptor_class = _EncryptedAttribute

    def context(self, instance: models.Model) -> str:
        """The one place a value is valid in: "app_label.Model.field:row"."""
        return f"{instance._meta.label}.{self.attname}:{instance.pk}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Ciphertext | None:
        """Wrap what the database holds, so that nobody takes it for text."""
        return None if value is None else Ciphertext(value)

    def to_python(self, value: Any) -> Any:
        """Wrap what `dumpdata` wrote (`loaddata` comes this way), so that it is not encrypted a second time."""
        if isinstance(value, str) and value.startswith(f"{PREFIX}$"):
            return Ciphertext(value)
        return value if isinstance(value, Ciphertext) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Encrypt the attribute for its row; a value that was not touched keeps its ciphertext."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str):
            value = Ciphertext(keyring().encrypt(value, self.context(model_instance)))
            model_instance.__dict__[self.attname] = value
        return value

    def get_prep_value(self, value: Any) -> str | None:
        """Hand ciphertext to the database, and nothing else.

        Raises:
            CryptoError: for plain text, such as from `QuerySet.update` or a filter.
        """
        if value is None:
            return None
        if not isinstance(value, Ciphertext | _Decrypted):
            raise CryptoError(f"{self.name} takes no plain text here: set the attribute and save the row.")
        return value.stored

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse lookups: equal texts have different ciphertexts, so every answer would be wrong."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be searched by {lookup_name}.")

    def value_to_string(self, obj: models.Model) -> str:
        """Serialize (`dumpdata`) the ciphertext, never the text.

        Raises:
            Tampered: when the value is not encrypted yet, as on a row that was never saved.
        """
        value = obj.__dict__.get(self.attname)
        if value is None:
            return ""
        if not isinstance(value, Ciphertext):
            raise Tampered(f"{self.name} is not encrypted yet; save the row first.")
        return value.stored
