"""Are there known security holes in what production runs? `make check` asks; pip-audit's service must be in reach.

Ends with 1 when there is one. Where the service does not answer, says so loudly and ends with 0: an answer that was
never given is not a green one, and CI without the internet must still be able to check everything else.
"""

import json
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"


def main() -> int:
    """Run pip-audit over the pinned requirements."""
    command = [
        "pip_audit",
        "--strict",
        "--no-deps",
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner=off",
        "-f",
        "json",
    ]
    result = subprocess.run(
        [sys.executable, "-m", *command, "-r", str(REQUIREMENTS)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    try:
        packages = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (result.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"NOT CHECKED HERE: known holes in dependencies. pip-audit's service does not answer: {reason}")
        return 0
    holes = [(package["name"], hole["id"]) for package in packages for hole in package.get("vulns", [])]
    for name, identifier in holes:
        print(f"✗ {name} has a known hole: {identifier}. Raise its pin in requirements.txt.")
    if not holes:
        print(f"No known hole in {len(packages)} packages.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
