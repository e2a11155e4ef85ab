"""Addresses outside the admin that replace Wagtail's own: where private pages and documents ask who is there."""

from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.documents.views import serve
from wagtail.views import authenticate_with_password

from core.accounts.limits import limit_shared_password
from core.web.middleware.methods import takes_forms

page_urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        takes_forms(never_cache(limit_shared_password(authenticate_with_password))),
        name="wagtailcore_authenticate_with_password",
    ),
    # One login: whatever leads to this second one is led on, and nothing is checked here.
    path(
        "_util/login/",
        never_cache(RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)),
        name="wagtailcore_login",
    ),
]
document_urlpatterns = [
    path(
        "authenticate_with_password/<int:restriction_id>/",
        takes_forms(never_cache(limit_shared_password(serve.authenticate_with_password))),
        name="wagtaildocs_authenticate_with_password",
    ),
]
