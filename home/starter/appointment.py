"""The page with the request form: the one thing that patients are asked to do."""

from home.starter.blocks import Block, text
from home.starter.markup import bullets

TITLE = "Request an appointment"
SEO_TITLE = "Request an appointment for ketamine therapy"
SEARCH_DESCRIPTION = (
    "Ask for an appointment in Jacksonville or at Middleburg / Orange Park, Florida. It takes a few minutes. "
    "Please send no medical details."
)
INTRODUCTION = (
    "Tell us how to reach you, where you want to be seen, and when you have time. It takes a few minutes. A "
    "member of our staff will contact you."
)
LISTING_SUMMARY = "Tell us how to reach you. It takes a few minutes."
BODY: list[Block] = [
    text(
        bullets(
            "Please do not send medical details. You can talk about them at your visit.",
            "A request does not bind you to anything.",
            "It is kept in encrypted form. Read more about [privacy](/privacy/).",
        ),
    ),
]
