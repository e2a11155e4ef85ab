"""Public addresses of the appointments room."""

from django.urls import path

from . import views

app_name = "appointments"
urlpatterns = [
    path("request/", views.RequestAppointment.as_view(), name="request"),
    path("received/<str:receipt>/", views.received, name="received"),
    path("challenge/", views.challenge, name="challenge"),
]
