"""Public addresses of the appointments room."""

from django.urls import path

from . import views

app_name = "appointments"
urlpatterns = [
    path("request/", views.RequestAppointment.as_view(), name="request"),
    path("received/<str:receipt>/", views.received, name="received"),
    path("change/", views.ChangeRequest.as_view(), name="change"),
    path("changed/", views.changed, name="changed"),
    path("cancelled/", views.changed, {"cancelled": True}, name="cancelled"),
    path("challenge/", views.challenge, name="challenge"),
]
