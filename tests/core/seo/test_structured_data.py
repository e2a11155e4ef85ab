"""The graph of each page type, with every field and with only the required ones, against the vocabulary."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from core.seo.structured_data.rendering import join_nodes, render_graph
from core.site.models import ClinicSettings
from home.models import ContentPage, HomePage
from locations.models import ClinicianPage, LocationIndexPage, LocationPage, OpeningPeriod
from locations.models.opening import HoursException
from news.models import NewsArticlePage, NewsIndexPage
from tests.pages import add_page, full_base_fields, full_body, make_home, make_image, make_reference
from therapy.models import ConditionIndexPage, ConditionPage, TherapyPage

from .vocabulary import problems_of, types_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_home()
    ClinicSettings.objects.update_or_create(
        site=page.get_site(),
        defaults={
            "name": "Branch Clinic",
            "tagline": "Care for pain in Florida",
            "phone": "+19045550123",
            "email": "front@example.com",
            "logo": make_image("Logo", (600, 600)),
            "social_profiles": [("profile", "https://example.com/branch-clinic")],
            "launched": True,
        },
    )
    return HomePage.objects.get(pk=page.pk)


def graph_of(client: Client, page: Page) -> list[dict[str, Any]]:
    """The page's nodes, read from its HTML and found without fault."""
    html = client.get(page.get_url()).content.decode()
    assert html.count("application/ld+json") == 1
    text = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    document = json.loads(text)
    assert problems_of(document) == []
    nodes: list[dict[str, Any]] = document["@graph"]
    return nodes


def one(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    [node] = [node for node in nodes if kind in types_of(node)]
    return node


def clinician(home: HomePage, **fields: Any) -> ClinicianPage:
    return add_page(
        home, ClinicianPage, "Dr. Nick Riviera", **{"job_title": "Physician", "credentials": "MD", **fields}
    )


class TestEveryPageType:
    @pytest.mark.parametrize(
        ("model", "needed"),
        [
            (ContentPage, {}),
            (TherapyPage, {}),
            (ConditionIndexPage, {}),
            (NewsIndexPage, {}),
            (LocationIndexPage, {}),
        ],
    )
    def test_below_home_with_nothing_and_with_everything(
        self, client: Client, home: HomePage, model: type[Page], needed: dict[str, Any]
    ) -> None:
        page = add_page(home, model, "A page", **needed)
        bare = one(graph_of(client, page), model.schema_page_type)
        assert bare["url"] == "http://localhost/a-page/"
        image, reference = make_image(), make_reference()
        fields: dict[str, Any] = {**full_base_fields(image), "body": full_body(image, reference, home)}
        if issubclass(model, ContentPage | TherapyPage):
            fields |= {
                "written_by": "Jo Writer",
                "reviewed_by": clinician(home),
                "last_reviewed": datetime.date(2026, 5, 1),
                "references": [("reference", reference)],
            }
        for name, value in fields.items():
            field = page._meta.get_field(name)
            setattr(page, name, field.to_python(json.dumps(value)) if name == "body" else value)
        page.full_clean()
        page.save_revision().publish()
        nodes = graph_of(client, model.objects.get(pk=page.pk))
        full = one(nodes, model.schema_page_type)
        assert full["primaryImageOfPage"]["@id"].startswith("http://localhost/media/")
        assert one(nodes, "FAQPage")["mainEntity"][0]["name"] == "Does it hurt?"
        if "last_reviewed" in fields:
            assert full["lastReviewed"] == "2026-05-01"
            assert full["author"]["name"] == "Jo Writer"
            person = next(node for node in nodes if node["@id"] == full["reviewedBy"]["@id"])
            assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Dr. Nick Riviera", "Physician")
            assert full["citation"][0]["identifier"] == "https://doi.org/10.1097/AAP.0000000000000808"

    def test_home(self, client: Client, home: HomePage) -> None:
        nodes = graph_of(client, home)
        clinic = one(nodes, "MedicalOrganization")
        assert clinic["@id"] == "http://localhost/#organization"
        assert clinic["telephone"] == "+19045550123"
        assert clinic["sameAs"] == ["https://example.com/branch-clinic"]
        assert clinic["logo"]["contentUrl"].startswith("http://localhost/media/")
        assert one(nodes, "WebSite")["publisher"] == {"@id": clinic["@id"]}

    def test_the_clinic_is_described_in_full_on_the_home_page_only(self, client: Client, home: HomePage) -> None:
        clinic = one(graph_of(client, add_page(home, ContentPage, "About")), "MedicalOrganization")
        assert set(clinic) == {"@type", "@id", "url", "name"}


class TestConditions:
    @pytest.fixture
    def index(self, home: HomePage) -> ConditionIndexPage:
        add_page(home, TherapyPage, "Ketamine therapy", slug="therapy")
        return add_page(home, ConditionIndexPage, "Conditions")

    @pytest.mark.parametrize(
        ("level", "claimed"),
        [("moderate", True), ("limited", False), ("very_limited", False), ("mixed", False), ("", False)],
    )
    def test_a_treatment_is_claimed_only_on_evidence(
        self, client: Client, index: ConditionIndexPage, level: str, claimed: bool
    ) -> None:
        page = add_page(index, ConditionPage, "CRPS", evidence_level=level, other_names="RSD\nCausalgia\n")
        nodes = graph_of(client, page)
        condition = one(nodes, "MedicalCondition")
        assert condition["alternateName"] == ["RSD", "Causalgia"]
        assert one(nodes, "MedicalWebPage")["about"] == {"@id": condition["@id"]}
        assert ("possibleTreatment" in condition) is claimed
        assert any(node["@type"] == "MedicalTherapy" for node in nodes) is claimed

    def test_related_conditions_do_not_drag_each_other_in(self, client: Client, index: ConditionIndexPage) -> None:
        first = add_page(index, ConditionPage, "CRPS")
        second = add_page(index, ConditionPage, "RSD", related_conditions=[("condition", first)])
        first.related_conditions = [("condition", second)]
        first.save_revision().publish()
        assert one(graph_of(client, first), "MedicalCondition")["name"] == "CRPS"

    def test_the_index_lists_live_conditions_in_order(self, client: Client, index: ConditionIndexPage) -> None:
        for title in ("Migraine", "CRPS"):
            add_page(index, ConditionPage, title)
        items = one(graph_of(client, index), "ItemList")["itemListElement"]
        assert [(item["position"], item["name"]) for item in items] == [(1, "Migraine"), (2, "CRPS")]


class TestPlaces:
    def place(self, home: HomePage, **fields: Any) -> LocationPage:
        index = add_page(home, LocationIndexPage, "Locations")
        return add_page(index, LocationPage, "Shelbyville", **fields)

    def test_only_a_complete_place_is_a_clinic(self, client: Client, home: HomePage) -> None:
        place = self.place(home, city="Shelbyville", phone="+19045550199")
        assert not [node for node in graph_of(client, place) if node["@type"] == "MedicalClinic"]
        place.street_address, place.postal_code = "742 Evergreen Terrace", "32256"
        place.hours = [
            OpeningPeriod(weekday=0, opens=datetime.time(8), closes=datetime.time(12)),
            OpeningPeriod(weekday=0, opens=datetime.time(13), closes=datetime.time(17)),
            OpeningPeriod(weekday=4, opens=datetime.time(22), closes=datetime.time(2)),
        ]
        place.exceptions = [
            HoursException(date_from=datetime.date(2030, 12, 25), date_to=datetime.date(2030, 12, 26), closed=True)
        ]
        place.save_revision().publish()
        place = LocationPage.objects.get(pk=place.pk)
        nodes = graph_of(client, place)
        clinic = one(nodes, "MedicalClinic")
        assert clinic["address"]["postalCode"] == "32256"
        assert clinic["branchOf"] == {"@id": "http://localhost/#organization"}
        assert len(clinic["openingHoursSpecification"]) >= 3
        assert clinic["specialOpeningHoursSpecification"]
        assert clinic["hasMap"].startswith("https://")
        assert one(nodes, "WebPage")["mainEntity"] == {"@id": clinic["@id"]}
        assert one(graph_of(client, home), "MedicalOrganization")["subOrganization"] == [{"@id": clinic["@id"]}]
        assert (
            one(graph_of(client, place.get_parent().specific), "ItemList")["itemListElement"][0]["name"]
            == "Shelbyville"
        )

    def test_a_clinician_is_a_person_with_qualifications(self, client: Client, home: HomePage) -> None:
        person = one(graph_of(client, clinician(home)), "Person")
        assert (person["name"], person["honorificSuffix"]) == ("Dr. Nick Riviera", "MD")


class TestNews:
    def test_coverage_keeps_its_own_publisher(self, client: Client, home: HomePage) -> None:
        index = add_page(home, NewsIndexPage, "News")
        page = add_page(
            index,
            NewsArticlePage,
            "A study finds something",
            kind="press",
            outlet="The Springfield Shopper",
            coverage_author="Kent Brockman",
            published_on=datetime.date(2026, 2, 1),
            source_url="https://example.com/story",
        )
        nodes = graph_of(client, page)
        [work] = one(nodes, "WebPage")["citation"]
        assert work["@type"] == "NewsArticle"
        assert (work["url"], work["publisher"]["name"]) == ("https://example.com/story", "The Springfield Shopper")
        assert (work["author"]["name"], work["datePublished"]) == ("Kent Brockman", "2026-02-01")
        assert not [node for node in nodes if node["@type"] == "NewsArticle"]

    def test_the_clinics_own_news_cites_nothing(self, client: Client, home: HomePage) -> None:
        index = add_page(home, NewsIndexPage, "News")
        page = add_page(index, NewsArticlePage, "We moved", kind="clinic", outlet="Branch Clinic")
        assert "citation" not in one(graph_of(client, page), "WebPage")


class TestBadInput:
    def test_a_deleted_reviewer_leaves_a_valid_page(self, client: Client, home: HomePage) -> None:
        doctor = clinician(home)
        page = add_page(home, TherapyPage, "Therapy", reviewed_by=doctor, last_reviewed=datetime.date(2026, 5, 1))
        assert "reviewedBy" in one(graph_of(client, page), "MedicalWebPage")
        doctor.unpublish()
        nodes = graph_of(client, page)
        person = one(nodes, "Person")
        assert "url" not in person
        doctor.delete()
        assert "reviewedBy" not in one(graph_of(client, page), "MedicalWebPage")

    def test_deleted_pictures_and_sources_leave_a_valid_page(self, client: Client, home: HomePage) -> None:
        image, reference = make_image(), make_reference()
        page = add_page(home, ContentPage, "About", main_image=image, references=[("reference", reference)])
        page.body = page._meta.get_field("body").to_python(json.dumps(full_body(image, reference, home)))
        page.save_revision().publish()
        assert [node for node in graph_of(client, page) if node["@type"] == "ImageObject"]
        image.delete()
        reference.delete()
        nodes = graph_of(client, ContentPage.objects.get(pk=page.pk))
        assert "citation" not in one(nodes, "WebPage")
        assert not [node for node in nodes if node["@type"] == "ImageObject"]

    @pytest.mark.parametrize("credit", ["", "Jo Photographer, CC BY 4.0"])
    def test_every_picture_says_whose_it_is(self, client: Client, home: HomePage, credit: str) -> None:
        """Google's image license metadata: at least one of creator, credit and copyright beside the address."""
        page = add_page(home, ContentPage, "About", main_image=make_image(credit=credit))
        nodes = graph_of(client, page)
        picture, clinic = one(nodes, "ImageObject"), one(nodes, "MedicalOrganization")
        whose = credit or clinic["name"]
        assert (picture["creditText"], picture["copyrightNotice"]) == (whose, whose)
        assert picture.get("creator") == (None if credit else {"@id": clinic["@id"]})

    def test_a_license_is_told_to_readers_and_search_engines(self, client: Client, home: HomePage) -> None:
        """Google's image license metadata: `license`, and `acquireLicensePage` for who wants another one."""
        terms, asking = "https://creativecommons.org/licenses/by/4.0/", "https://example.com/permissions"
        image = make_image(credit="Jo Photographer", license_url=terms, acquire_license_url=asking)
        block = {"type": "image", "value": {"image": {"image": image.pk, "alt_text": "A door", "decorative": False}}}
        page = add_page(home, ContentPage, "About", main_image=image, body=json.dumps([block]))
        pictures = [node for node in graph_of(client, page) if node["@type"] == "ImageObject"]
        assert pictures
        assert {(picture["license"], picture["acquireLicensePage"]) for picture in pictures} == {(terms, asking)}
        links = BeautifulSoup(client.get(page.get_url()).content, "html.parser").select("main a[rel~=license]")
        assert [(link["href"], link.get_text()) for link in links] == [(terms, "Jo Photographer")] * 2
        image.license_url = image.acquire_license_url = ""
        image.save()
        assert "icense" not in json.dumps(graph_of(client, page))

    def test_a_film_is_described_once_all_that_is_required_is_known(self, client: Client, home: HomePage) -> None:
        image = make_image()
        film = {"url": "https://vimeo.com/123456789", "title": "A visit", "poster": image.pk, "length_minutes": 3}
        page = add_page(home, ContentPage, "About", body=[{"type": "video", "value": film}])
        assert not [node for node in graph_of(client, page) if node["@type"] == "VideoObject"]
        film["uploaded_on"] = "2026-03-01"
        page.body = page._meta.get_field("body").to_python(json.dumps([{"type": "video", "value": film}]))
        page.save_revision().publish()
        video = one(graph_of(client, page), "VideoObject")
        assert video["duration"] == "PT3M"
        assert video["uploadDate"].startswith("2026-03-01T12:00:00")

    def test_nothing_in_the_data_ends_the_script(self) -> None:
        text = render_graph([{"@type": "Thing", "name": "</script><!-- & \u2028"}])
        assert not {"<", ">", "&", "\u2028"} & set(text)
        assert json.loads(text)["@graph"][0]["name"] == "</script><!-- & \u2028"


class TestJoining:
    def test_nodes_of_one_id_become_one_and_lists_are_joined(self) -> None:
        nodes = [{"@type": "Thing", "@id": "#a", "x": ["1"]}, {"@id": "#a", "x": ["1", "2"], "y": "new"}]
        assert join_nodes(nodes) == [{"@type": "Thing", "@id": "#a", "x": ["1", "2"], "y": "new"}]

    def test_references_to_nothing_are_dropped(self) -> None:
        nodes = [{"@type": "Thing", "@id": "#a", "b": {"@id": "#b"}, "c": [{"@id": "#c"}]}, {"@id": "#c", "x": "y"}]
        assert join_nodes(nodes) == [{"@type": "Thing", "@id": "#a"}]
