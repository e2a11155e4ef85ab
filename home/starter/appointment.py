"""The page with the request form: the one thing that patients are asked to do."""

from home.starter.blocks import Block, text
from home.starter.markup import bullets, rich

TITLE = "Request an appointment"
SEO_TITLE = "Request an appointment for ketamine therapy"
SEARCH_DESCRIPTION = (
    "Ask for an appointment in Jacksonville or at Middleburg / Orange Park, Florida. It takes a few minutes. "
    "Please send no medical details."
)
INTRODUCTION = "Tell us how to reach you. It takes a few minutes."
LISTING_SUMMARY = "Tell us how to reach you. It takes a few minutes."
# People come for the form: it begins on the first screen of a phone.
BODY: list[Block] = [text("Please leave out medical details.")]
NEXT_STEPS = rich(
    bullets(
        "A member of our staff reads your request and contacts you to find a time.",
        "You are not booked until we have agreed on a time with you.",
    ),
)
