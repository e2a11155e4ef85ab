"""The clinic's site as it is first set up: words, pictures and the page tree, as plain Python data.

Every fact about the clinic comes from the clinic itself; every medical statement that can be checked carries a
reference from ``references.py``. What the clinic has not told (address, phone, hours, prices, names of boards) stays
empty here, and ``home.launch_checklist`` tells staff what is still to be filled in. ``load.py`` turns the data into
pages, once.
"""
