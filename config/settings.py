"""The one settings file: every choice that differs between installations is read from the environment and fails loudly."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# A demo installation holds invented people, known passwords and no secrets. Everything else must be told its secrets.
DEMO = env.bool("BACKSTAY_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = (
    env("SECRET_KEY", default="demo-only-key-that-protects-nothing-and-is-never-used-elsewhere")
    if DEMO
    else env("SECRET_KEY")
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEMO)

INSTALLED_APPS = [
    "clinic",
    "exercises",
    "programs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clinic.middleware.headers.HeadersMiddleware",
    "clinic.full_disk.FullDiskMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic.middleware.input.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "clinic.middleware.sessions.SessionClockMiddleware",
    "clinic.form_guards.HeldFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "clinic.form_guards.RepeatedFormMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clinic.middleware.sessions.WholePageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "clinic.middleware.doors.SecondFactorMiddleware",
    "clinic.middleware.doors.EmergencyAccessMiddleware",
    "clinic.middleware.accounting.AccountingMiddleware",
    "clinic.middleware.doors.ClinicScopeMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

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
                "clinic.context_processors.installation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'backstay.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Django's SQLite with a fair queue of writers. IMMEDIATE: two writers queue instead of failing half-way; WAL: readers
    # never wait; FULL: a commit survives a power cut; secure_delete: what is erased leaves no traces in the file.
    DATABASES["default"]["ENGINE"] = "config.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
else:
    # A pool in each process: WEB_WORKERS times max_size must stay below the server's max_connections.
    # TLS and its certificate go into DATABASE_URL (?sslmode=verify-full).
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 8, "timeout": 10}
    if env.bool("SERVING_PAGES", default=False):
        # One stuck request must not hold up everybody. Commands such as `migrate` may take their time.
        DATABASES["default"]["OPTIONS"]["options"] = (
            "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
        )
# Each action opens its own transaction; wrapping reads as well would serialise them on SQLite.
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in limits and one-time codes must hold over several worker processes, so they live in the database.
# A full cache throws out rows that still count: one for each visitor in a minute and each code used in five must fit.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "clinic.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "clinic.adapters.AccountAdapter"
MFA_ADAPTER = "clinic.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey is a second factor beside the password, or with a fingerprint or PIN both at once.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_FORMS = {
    "authenticate": "clinic.forms.sign_in.CodeForm",
    "authenticate_webauthn": "clinic.forms.sign_in.PasskeyCodeForm",
    "login_webauthn": "clinic.forms.sign_in.PasskeySignInForm",
    "reauthenticate": "clinic.forms.sign_in.ConfirmingCodeForm",
    "reauthenticate_webauthn": "clinic.forms.sign_in.ConfirmingPasskeyForm",
    "add_webauthn": "clinic.forms.sign_in.PasskeyForm",
    "edit_webauthn": "clinic.forms.sign_in.PasskeyNameForm",
}
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "Backstay"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Changing accounts, taking out or erasing a record asks who it is again when the last time is longer ago than this,
# in seconds. Issuing is done all day by people with eleven minutes for a patient: there it is hours.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ISSUE_REAUTHENTICATION_TIMEOUT = 60 * env.int("ISSUE_CONFIRM_MINUTES", default=120)
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
# Limits count browsers, not the proxy they come through.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
# The only letters are those to a clinic's managers about emergency access. Without a server nobody is written to.
EMAIL_URL = env("EMAIL_URL", default="")
SENDS_MAIL = bool(EMAIL_URL)
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="backstay@localhost")
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "clinic.passwords.GuessableHereValidator"},
    {"NAME": "clinic.passwords.LongestPasswordValidator"},
]

# Everything to the standard output; whoever runs the service keeps it. A demo on one's own machine shows plain words.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "clinic.logs.AllowedFieldsFormatter"},
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain" if DEMO or DEBUG else "json"}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "fontTools": {"level": "ERROR"},
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", default="UTC")
USE_I18N = True
# A language is offered once its catalogue is complete and has been read: half a page in another language can mislead.
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO or DEBUG
MEDIA_ROOT = BASE_DIR / "var" / "media"
# Where `backup` puts its files, where the list of erased records is kept, and where /readyz looks for the newest backup.
BACKUP_DIR = Path(env("BACKUP_DIR", default=str(BASE_DIR / "var" / "backups")))
# What stays free for signing in, for the log of who looked, and for the database's own work when the disk fills up.
DISK_RESERVE_MB = env.int("DISK_RESERVE_MB", default=200)
# Who watches over the server shows this to /readyz; without one the page does not exist.
READY_TOKEN = env("READY_TOKEN", default="")
# What one handout may take; a handout of sixteen weeks takes about five seconds.
RENDER_SECONDS = env.float("RENDER_SECONDS", default=30)
RENDER_MEMORY_MB = env.int("RENDER_MEMORY_MB", default=1024)
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "clinic.form_guards.refused_token"
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_IDLE_SECONDS = 60 * env.int("SESSION_IDLE_MINUTES", default=15)
SESSION_COOKIE_HTTPONLY = True
# The demo runs over plain http on the local machine; everything else is https only.
SECURE = not (DEMO or DEBUG)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=SECURE)
# The watch asks over plain http on the machine itself.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
# What the next page says may name a red flag or a record: it waits in the session on the server, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
