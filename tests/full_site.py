"""A site of realistic size: conditions, news, pictures, links, redirects, misses and history."""

import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.editorial.models.links import LinkState, OutsideLink
from core.seo.models import AuditReport, MissedAddress
from home.models import HomePage
from news.models import NewsArticlePage, NewsIndexPage
from search.models import QueryCount
from tests.pages import add_page, make_image
from therapy.models import ConditionIndexPage, ConditionPage


def fill_site(home: HomePage, pages: int) -> None:
    """Realistic content: conditions, news and plain pages, with pictures, links, history and misses."""
    image = make_image(shows_people=True, consent_from="Form 12", consent_on="2020-01-01", consent_until="2020-12-31")
    conditions, news = add_page(home, ConditionIndexPage, "Conditions"), add_page(home, NewsIndexPage, "News")
    for number in range(pages // 2):
        conditions.add_child(
            instance=ConditionPage(
                title=f"Condition {number}", slug=f"c-{number}", main_image=image, risks="<p>Nausea</p>"
            )
        )
    for number in range(pages - pages // 2 - 3):
        news.add_child(
            instance=NewsArticlePage(title=f"Story {number}", slug=f"s-{number}", kind="clinic", outlet="Us")
        )
    day = timezone.localdate()
    first = ConditionPage.objects.first()
    first.last_reviewed, first.next_review = day - datetime.timedelta(days=400), day - datetime.timedelta(days=1)
    first.save()
    finding = {"page_id": first.pk, "url": "/conditions/c-0/", "code": "title", "message": "The title is missing."}
    AuditReport.objects.create(site=home.get_site(), checked_at=timezone.now(), page_count=pages, findings=[finding])
    for number in range(60):
        state = LinkState.DEAD if number < 10 else LinkState.ALIVE
        link = OutsideLink.objects.create(url=f"https://example.com/{number}", state=state)
        QueryCount.objects.create(week=day, text=f"word {number}", searches=number + 1, results=number % 2)
        link.pages.set(Page.objects.filter(depth__gt=2)[number : number + 3])
        Redirect.objects.create(old_path=f"/old-{number}", redirect_page=home)
        MissedAddress.objects.create(site=home.get_site(), path=f"/missed-{number}/", last_seen=timezone.now())
    for page in Page.objects.filter(depth__gt=2)[:60]:
        page.specific.save_revision(user=get_user_model().objects.first(), log_action=True)
