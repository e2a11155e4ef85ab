"""schema.org nodes of places and clinicians: complete, joined, or not there at all."""

import json
from datetime import date
from typing import Any

from django.test import Client

from core.site.models import ClinicSettings
from locations.models import ClinicianPage, HoursException, LocationPage, LocationService
from locations.structured_data import complete_places

from .conftest import url_of


def graph_of(page: Any) -> dict[str, dict[str, Any]]:
    """The page's nodes by `@id`, as printed: nodes that share an `@id` are one."""
    from core.seo.structured_data.rendering import render_graph

    return {node["@id"]: node for node in json.loads(render_graph(page.structured_data()))["@graph"]}


def nodes_of(page: Any, kind: str) -> list[dict[str, Any]]:
    """The nodes of a type."""
    return [
        node
        for node in graph_of(page).values()
        if kind == node.get("@type") or (isinstance(node.get("@type"), list) and kind in node["@type"])
    ]


def references(value: Any) -> list[str]:
    """Every `@id` that is only referred to."""
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    if not isinstance(value, dict):
        return []
    if set(value) == {"@id"}:
        return [value["@id"]]
    return [found for item in value.values() for found in references(item)]


class TestLocation:
    def test_a_complete_place_is_a_medical_clinic(
        self, full_location: LocationPage, named_clinic: ClinicSettings
    ) -> None:
        full_location.exceptions.add(HoursException(date_from=date(2099, 12, 25), note="Christmas"))
        full_location.save()
        page = LocationPage.objects.get(pk=full_location.pk)
        [node] = nodes_of(page, "MedicalClinic")
        assert node["@id"] == f"{page.full_url}#clinic"
        assert node["name"] == "Example Pain Clinic"
        assert node["telephone"] == "+19045550123"
        assert node["address"] == {
            "@type": "PostalAddress",
            "streetAddress": "742 Evergreen Terrace, Suite 5",
            "addressLocality": "Shelbyville",
            "addressRegion": "FL",
            "postalCode": "32256",
            "addressCountry": "US",
        }
        assert node["geo"] == {"@type": "GeoCoordinates", "latitude": 30.192345, "longitude": -81.554321}
        assert [(item["opens"], item["closes"]) for item in node["openingHoursSpecification"]] == [
            ("08:00", "12:00"),
            ("13:00", "17:00"),
        ]
        [holiday] = node["specialOpeningHoursSpecification"]
        assert (holiday["validFrom"], holiday["opens"], holiday["closes"]) == ("2099-12-25", "00:00", "00:00")
        [service] = node["availableService"]
        assert (service["@type"], service["name"]) == ("MedicalTherapy", "Ketamine therapy")
        for invented in ("isAcceptingNewPatients", "priceRange", "aggregateRating", "review"):
            assert invented not in node

    def test_it_is_the_main_entity_of_its_page_and_a_branch_of_the_clinic(
        self, full_location: LocationPage, named_clinic: ClinicSettings
    ) -> None:
        graph = graph_of(LocationPage.objects.get(pk=full_location.pk))
        [clinic] = [node for node in graph.values() if node["@type"] == "MedicalClinic"]
        [page] = [node for node in graph.values() if node["@type"] == "WebPage"]
        assert page["mainEntity"] == {"@id": clinic["@id"]}
        assert graph[clinic["branchOf"]["@id"]]["@type"] == "MedicalOrganization"
        assert set(references(list(graph.values()))) <= set(graph)

    def test_an_incomplete_place_makes_no_node(self, full_location: LocationPage, named_clinic: ClinicSettings) -> None:
        for field in ("street_address", "city", "postal_code"):
            page = LocationPage.objects.get(pk=full_location.pk)
            setattr(page, field, "")
            assert nodes_of(page, "MedicalClinic") == []
            assert "mainEntity" not in json.dumps(page.structured_data(), default=str)

    def test_a_clinic_without_a_name_makes_no_node(self, full_location: LocationPage) -> None:
        assert nodes_of(full_location, "MedicalClinic") == []

    def test_what_is_unknown_is_left_out(self, full_location: LocationPage, named_clinic: ClinicSettings) -> None:
        full_location.phone = full_location.fax = full_location.email = full_location.address_line_2 = ""
        full_location.latitude = full_location.longitude = None
        full_location.hours.set([])
        full_location.services.set([])
        full_location.save()
        [node] = nodes_of(LocationPage.objects.get(pk=full_location.pk), "MedicalClinic")
        for absent in ("telephone", "faxNumber", "email", "geo", "openingHoursSpecification", "availableService"):
            assert absent not in node
        assert node["address"]["streetAddress"] == "742 Evergreen Terrace"

    def test_an_extension_is_left_out_of_the_number(
        self, full_location: LocationPage, named_clinic: ClinicSettings
    ) -> None:
        full_location.phone = "+19045550123;ext=4"
        [node] = nodes_of(full_location, "MedicalClinic")
        assert node["telephone"] == "+19045550123"

    def test_only_therapies_are_services(
        self, full_location: LocationPage, named_clinic: ClinicSettings, location_index: Any
    ) -> None:
        full_location.services.add(LocationService(page=location_index))
        full_location.save()
        [node] = nodes_of(LocationPage.objects.get(pk=full_location.pk), "MedicalClinic")
        assert [service["name"] for service in node["availableService"]] == ["Ketamine therapy"]


class TestClinician:
    def test_with_a_complete_place_is_a_person_and_a_physician(
        self, clinician: ClinicianPage, named_clinic: ClinicSettings
    ) -> None:
        graph = graph_of(ClinicianPage.objects.get(pk=clinician.pk))
        [person] = nodes_of(clinician, "Person")
        assert person["@type"] == ["Person", "IndividualPhysician"]
        assert (person["name"], person["honorificPrefix"], person["honorificSuffix"]) == (
            "Dr. Nick Riviera",
            "Dr.",
            "MD",
        )
        assert person["usNPI"] == "1234567893"
        assert person["address"]["addressLocality"] == "Shelbyville"
        assert person["identifier"]["value"] == "ME00000"
        assert person["hasOccupation"]["qualifications"] == [
            "Board certified in Internal Medicine (American Board of Internal Medicine)",
            "Board certified in Interventional Pain Management",
        ]
        assert set(references(list(graph.values()))) <= set(graph)
        [page] = [node for node in graph.values() if node["@type"] == "ProfilePage"]
        assert page["mainEntity"] == {"@id": person["@id"]}

    def test_without_one_is_only_a_person(self, clinician: ClinicianPage) -> None:
        [person] = nodes_of(clinician, "Person")
        assert person["@type"] == "Person"
        for absent in ("usNPI", "practicesAt", "address"):
            assert absent not in person

    def test_a_name_alone_is_enough(self, location_index: Any) -> None:
        page = location_index.add_child(instance=ClinicianPage(title="Dr. Hibbert", slug="dr-hibbert"))
        [person] = nodes_of(page, "Person")
        assert set(person) <= {"@type", "@id", "name", "url", "worksFor", "description"}


def test_places_that_all_requests_share_stay_as_they_were_read(
    full_location: LocationPage, named_clinic: ClinicSettings, clinician: ClinicianPage
) -> None:
    """Each page brings its own site and settings; what one request writes on a place, another would show."""
    place = LocationPage.objects.get(pk=full_location.pk)
    [shown] = complete_places(clinician, [place])
    assert shown.clinic is clinician.clinic
    assert not {"site", "clinic"} & place.__dict__.keys()


def test_a_name_cannot_break_out_of_the_script(
    client: Client, full_location: LocationPage, named_clinic: ClinicSettings
) -> None:
    full_location.title = "</script><script>alert(1)</script>"
    full_location.street_address = '</script> "quoted" & <b>'
    full_location.save()
    content = client.get(url_of(full_location)).content.decode()
    assert "<script>alert(1)" not in content
