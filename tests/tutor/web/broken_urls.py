"""The addresses of Edgewise and one behind which something breaks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tutor.urls import urlpatterns as ours


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [*ours, path("broken", broken)]
