"""The text that staff send to a patient: ready to copy or e-mail, in the patient's language, and nothing about health.

It names the clinic, the reference and the phone number to call: no name, no place, no date, no reason. E-mail is not
private, and what is answered by phone needs no more.
"""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from appointments.models import AppointmentRequest, Status
from core.site.models import ClinicSettings, ClinicSettingsTranslation
from core.web.languages import KNOWN, default
from core.web.phones import format_phone


class Answer(NamedTuple):
    """Subject and text of a message to a patient."""

    subject: str
    text: str

    def mailto(self, address: str) -> str:
        """The address that opens it in a mail program (RFC 6068); empty without an e-mail address."""
        query = urlencode({"subject": self.subject, "body": self.text.replace("\n", "\r\n")}, quote_via=quote)
        return f"mailto:{quote(address, safe='@')}?{query}" if address else ""


def answer_to(request: AppointmentRequest) -> Answer:
    """The answer that fits the status of a request."""
    with translation.override(KNOWN.get(request.language, default()).code):
        return _spoken(request)


def _spoken(request: AppointmentRequest) -> Answer:
    site = Site.objects.filter(is_default_site=True).first()
    clinic = ClinicSettingsTranslation.spoken(ClinicSettings.for_site(site), site) if site else ClinicSettings()
    phone = clinic.phone or (request.location.phone if request.location else "")
    reference = {"reference": request.reference}
    if request.status == Status.SCHEDULED:
        news = _("We have kept a time for your request %(reference)s, as agreed with you.") % reference
        ask = (
            _("To change it, please call us at %(number)s.")
            if phone
            else _("To change it, please answer this message.")
        )
    else:
        news = _("Thank you for your request %(reference)s. We would like to find a time with you.") % reference
        ask = (
            _("Please call us at %(number)s, or answer with a good time for us to call.")
            if phone
            else _("Please answer with a good time for us to call.")
        )
    private = _("Please do not reply with anything about your health: e-mail is not private.")
    parts = [_("Hello,"), f"{news} {ask % {'number': format_phone(phone)} if phone else ask}", private]
    return Answer(
        _("Your request %(reference)s") % reference,
        "\n\n".join([*parts, clinic.display_name]),
    )
