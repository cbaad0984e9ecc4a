"""The record lives at /registret/: a page to read, and four files to check it with."""

from django.urls import path

from samskab.ground.record import views

app_name = "record"
urlpatterns = [
    path("", views.log, name="log"),
    path("<int:seq>/", views.entry, name="entry"),
    path("record.jsonl", views.record_file, name="record_file"),
    path("checkpoint.txt", views.checkpoint_file, name="checkpoint_file"),
    path("key.txt", views.key_file, name="key_file"),
    path("verify.py", views.script_file, name="script_file"),
]
