"""A site of many pages, for measuring: fast to build, with words as unevenly spread as in real prose."""

import random
from collections.abc import Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import Page

from home.models import ContentPage
from search.indexing import rebuild

TOPICS = [
    "nerve pain", "back pain", "migraine", "fibromyalgia", "shingles", "cancer pain", "arthritis", "sleep", "mood",
    "exercise", "opioids", "insurance", "safety", "ketamine", "injection", "infusion", "sciatica", "headache", "stress",
    "driving", "blood pressure", "nausea", "depression", "physical therapy", "diet", "pregnancy", "surgery", "studies",
]  # fmt: skip
COMMON = """
pain ketamine patients treatment may help doctor clinic visit study dose hours days weeks relief nerve chronic
medicine effects risk evidence results team care health body brain feel ask call safe monitored injection
"""
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi xo zu bra cle dri flo gru pla ste tri vo"


def rare_words(chance: random.Random, number: int) -> list[str]:
    """Return made-up words: the long tail of any vocabulary."""
    return ["".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 4))) for _each in range(number)]


def many_pages(home: Page, number: int, words: int = 250) -> None:
    """Put `number` live pages of about `words` words below a home page and index them."""
    chance = random.Random(2026)
    tail = rare_words(chance, 6000)
    weights = [1 / rank for rank in range(1, len(tail) + 1)]
    content_type = ContentType.objects.get_for_model(ContentPage)
    last = home.get_last_child()
    first_step = int(last.path[-4:], 36) + 1 if last else 1

    def pages() -> Iterator[Page]:
        for place in range(number):
            title = f"{chance.choice(TOPICS)} and {chance.choice(TOPICS)}: {chance.choice(tail)} {place}".capitalize()
            slug = slugify(title)
            path = home.path + Page._int2str(first_step + place).rjust(4, "0")
            yield Page(
                title=title, draft_title=title, slug=slug, path=path, depth=home.depth + 1, content_type=content_type,
                url_path=f"{home.url_path}{slug}/", live=True, locale=home.locale,
            )  # fmt: skip

    source = pages()
    while batch := list(islice(source, 500)):
        created = Page.objects.bulk_create(batch)
        for page in created:
            body = " ".join(
                [*chance.choices(COMMON.split(), k=words // 2), *chance.choices(tail, weights, k=words // 2)]
            )
            child = ContentPage(
                page_ptr_id=page.pk,
                introduction=f"{page.title}. {chance.choice(TOPICS)} {chance.choice(TOPICS)}.",
                body=[("text", f"<p>{body}</p>")],
            )
            child.__dict__.update({name: value for name, value in page.__dict__.items() if name != "_state"})
            child.save_base(raw=True)
    Page.objects.filter(pk=home.pk).update(numchild=number + home.get_children_count())
    rebuild()
