"""Dates and times as Americans write them: 12/20/2026 8:00 AM. Spanish has the same.

One way to show them, and every usual way to type them. The first of each list is how a field shows its value. Public
pages write the month's name, by a format of their own.
"""

from itertools import product

DATE_FORMAT = SHORT_DATE_FORMAT = "n/j/Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"

# Years of two digits are those from 1969 to 2068 (POSIX). What programs send comes last.
DATE_INPUT_FORMATS = ["%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%I:%M %p", "%I:%M%p", "%I %p", "%I%p", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [
    *(f"{date}{between}{time}" for date, between, time in product(DATE_INPUT_FORMATS, (" ", ", "), TIME_INPUT_FORMATS)),
    *DATE_INPUT_FORMATS,
]
