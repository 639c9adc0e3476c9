"""A strict Content-Security-Policy on every answer, and room for the long forms of authors."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)


AUTHORS = "/admin/courses/draft/"
LONGEST_FORM = 1024 * 1024  # bytes: a problem in a ramp's folder may have 256 kB, and a form encodes it
MOST_FIELDS = 5000


class ContentSecurityPolicy:
    """Django 6 brings one of its own; then this goes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        return response


class LongForms:
    """Reads the form of an author's page, which may be longer than what anybody else may send.

    Django asks its limits of the settings, which hold for everybody, and the first to ask for the form is the
    middleware against forgery: so this stands before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_form = request.content_type == "application/x-www-form-urlencoded"
        if request.method == "POST" and is_form and request.path_info.startswith(AUTHORS):
            request.POST = _form(request)  # type: ignore[assignment]  # mutable until here, as Django's own
            # Else the first to ask for files has the form read again, of which nothing is left.
            request._files = MultiValueDict()  # type: ignore[attr-defined]
        return self.get_response(request)


def _form(request: HttpRequest) -> QueryDict:
    sent = request.read(LONGEST_FORM + 1)
    if len(sent) > LONGEST_FORM:
        raise RequestDataTooBig(f"more than {LONGEST_FORM} bytes")
    form = QueryDict(mutable=True)
    try:
        fields = parse_qsl(
            sent.decode(), keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:  # not UTF-8 is one too
        raise TooManyFieldsSent(f"no form, or more than {MOST_FIELDS} fields") from error
    for name, value in fields:
        form.appendlist(name, value)
    form._mutable = False
    return form
