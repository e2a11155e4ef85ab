"""Films: every address that YouTube and Vimeo give out plays that very film, and none plays somebody else's."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.pages.blocks import VideoBlock
from core.pages.video_players import player_of
from home.models import ContentPage
from tests.pages import add_page, make_home

FILM = "dQw4w9WgXcQ"
YOUTUBE = f"https://www.youtube-nocookie.com/embed/{FILM}?autoplay=1"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"
UNLISTED = "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (f"https://www.youtube.com/watch?v={FILM}", YOUTUBE),
        (
            f"https://www.youtube.com/watch?app=desktop&v={FILM}&list=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs&index=2",
            YOUTUBE,
        ),
        (f"http://m.youtube.com/watch?v={FILM}&feature=youtu.be", YOUTUBE),
        (f"https://music.youtube.com/watch?v={FILM}&si=x", YOUTUBE),
        (f"https://youtu.be/{FILM}?si=abc", YOUTUBE),
        (f"https://www.youtube.com/shorts/{FILM}", YOUTUBE),
        (f"https://www.youtube.com/live/{FILM}?feature=share", YOUTUBE),
        (f"https://www.youtube.com/embed/{FILM}", YOUTUBE),
        (f"https://www.youtube-nocookie.com/embed/{FILM}?rel=0", YOUTUBE),
        (f"https://WWW.YouTube.com/watch?v={FILM}", YOUTUBE),
        (f"https://youtu.be/{FILM}?t=95", f"{YOUTUBE}&start=95"),
        (f"https://www.youtube.com/watch?v={FILM}&t=1m35s", f"{YOUTUBE}&start=95"),
        (f"https://www.youtube.com/watch?v={FILM}&t=1h2m3s", f"{YOUTUBE}&start=3723"),
        (f"https://www.youtube.com/watch?v={FILM}#t=95s", f"{YOUTUBE}&start=95"),
        (f"https://www.youtube.com/embed/{FILM}?start=95", f"{YOUTUBE}&start=95"),
        (f"https://www.youtube.com/live/{FILM}?t=1:35", f"{YOUTUBE}&start=95"),
        (f"https://www.youtube.com/watch?v={FILM}&t=soon", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://vimeo.com/76979871?share=copy", VIMEO),
        ("https://vimeo.com/channels/staffpicks/76979871", VIMEO),
        ("https://vimeo.com/groups/shortfilms/videos/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871", VIMEO),
        ("https://vimeo.com/76979871/8272103f6e", UNLISTED),
        ("https://vimeo.com/76979871/8272103f6e?share=copy", UNLISTED),
        ("https://vimeo.com/76979871?h=8272103f6e", UNLISTED),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e&badge=0", UNLISTED),
        ("https://vimeo.com/76979871#t=95s", f"{VIMEO}#t=95s"),
        ("https://vimeo.com/76979871/8272103f6e#t=1m35s", f"{UNLISTED}#t=95s"),
    ],
)
def test_the_address_of_a_film_plays_that_film(address: str, player: str) -> None:
    value = VideoBlock().clean(VideoBlock().to_python({"url": address, "title": "A visit"}))
    assert value.player_url == player
    assert value.provider == ("YouTube" if "youtu" in address.lower() else "Vimeo")


NO_FILM = [
    "https://www.youtube.com/playlist?list=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs",
    "https://www.youtube.com/embed/videoseries?list=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs",
    "https://www.youtube.com/embed/live_stream?channel=UCuAXFkgsw1L7xaCfnd5JJOw",
    "https://www.youtube.com/@clinic/live",
    "https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw?v=dQw4w9WgXcQ",
    "https://www.youtube.com/clip/UgkxQ2tUtCcWCXDZcxj3wJvZ0O1JpqRRxYRZ",
    "https://www.youtube.com/watch?v=short",
    f"https://www.youtube.com/watch?v={FILM}x",
    f"https://youtube.com.example/watch?v={FILM}",
    "https://vimeo.com/showcase/10076979",
    "https://vimeo.com/showcase/10076979/video/76979871",
    "https://vimeo.com/album/10076979",
    "https://vimeo.com/album/10076979/video/76979871",
    "https://vimeo.com/event/1007697",
    "https://vimeo.com/event/1007697/embed",
    "https://vimeo.com/ondemand/film/76979871",
    "https://vimeo.com/user76979871",
    "https://vimeo.com/manage/videos/76979871",
    "https://vimeo.com/76979871/settings",
    "https://vimeo.com/76979871?h=%22%3E",
    "https://player.vimeo.com/event/1007697/embed",
    "https://player.vimeo.com/76979871",
    "https://vimeo.com/video/76979871",
    "https://example.com/watch?v=dQw4w9WgXcQ",
    "ftp://vimeo.com/76979871",
]


@pytest.mark.parametrize("address", NO_FILM)
def test_what_is_no_single_film_has_no_player(address: str) -> None:
    assert player_of(address) is None


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://vimeo.com/showcase/10076979", "https://www.youtube.com/@clinic/live"])
def test_the_editor_refuses_what_cannot_be_played_where_it_is_typed(admin_client: Client, address: str) -> None:
    home = make_home()
    film = {
        "url": address,
        "title": "A visit",
        "poster": "",
        "length_minutes": "",
        "uploaded_on": "",
        "transcript": "null",
    }
    streams = {"body": streamfield([("video", film)]), "references": streamfield([])}
    posted = nested_form_data({"title": "Films", "slug": "films", **streams, "comments": inline_formset([])})
    answer = admin_client.post(f"/admin/pages/add/home/contentpage/{home.pk}/", posted)
    assert answer.status_code == 200
    assert not ContentPage.objects.exists()
    words = BeautifulSoup(answer.content, "html.parser").select_one("[data-block]")["data-w-block-arguments-value"]
    assert "copy the address of its page" in words
    assert address in words, "what was typed is gone"


@pytest.mark.django_db
def test_the_page_brings_the_player_of_an_unlisted_film(client: Client) -> None:
    film = {"url": "https://vimeo.com/76979871/8272103f6e#t=95s", "title": "A visit"}
    page = add_page(make_home(), ContentPage, "Films", body=[{"type": "video", "value": film}])
    button = BeautifulSoup(client.get(page.get_url()).content, "html.parser").select_one("[data-player]")
    assert button["data-player"] == f"{UNLISTED}#t=95s"
