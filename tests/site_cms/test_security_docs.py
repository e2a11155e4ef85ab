"""docs/security.md names a test for what it claims; each of them must exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "security.md").read_text()))
    sources = [path.read_text() for path in (ROOT / "tests").rglob("*.py")]
    written = {name for text in sources for name in re.findall(r"^\s*def (test_\w+)\(", text, re.MULTILINE)}
    assert len(named) > 50
    assert sorted(named - written) == []
