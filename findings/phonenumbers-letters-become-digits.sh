#!/usr/bin/env bash
# phonenumbers 9.0.43: three or more letters anywhere in a number are read as keypad digits, whatever they are meant as.
#
# Guessed: only a vanity number ("1-800-FLOWERS") is read so; words beside a number ("day", "cell") are an error or ignored,
# and the letter O in the place of a zero is refused.
# It did: "324-0182 day" becomes +13240182329 (three words' letters dialed as digits), and "904-555-O1OO" becomes
# +19045556166, which is_valid_number takes. A clinic that trusts it calls somebody else.
#
# Seen (2026-11-29):
#   324-0182 day -> +13240182329 False
#   904-555-O1OO -> +19045556166 True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PY'
import phonenumbers as p

def read(text):
    number = p.parse(text, "US")
    return p.format_number(number, p.PhoneNumberFormat.E164), p.is_valid_number(number)

day, zero = read("324-0182 day"), read("904-555-O1OO")
print("324-0182 day ->", *day)
print("904-555-O1OO ->", *zero)
assert day[0] == "+13240182329", day
assert zero == ("+19045556166", True), zero
PY
echo "as found"
