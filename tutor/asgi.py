"""What uvicorn serves: pages over HTTP, conversations over a websocket."""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutor.settings")
pages = get_asgi_application()

# Only after Django is set up may the consumers be imported.
from tutor.chat.routing import websocket_urlpatterns  # noqa: E402


async def http(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[Mapping[str, Any]]],
    send: Callable[[Mapping[str, Any]], Awaitable[None]],
) -> None:
    """A request has a thread of its own: the connection to the database that this has must end with it.

    Conversations share one thread, which keeps its connection (settings.DATABASE_KEPT_S).
    """
    async with ThreadSensitiveContext():
        try:
            await pages(scope, receive, send)
        finally:
            await sync_to_async(connections.close_all)()


application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
