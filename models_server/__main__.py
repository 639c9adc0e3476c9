"""`python -m models_server`: serves until SIGTERM or SIGINT, then ends what is in hand and exits with 0."""

from __future__ import annotations

import signal
import sys
from types import FrameType


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
    config = uvicorn.Config(
        app,
        settings.host,
        settings.port,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """A fit takes minutes: the end of the server, which waits for what is in hand, must not."""
            app.state.parts.fitting.close()
            super().handle_exit(sig, frame)

    Server(config).run()


def _stop(number: int, frame: FrameType | None) -> None:
    """uvicorn takes the signal while it serves and sends it on to this handler once it has stopped."""
    sys.exit(0)


if __name__ == "__main__":
    main()
