"""The first Spanish pages, as drafts: faithful translations of the English starter texts, with no fact added.

Nobody at the clinic has read them yet, and medical words need a clinician who reads Spanish: so `drafts.load` never
publishes them.
"""
