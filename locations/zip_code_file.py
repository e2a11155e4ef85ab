"""The list of `zipcodes` as a file that is asked without being held in memory: 40 MB less in each process.

The library unpacks its whole list at the first question and keeps it. So a process of its own asks, once for each
version of the list, and ends. Knows nothing of Django: it must be small itself.
"""

import json
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

# Raised when the columns below change.
FORMAT = 1
COLUMNS = ("zip_code", "zip_code_type", "city", "state", "county", "lat", "long")
NAMES = ("acceptable_cities", "unacceptable_cities")


def file_name() -> str:
    """The name of the file for the list that is installed."""
    return f"zip-codes-{version('zipcodes')}-{FORMAT}.sqlite3"


def fill(database: sqlite3.Connection) -> None:
    """Write the whole list into an empty database, in the list's order."""
    import zipcodes  # noqa: PLC0415 - where the file is there, the library is not needed at all

    database.execute(
        "CREATE TABLE area (zip_code TEXT, zip_code_type TEXT, city TEXT, state TEXT, county TEXT, lat REAL, long REAL,"
        " acceptable_cities TEXT, unacceptable_cities TEXT)"
    )
    database.executemany(
        "INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            [*(row[column] for column in COLUMNS[:5]), float(row["lat"]), float(row["long"]), *map(json.dumps, names)]
            for row in zipcodes.list_all()
            for names in [[row[name] for name in NAMES]]
        ),
    )
    for column in ("zip_code", "state", "city", "lat"):
        database.execute(f"CREATE INDEX area_{column} ON area ({column})")
    database.commit()


def main(path: Path) -> None:
    """Make the file at `path`, which must not be there."""
    database = sqlite3.connect(path)
    # Half a file is thrown away; so nothing needs to be safe from a power cut before it is whole.
    database.execute("PRAGMA journal_mode=OFF")
    database.execute("PRAGMA synchronous=OFF")
    fill(database)
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
