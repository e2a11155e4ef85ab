"""`python -m tests.benchmarks.wordpress [POSTS]`: moves a generated export in; `... gigabyte` reads one of that size.

Prints, for 10,000 posts (or as many as are given): seconds, memory above the base, queries for each post, the same of
every thousand pages written on the way, a second run that finds nothing to do, and what visitors get at old addresses
before and after publishing. Nothing is kept.
"""

import gc
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

POSTS = 10_000
CATEGORIES = ("research", "visits", "team", "opening-hours")
WORDS = ("pain", "nerve", "visit", "ketamine", "clinic", "study", "people", "weeks", "treatment", "results", "rest")
PUBLISHED = 200


def paragraph(dice: random.Random, words: int = 60) -> str:
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def content(number: int, dice: random.Random) -> str:
    """The text of one post: every third of the classic editor, with links to others and a shortcode now and then."""
    from tests.home.wordpress.exports import SITE

    link = f'<a href="{SITE}/2020/01/post-{dice.randrange(1, number + 2)}/">another post</a>'
    texts = [paragraph(dice) for _ in range(dice.randrange(3, 12))]
    if number % 3 == 0:
        return "\n\n".join([*texts, link, "[contact-form-7 id='3']" if number % 30 == 0 else ""])
    blocks = [f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in (*texts, link)]
    heading = '<!-- wp:heading -->\n<h2 class="wp-block-heading">What we found</h2>\n<!-- /wp:heading -->'
    return "\n\n".join([blocks[0], heading, *blocks[1:]])


def items(posts: int, seed: int = 7) -> Iterator[str]:
    """So many posts, and a plain page for every tenth."""
    from tests.home.wordpress.exports import SITE, item

    dice = random.Random(seed)
    for number in range(1, posts + 1):
        category = dice.choice(CATEGORIES)
        yield item(
            number,
            f"Post {number}",
            content(number, dice),
            link=f"{SITE}/2020/01/post-{number}/",
            terms=(("category", category, category.title()),),
            meta={"_yoast_wpseo_title": "%%title%% %%sep%% %%sitename%%", "_edit_last": 1},
        )
        if number % 10 == 0:
            yield item(posts + number, f"Page {number}", paragraph(dice), kind="page", parent=posts + number - 10)


def write(path: Path, parts: Iterator[str]) -> Path:
    """Write an export of these items."""
    from tests.home.wordpress.exports import END, export

    with path.open("w", encoding="utf-8") as file:
        file.write(export().removesuffix(END))
        file.writelines(parts)
        file.write(END)
    return path


def megabytes() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(name: str, value: float, unit: str) -> None:
    print(f"{name:<60} {value:>12,.1f} {unit}", flush=True)


class Counted:
    """Counts queries without keeping their words, and says how each thousand pages went."""

    def __init__(self) -> None:
        self.count = 0
        self._written = 0
        self._before = (0, time.process_time())

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if sql.startswith('INSERT INTO "wordpress_importeditem"'):
            self._written += 1
            if self._written % 1000 == 0:
                self._say()
        return execute(sql, params, many, context)

    def _say(self) -> None:
        count, worked = self.count - self._before[0], time.process_time() - self._before[1]
        print(f"  {self._written:,} pages: {worked:.1f} s of processor, {count / 1000:.1f} queries a page", flush=True)
        self._before = (self.count, time.process_time())


def move(path: Path, name: str, posts: int) -> None:
    """One import, measured."""
    from django.core.management import call_command
    from django.db import connection

    counted, before, began, worked = Counted(), megabytes(), time.monotonic(), time.process_time()
    out = StringIO()
    with connection.execute_wrapper(counted):
        call_command("import_wordpress", str(path), verbosity=0, stdout=out)
    say(f"{name}: time", time.monotonic() - began, "s")
    say(f"{name}: processor's time for each post", (time.process_time() - worked) / posts * 1000, "ms")
    say(f"{name}: memory above the base", megabytes() - before, "MB")
    say(f"{name}: queries for each post", counted.count / posts, "")
    print(out.getvalue().strip())


def visit(name: str, paths: list[str]) -> None:
    """Ask for old addresses as a visitor, and count the answers."""
    from django.test import Client

    client = Client()
    began = time.monotonic()
    answers = Counter(client.get(path).status_code for path in paths)
    say(f"{name}: {dict(answers)}, each", (time.monotonic() - began) / len(paths) * 1000, "ms")


def read_a_gigabyte(folder: Path) -> None:
    """The two readings that an import makes, of a file of one gigabyte; nothing is written."""
    from home.wordpress.reader import Channel, read
    from home.wordpress.survey import survey
    from tests.home.wordpress.exports import item

    text = "words and more words " * 4000
    parts = (item(number, f"Post {number}", text) for number in range(1, 12_501))
    path = write(folder / "large.xml", parts)
    gc.collect()
    before, began = megabytes(), time.monotonic()
    with path.open("rb") as file:
        found = survey([file])
    with path.open("rb") as file:
        count = sum(1 for _item in read(file, Channel()))
    say(f"{path.stat().st_size / 1e6:,.0f} MB, {count:,} items: two readings", time.monotonic() - began, "s")
    say("their memory above the base", megabytes() - before, "MB")
    assert found.kinds["post"] == count
    path.unlink()


def main() -> None:
    """Measure, in a database of its own."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else str(POSTS)
    with tempfile.TemporaryDirectory(prefix="clinic-wordpress-") as name:
        folder = Path(name)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "site_cms.settings.test", "DATA_DIR": name}
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
        import django

        django.setup()
        from django.core.management import call_command
        from wagtail.models import Page

        call_command("migrate", verbosity=0)
        call_command("load_starter_content", verbosity=0)
        if wanted == "gigabyte":
            read_a_gigabyte(folder)
            return
        posts = int(wanted)
        path = write(folder / "posts.xml", items(posts))
        say(f"export of {posts:,} posts", path.stat().st_size / 1e6, "MB")
        move(path, "first run", posts)
        move(path, "second run", posts)
        numbers = random.Random(1).sample(range(1, posts + 1), min(PUBLISHED, posts))
        old = [f"/2020/01/post-{number}/" for number in numbers] + [f"/index.php?p={number}" for number in numbers]
        visit("old addresses before publishing", old)
        for page in Page.objects.filter(slug__in=[f"post-{number}" for number in numbers]).specific():
            page.get_latest_revision().publish()
        visit("old addresses after publishing", old)


if __name__ == "__main__":
    main()
