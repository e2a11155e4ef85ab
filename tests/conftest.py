"""What every test may use."""

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Let tests that empty tables between them (live servers, transactions) empty the audit log too.

    tests/appointments/test_audit.py puts the triggers back to prove that they refuse.
    """
    from appointments import audit_triggers

    with django_db_blocker.unblock():
        audit_triggers.remove(connection)
