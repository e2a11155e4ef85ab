"""Addresses of counting and of short addresses. None of them is a page, and none is cached."""

from django.urls import URLPattern, path, re_path

from core.analytics import views

urlpatterns: list[URLPattern] = [
    path("count/view", views.view, name="analytics_view"),
    re_path(r"^count/(?P<what>tel:|mailto:|directions)$", views.tap, name="analytics_tap"),
    re_path(r"^go/(?P<code>[a-z0-9-]{1,20})/?$", views.go, name="analytics_go"),
]
