"""Every setting, in one file; values come from the environment through three helpers that fail loudly."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
import structlog
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
RUN_DIR = BASE_DIR / ".run"


def env_text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; docs/configuration.md says what it is for.")
    return value


def env_flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return value in {"1", "true"}


def env_number(name: str, default: float) -> float:
    value = os.environ.get(name, str(default))
    try:
        return float(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r} is not a number.") from error


def _secret_key() -> str:
    if "SECRET_KEY" in os.environ:
        return os.environ["SECRET_KEY"]
    path = Path(env_text("EDGEWISE_SECRET_FILE", str(RUN_DIR / "secret")))
    if not path.exists():
        raise ImproperlyConfigured(f"Set SECRET_KEY, or let `make setup` write one to {path}.")
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = env_flag("DEBUG", False)
ALLOWED_HOSTS = env_text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env_text("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
CONTACT = env_text("CONTACT", "")
METRICS_TOKEN = env_text("METRICS_TOKEN", "")

INSTALLED_APPS = [
    "tutor.apps.DeskConfig",  # django.contrib.admin with the authors’ pages
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "django_htmx",
    "template_partials",
    "courses",
    "tutor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tutor.web.middleware.ContentSecurityPolicy",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer, so that lengths tell nothing of tokens
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tutor.web.middleware.LongForms",  # before the first that asks for the form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "tutor.urls"
ASGI_APPLICATION = "tutor.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Opening a connection costs as much as a turn's reading; with SQLite the last one that is closed also copies
# the whole write-ahead log. Kept by the thread of the conversations only (tutor/asgi.py).
DATABASE_KEPT_S = 60
DATABASES = {
    "default": dj_database_url.parse(
        env_text("DATABASE_URL", f"sqlite:///{RUN_DIR / 'edgewise.sqlite3'}"),
        conn_max_age=DATABASE_KEPT_S,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that reads and then writes would fail, not wait, if it had to be promoted.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was accepted survives a power cut too, at one fsync a commit.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    # The default test database is in memory, which threads and processes cannot share.
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / f"test-{os.getpid()}.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_text("REDIS_URL", "redis://127.0.0.1:6379/0")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "tutor.chat.layer.PatientRedisLayer",
        # A read may wait 5 s for the next notice: a shorter (or redis-py's equal) timeout would cut it off.
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": 10}], "capacity": 1000},
    }
}

# One fit must end before the broker takes its job for lost and gives it to another worker.
FITTING_DEADLINE = env_number("FITTING_DEADLINE", 480)  # seconds that the fit of one course may take
NIGHTLY_HOUR = int(env_number("NIGHTLY_HOUR", 3))  # UTC
if not 0 <= NIGHTLY_HOUR <= 23:
    raise ImproperlyConfigured(f"NIGHTLY_HOUR={NIGHTLY_HOUR}: write an hour from 0 to 23.")
DECAY_MONTHS = env_number("DECAY_MONTHS", 6)  # who was not here for longer is left as they were

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is done again; every task is idempotent
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
# A broker that is down must cost the turn nothing: connect and publish once, fail fast; the sweep catches up.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 10,
    "max_retries": 0,  # of a new connection: left alone, kombu tries for six seconds. The worker has its own
    "visibility_timeout": int(max(600, FITTING_DEADLINE + 120)),
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
PULSE_FILE = env_text("EDGEWISE_PULSE_FILE", "")  # touched every few seconds: `scripts.worker` looks at it
CELERY_BEAT_SCHEDULE = {
    "pulse": {"task": "tutor.tasks.pulse", "schedule": 4.0, "options": {"expires": 4.0}},
    "sweep-beliefs": {"task": "tutor.tasks.sweep_beliefs", "schedule": env_number("SWEEP_SECONDS", 60)},
    "sweep-imports": {"task": "tutor.tasks.sweep_imports", "schedule": env_number("SWEEP_SECONDS", 60)},
    "sweep-trials": {"task": "tutor.tasks.sweep_trials", "schedule": crontab(minute=20)},
    "decay-beliefs": {"task": "tutor.tasks.decay_beliefs", "schedule": crontab(hour=NIGHTLY_HOUR, minute=10)},
    "fit-courses": {"task": "tutor.tasks.fit_courses", "schedule": crontab(hour=NIGHTLY_HOUR, minute=40)},
}
CELERY_TIMEZONE = "UTC"

MODELS_URL = env_text("MODELS_URL", "http://127.0.0.1:8001")
MODELS_TOKEN = env_text("MODELS_TOKEN", "")  # where the model server wants one
MODELS_DEADLINE = env_number("MODELS_DEADLINE", 1.0)  # seconds the choice of a next problem may take
REWORDING = env_flag("REWORDING", False)  # whether a language model may put authored words otherwise
GRADING_WORKERS = int(env_number("GRADING_WORKERS", 2))
GRADING_DEADLINE = env_number("GRADING_DEADLINE", 2.0)  # seconds

AUTH_USER_MODEL = "tutor.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180  # a guest's place is kept half a year
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_flag("HTTPS", False)
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("HTTPS", False) else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files that authors bring in, until they are read and written; no address leads to them.
MEDIA_ROOT = env_text("UPLOADS_DIR", str(RUN_DIR / "uploads"))
FILE_UPLOAD_PERMISSIONS = 0o600
IMPORT_MAX_BYTES = int(env_number("IMPORT_MAX_MB", 300) * 1024 * 1024)
IMPORT_DEADLINE = env_number("IMPORT_DEADLINE", 3600)  # seconds that reading a file, or writing it, may take

STATIC_URL = "static/"
STATIC_ROOT = RUN_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedStaticFilesStorage"},
}
SERVESTATIC_USE_FINDERS = False  # `scripts.prepare` collects and compresses them before each start
SERVESTATIC_AUTOREFRESH = DEBUG

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {"httpx": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
