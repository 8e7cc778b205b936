"""The settings: everything an operator may choose is a `KB_…` variable, read once, here.

The README's table lists them; a test compares it with this file.
"""

from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env, validate
from pythonjsonlogger.core import RESERVED_ATTRS

from kb.settings.secret import secret_key

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- what an operator may choose -----------------------------------------------------------------

KB_VAR = Path(env.str("KB_VAR", str(BASE_DIR / "var")))
KB_DEBUG = env.bool("KB_DEBUG", False)
KB_SITE_NAME = env.str("KB_SITE_NAME", "Pas à pas")
KB_HOST = env.str("KB_HOST", "127.0.0.1")
KB_PORT = env.int("KB_PORT", 8000)
KB_PUBLIC_URL = env.str("KB_PUBLIC_URL", f"http://localhost:{KB_PORT}")
KB_ALLOWED_HOSTS = env.list("KB_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
KB_SECRET_KEY = env.str("KB_SECRET_KEY", "") or secret_key(KB_VAR / "secret_key")
KB_BEHIND_PROXY = env.bool("KB_BEHIND_PROXY", False)
KB_DATABASE_URL = env.str("KB_DATABASE_URL", f"sqlite:///{KB_VAR / 'kb.sqlite3'}")
KB_BROKER_URL = env.str("KB_BROKER_URL", "filesystem://")
KB_LOG_LEVEL = env.str("KB_LOG_LEVEL", "INFO")

KB_UPLOAD_MAX_BYTES = env.int("KB_UPLOAD_MAX_BYTES", 8 * 1024**3)
KB_MEDIA_MAX_HOURS = env.float("KB_MEDIA_MAX_HOURS", 6.0)

KB_WHISPER_MODEL = env.str("KB_WHISPER_MODEL", "base")
KB_WHISPER_DEVICE = env.str("KB_WHISPER_DEVICE", "cpu")
KB_WHISPER_COMPUTE_TYPE = env.str("KB_WHISPER_COMPUTE_TYPE", "int8")
KB_WHISPER_BEAM_SIZE = env.int("KB_WHISPER_BEAM_SIZE", 5)
KB_WHISPER_LANGUAGE = env.str("KB_WHISPER_LANGUAGE", "fr")
KB_WHISPER_PROMPT = env.str("KB_WHISPER_PROMPT", "")
KB_WHISPER_THREADS = env.int("KB_WHISPER_THREADS", 0)
KB_VOCABULARY = Path(env.str("KB_VOCABULARY", str(KB_VAR / "vocabulary.fr.txt")))

KB_REWORD_URL = env.str("KB_REWORD_URL", "")
KB_REWORD_MODEL = env.str("KB_REWORD_MODEL", "")
KB_REWORD_KEY = env.str("KB_REWORD_KEY", "")
KB_REWORD_SECONDS = env.float("KB_REWORD_SECONDS", 60)

KB_STAGE_LEASE_SECONDS = env.float("KB_STAGE_LEASE_SECONDS", 60)
KB_STAGE_MAX_ATTEMPTS = env.int("KB_STAGE_MAX_ATTEMPTS", 5)
KB_STAGE_BACKOFF_SECONDS = env.float("KB_STAGE_BACKOFF_SECONDS", 15)
KB_SWEEP_SECONDS = env.float("KB_SWEEP_SECONDS", 20)
KB_RETENTION_DAYS = env.int("KB_RETENTION_DAYS", 30)
KB_DISK_RESERVE_BYTES = env.int("KB_DISK_RESERVE_BYTES", 200 * 1024**2)

KB_SEARCH_INDEX = env.str(
    "KB_SEARCH_INDEX", "embedded", validate=validate.OneOf(["embedded", "elastic"])
)
KB_ELASTICSEARCH_URL = env.str("KB_ELASTICSEARCH_URL", "http://localhost:9200")
KB_ELASTICSEARCH_PREFIX = env.str("KB_ELASTICSEARCH_PREFIX", "pas-a-pas")
KB_SEARCH_ORIGINS = env.list("KB_SEARCH_ORIGINS", [])

KB_LIVE_PORT = env.int("KB_LIVE_PORT", 8001)
KB_LIVE_URL = env.str("KB_LIVE_URL", f"http://localhost:{KB_LIVE_PORT}")
KB_LIVE_PUBLIC_ADDRESS = env.str("KB_LIVE_PUBLIC_ADDRESS", "")
KB_LIVE_GRACE_SECONDS = env.float("KB_LIVE_GRACE_SECONDS", 60)
KB_LIVE_MAX_HOURS = env.float("KB_LIVE_MAX_HOURS", 3.0)
KB_LIVE_TURN_URL = env.str("KB_LIVE_TURN_URL", "")
KB_LIVE_TURN_SECRET = env.str("KB_LIVE_TURN_SECRET", "")

# --- what follows from it ------------------------------------------------------------------------

KB_RECORDINGS_ROOT = KB_VAR / "recordings"
KB_PUBLIC_ROOT = KB_VAR / "public"
KB_UPLOADS_ROOT = KB_VAR / "uploads"
KB_MODELS_ROOT = KB_VAR / "models"
KB_LIVE_ROOT = KB_VAR / "live"

SECRET_KEY = KB_SECRET_KEY
DEBUG = KB_DEBUG
ALLOWED_HOSTS = KB_ALLOWED_HOSTS
ROOT_URLCONF = "kb.urls"
ASGI_APPLICATION = "kb.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "live",
    "kb.paths",
    "kb.search",
    "kb.tutorials",
    "kb.recordings",
    "kb",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "kb.middleware.CompressionMiddleware",
    "kb.middleware.PermissionsPolicyMiddleware",
    "kb.middleware.CacheMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kb.middleware.ChosenLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kb.context.site",
            ],
        },
    },
]

# --- database, broker, files ---------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("KB_DATABASE_URL", KB_DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Two processes write: wait for the lock instead of failing, and take it at once.
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        # What is deleted (a transcript after a withdrawal) is overwritten, not only forgotten.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA secure_delete=ON;",
    }

CELERY_BROKER_URL = KB_BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# A request does not wait for a broker that is down: the sweep rings for it.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Whose process died waits for its lease to run out, not for Celery to be sure of the death.
CELERY_WORKER_LOST_WAIT = 0.2
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = "UTC"
# Nothing to remember: what is due is in the rows.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "kb.recordings.tasks.sweep",
        "schedule": KB_SWEEP_SECONDS,
        # A sweep that nobody came to do is done by the next one.
        "options": {"expires": KB_SWEEP_SECONDS},
    },
}
if KB_BROKER_URL.startswith("filesystem"):
    # One folder both ways: what one process puts in, the other takes out.
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(KB_VAR / "broker" / "messages"),
        "data_folder_out": str(KB_VAR / "broker" / "messages"),
        "control_folder": str(KB_VAR / "broker" / "control"),
        "polling_interval": 0.3,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}

STATIC_URL = "/static/"
STATIC_ROOT = KB_VAR / "static"
MEDIA_URL = "/documents-site/"
MEDIA_ROOT = KB_VAR / "wagtail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kb.static_storage.ModuleStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024**2

# --- language ------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = env.str("KB_TIME_ZONE", "Europe/Paris")
USE_TZ = True
USE_I18N = True

# --- people --------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "kb.accounts.locked"
AXES_RESET_ON_SUCCESS = True

# --- safety --------------------------------------------------------------------------------------

SECURE = KB_PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE and KB_BEHIND_PROXY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_TRUSTED_ORIGINS = [KB_PUBLIC_URL]
if KB_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Screen and microphone are for help sessions, on this site's own pages; nothing else is needed.
PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{feature}=(self)" for feature in ("camera", "display-capture", "microphone")),
        *(f"{feature}=()" for feature in ("geolocation", "payment", "usb")),
    ]
)

CONTENT_SECURITY_POLICY = {
    # Wagtail's admin writes styles and some scripts into its pages; it has its own, wider policy.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# --- Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = KB_SITE_NAME
WAGTAILADMIN_BASE_URL = KB_PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/compte/connexion/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# The site sends no letters: a forgotten password is the business of the person in charge.
WAGTAIL_PASSWORD_RESET_ENABLED = False
TAGGIT_TAGS_FROM_STRING = "kb.tutorials.models.skills.skills_from_string"
TAGGIT_STRING_FROM_TAGS = "kb.tutorials.models.skills.string_from_skills"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# --- logs: one JSON object a line, with the recording it is about ---------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"recording": {"()": "kb.logs.RecordingFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(recording)s %(stage)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            # A request is written with all that was asked: what somebody searched for is theirs.
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["recording"],
        }
    },
    "loggers": {
        # They write the titles of pages, and of drafts, into the log.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": KB_LOG_LEVEL},
}
