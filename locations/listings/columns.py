"""The columns of Google's spreadsheet: as we write them, and every name that Google's own files have for them."""

from locations.hours.words import DAY_NAMES

#: From Sunday on, as Google's template has them, with the weekday from Monday = 0.
HOURS_COLUMNS = {f"{DAY_NAMES[weekday]} hours": weekday for weekday in (6, 0, 1, 2, 3, 4, 5)}

STORE_CODE = "Store code"
NAME = "Business name"
STREET = "Address line 1"
LINE_2 = "Address line 2"
MORE_LINES = ("Address line 3", "Address line 4", "Address line 5")
CITY = "Locality"
STATE = "Administrative area"
COUNTRY = "Country / Region"
POSTAL_CODE = "Postal code"
LATITUDE = "Latitude"
LONGITUDE = "Longitude"
PHONE = "Primary phone"
WEBSITE = "Website"
CATEGORY = "Primary category"
MORE_CATEGORIES = "Additional categories"
SPECIAL_HOURS = "Special hours"
OPENING_DATE = "Opening date"

WRITTEN = (
    *(STORE_CODE, NAME, STREET, LINE_2, CITY, STATE, COUNTRY, POSTAL_CODE, LATITUDE, LONGITUDE),
    *(PHONE, WEBSITE, CATEGORY, MORE_CATEGORIES, *HOURS_COLUMNS, SPECIAL_HOURS, OPENING_DATE),
)
READ = (*WRITTEN, *MORE_LINES)

# Google names columns in the language of the account: these are its British ones, and older ones.
_OTHER_NAMES = {
    "shopcode": STORE_CODE,
    "businesscode": STORE_CODE,
    "country": COUNTRY,
    "postcode": POSTAL_CODE,
    "zipcode": POSTAL_CODE,
    "town": CITY,
    "city": CITY,
    "state": STATE,
    "holidayhours": SPECIAL_HOURS,
}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


_BY_NAME = {**{_plain(name): name for name in READ}, **_OTHER_NAMES}


def column_of(heading: str) -> str | None:
    """The column that a heading in a file stands for; None for one that we do not read."""
    return _BY_NAME.get(_plain(heading))
