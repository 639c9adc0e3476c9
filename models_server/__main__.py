"""`python -m models_server`: serves until SIGTERM or SIGINT, then ends what is in hand and exits with 0."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

_PATIENCE_S = 2.0  # for each thread, at the end


def main() -> None:
    # Before the imports that take seconds; also where a shell put us in the background with SIGINT ignored.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    from models_server.settings import SettingError, Settings

    try:
        settings = Settings.from_environment()
        import uvicorn

        from models_server.app import create_app

        app = create_app(settings)
    except SettingError as error:
        sys.exit(f"models_server: {error}")
    from models_server import connections, replies, stopping

    parts = app.state.parts
    parts.crowd.most = connections.raise_limit()
    config = uvicorn.Config(
        app,
        settings.host,
        settings.port,
        access_log=False,
        server_header=False,
        ws="none",  # an upgrade would take the connection out of our hands
        http=connections.protocol(parts.crowd),
        backlog=connections.BACKLOG,
        timeout_keep_alive=connections.KEEP_ALIVE_S,
    )
    server = stopping.Server(config, parts.stop, lambda: parts.language.break_off(replies.stopping()))
    try:
        server.run()
    except SystemExit as ended:
        _leave(ended.code)


def _leave(status: object) -> None:
    """All is written by now: a thread amid something long must not hold up the end."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(_PATIENCE_S)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)


def _stop(number: int, frame: FrameType | None) -> None:
    """uvicorn takes the signal while it serves and sends it on to this handler once it has stopped."""
    sys.exit(0)


if __name__ == "__main__":
    main()
