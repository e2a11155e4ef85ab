"""The parts that production is made of, as CycloneDX JSON on standard output: `make sbom`.

Read from the pins of requirements.txt and from what the installed packages say of themselves.
"""

import sys
from importlib.metadata import distribution, metadata, requires
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def pins() -> list[Requirement]:
    """Return what production installs on this Python."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = (Requirement(line.rstrip(" \\")) for line in lines if line and not line.startswith((" ", "#")))
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def licence_text(package: str) -> str:
    """Return the text of the licence that a package brings, for one that names it nowhere else (PEP 639)."""
    names = metadata(package).get_all("License-File") or []
    return "\n".join(distribution(package).read_text(f"licenses/{name}") or "" for name in names).strip()


def component(pin: Requirement) -> Component:
    """Return the package of a pin with its licence."""
    said, name = metadata(pin.name), canonicalize_name(pin.name)
    version = str(next(iter(pin.specifier)).version)
    classifiers = [each for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    words = [each.rpartition(" :: ")[2] for each in classifiers]
    words = words or ((said.get("License") or "").strip() or licence_text(pin.name)).splitlines()[:1]
    expression = said.get("License-Expression")
    purl = PackageURL("pypi", name=name, version=version)
    return Component(
        name=pin.name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        description=said.get("Summary"),
        licenses=[LicenseExpression(expression)] if expression else [DisjunctiveLicense(name=word) for word in words],
    )


def needs(pin: Requirement) -> set[str]:
    """Return the names of the packages that a pinned one needs here, with the extras that are asked for."""
    wanted = (Requirement(text) for text in requires(pin.name) or [])
    extras = pin.extras or {""}
    return {
        canonicalize_name(each.name)
        for each in wanted
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    }


def main() -> None:
    """Print the bill of materials."""
    parts = {canonicalize_name(pin.name): (pin, component(pin)) for pin in pins()}
    site = Component(name="clinic-site", type=ComponentType.APPLICATION, bom_ref="clinic-site")
    bom = Bom(components=[part for _pin, part in parts.values()])
    bom.metadata.component = site
    bom.register_dependency(site, [part for _pin, part in parts.values()])
    for pin, part in parts.values():
        bom.register_dependency(part, [parts[name][1] for name in sorted(needs(pin) & parts.keys())])
    sys.stdout.write(JsonV1Dot6(bom).output_as_string(indent=2) + "\n")


if __name__ == "__main__":
    main()
