"""Whether this site has something at a path. Knows its addresses and static files, no course."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve


def exists(path: str) -> bool:
    """`path` begins with "/", e.g. "/static/img/scales.svg"."""
    static = f"/{settings.STATIC_URL.strip('/')}/"
    if path.startswith(static):
        return finders.find(path.removeprefix(static)) is not None
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
