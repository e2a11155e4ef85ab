"""Tags for the admin's screens for pictures."""

from pathlib import Path
from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_multi_form
from wagtail.images.views.multiple import CreateFromUploadedImageView as View
from wagtail.models import UploadedFile

register = template.Library()

# As many as somebody may have left behind and still want; older ones are not shown.
MOST_WAITING = 20


@register.simple_tag(takes_context=True)
def waiting_pictures(context: dict[str, Any]) -> list[dict[str, str]]:
    """The pictures that whoever asks has uploaded and not saved yet, newest first: name and form (one query)."""
    request, model = context["request"], get_image_model()
    form_class = get_image_multi_form(model)
    uploads = UploadedFile.objects.filter(
        for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=request.user
    ).order_by("-pk")[:MOST_WAITING]
    found = []
    for upload in uploads:
        name = Path(upload.file.name).name
        form = form_class(
            instance=model(title=Path(name).stem),
            prefix=f"{View.edit_upload_form_prefix}-{upload.pk}",
            user=request.user,
        )
        values = {
            View.context_upload_name: upload,
            "edit_action": reverse(View.edit_upload_url_name, args=[upload.pk]),
            "delete_action": reverse(View.delete_upload_url_name, args=[upload.pk]),
            "form": form,
        }
        found.append({"name": name, "form": render_to_string(View.edit_form_template_name, values, request)})
    return found
