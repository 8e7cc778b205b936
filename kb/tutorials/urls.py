"""The addresses of tutorials."""

from django.urls import URLPattern

app_name = "tutorials"
urlpatterns: list[URLPattern] = []
