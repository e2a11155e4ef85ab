"""What production installs is pinned, and its licence asks nothing of the clinic's own code."""

import json
import re
import subprocess
import sys
from importlib.metadata import distribution, metadata
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# LGPL and MPL ask something of changes to the package itself, and nothing of those who only use it.
ALLOWED = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|PSF-2\.0|PSFL|Python Software Foundation|ZPL-2\.1"
    r"|Unlicense|MPL-2\.0|Mozilla Public License 2\.0|LGPL-3\.0-only)\b"
)
FORBIDDEN = re.compile(r"\b(AGPL|Affero|SSPL|Commons Clause|BUSL|Business Source|(?<!L)GPL)", re.IGNORECASE)


def pinned(name: str) -> dict[str, str]:
    """Return {package: version} of what a file of requirements installs on this Python."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [Requirement(line.rstrip(" \\")) for line in lines if line and not line.startswith((" ", "#"))]
    here = [each for each in found if each.marker is None or each.marker.evaluate()]
    return {each.name: str(each.specifier).removeprefix("==") for each in here}


def licence(package: str) -> str:
    """Return what a package says of its licence, in whichever of four places it does."""
    said = metadata(package)
    classifiers = [value for value in said.get_all("Classifier") or [] if value.startswith("License")]
    named = " ".join([said.get("License-Expression") or "", (said.get("License") or "")[:200], *classifiers]).strip()
    texts = [distribution(package).read_text(f"licenses/{file}") or "" for file in said.get_all("License-File") or []]
    return named or " ".join(text.strip()[:40] for text in texts)


def test_every_requirement_is_pinned_to_one_version() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        packages = pinned(name)
        assert len(packages) > 40
        assert all(re.fullmatch(r"[\w.+!-]+", version) for version in packages.values()), name


def test_every_file_that_is_installed_is_known_by_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text(encoding="utf-8").partition("\n\n")[0])
        assert len(entries) > 40
        assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_what_is_compiled_holds_every_package_that_is_asked_for() -> None:
    for source, compiled in (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")):
        lines = (ROOT / source).read_text(encoding="utf-8").splitlines()
        asked = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
        got = {canonicalize_name(name): version for name, version in pinned(compiled).items()}
        assert asked
        assert [each for each in asked if str(each.specifier) != f"=={got.get(canonicalize_name(each.name))}"] == []


def test_every_licence_is_one_that_a_clinic_may_use() -> None:
    licences = {package: licence(package) for package in pinned("requirements.txt")}
    refused = {name: text for name, text in licences.items() if not ALLOWED.search(text) or FORBIDDEN.search(text)}
    assert refused == {}


def test_the_bill_of_materials_names_every_part_and_is_valid() -> None:
    text = subprocess.run([sys.executable, "deploy/sbom.py"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert {part["name"]: part["version"] for part in bill["components"]} == pinned("requirements.txt")
    assert all(part["licenses"] for part in bill["components"])
    needs = {entry["ref"].partition("@")[0]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    assert any(ref.startswith("pkg:pypi/django-modelcluster@") for ref in needs["pkg:pypi/wagtail"])
    assert any(ref.startswith("pkg:pypi/psycopg-pool@") for ref in needs["pkg:pypi/psycopg"]), "what an extra brings"
