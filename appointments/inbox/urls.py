"""Addresses of the inbox, below the admin's."""

from django.urls import path

from . import day_sheet, oversight, steps, views

app_name = "appointments_inbox"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("bulk/", views.BulkView.as_view(), name="bulk"),
    path("export/", views.ExportView.as_view(), name="export"),
    path("notices/", oversight.NoticesView.as_view(), name="notices"),
    path("audit/", oversight.AuditLogView.as_view(), name="audit"),
    path("staff/", oversight.StaffView.as_view(), name="staff"),
    path("day/", day_sheet.DaySheetView.as_view(), name="day_sheet"),
    path("<uuid:pk>/", views.DetailView.as_view(), name="detail"),
    path("<uuid:pk>/update/", views.UpdateView.as_view(), name="update"),
    path("<uuid:pk>/wish-done/", views.WishDoneView.as_view(), name="wish_done"),
    path("<uuid:pk>/step/", steps.StepView.as_view(), name="step"),
    path("<uuid:pk>/note/", views.NoteView.as_view(), name="note"),
    path("<uuid:pk>/hand-over/", views.HandOverView.as_view(), name="hand_over"),
    path("<uuid:pk>/erase/", views.EraseView.as_view(), name="erase"),
]
