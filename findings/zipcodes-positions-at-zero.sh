#!/usr/bin/env bash
# zipcodes 3.0.0: hundreds of ZIP codes that it knows by name have the position 0, 0 (in the Gulf of Guinea), as text.
#
# Guessed: a code without a position has none (None, or no key), since nothing in the answer says that it is unknown.
# It did: "lat" and "long" are zero for 872 of 42,789 codes. The mean position of a town that has one of
# them lies hundreds of miles away, and a distance to it is stated with confidence.
#
# Seen (2026-11-29): 42789 codes, 872 at 0, 0; for example 09000 Apo 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet zipcodes==3.0.0
"$folder/venv/bin/python" - <<'PY'
import zipcodes

known = zipcodes.list_all()
nowhere = [each for each in known if float(each["lat"] or 0) == 0 and float(each["long"] or 0) == 0]
print(len(known), "codes,", len(nowhere), "at 0, 0; for example", nowhere[0]["zip_code"], nowhere[0]["city"], nowhere[0]["lat"])
assert len(known) == 42789, len(known)
assert len(nowhere) == 872, len(nowhere)
assert any(each["lat"] is not None and each["lat"] != "" for each in nowhere), "they say nothing now"
PY
echo "as found"
