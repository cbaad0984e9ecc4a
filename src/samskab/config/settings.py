"""The one settings file. Safe without any variable: SQLite in the data folder, debugging off, only this
machine let in.
"""

from __future__ import annotations

from samskab.config import brokers, env, static

DATA_FOLDER = env.data_folder()
SECRET_KEY = env.secret("SECRET_KEY", kept_in=DATA_FOLDER / "secret_key")
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "samskab.kit",
    "samskab.ground.record",
    "samskab.ground.places",
    "samskab.ground.people",
    "samskab.ground.rights",
    "samskab.ground.access",
    "samskab.ground.parties",
    "samskab.ground.dialogue",
    "samskab.process.core",
    "samskab.process.meetings",
    "samskab.process.calls",
    "samskab.process.framing",
    "samskab.process.purpose",
    "samskab.process.knowledge",
    "samskab.process.doors",
    "samskab.process.negotiation",
    "samskab.process.agreement",
    "samskab.process.action",
    "samskab.process.path",
    "samskab.commons.news",
    "samskab.commons.measures",
    "samskab.demo",
    "allauth",  # after the rooms, so that the pages and mails of people are found first
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
]

MIDDLEWARE = [
    "samskab.kit.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samskab.commons.news.one_click.OneClickSignOff",  # before cookies are read (decision 14)
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samskab.ground.access.middleware.WriteLimits",
    "samskab.kit.middleware.WholeForm",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samskab.ground.people.middleware.ViewerMiddleware",
    "samskab.ground.access.middleware.NetworkMiddleware",
    "samskab.kit.middleware.PlainAddress",
    "samskab.kit.middleware.Refusals",
]

ROOT_URLCONF = "samskab.config.urls"
WSGI_APPLICATION = "samskab.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "samskab.ground.people.context.viewer",
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": env.database(DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- language and time: Danish first, English complete too --
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

# -- people: a code by mail, never a password --
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SIGNUP_FORM_CLASS = "samskab.ground.people.forms.NameForm"
ACCOUNT_FORMS = {"request_login_code": "samskab.ground.people.login_form.LoginCodeForm"}
ACCOUNT_ADAPTER = "samskab.ground.people.adapter.AccountAdapter"

# -- a second factor for those who hold a key, and other doors than the mail --
MFA_ADAPTER = "samskab.ground.people.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    name: f"samskab.ground.people.factor_forms.{form}"
    for name, form in {
        "activate_totp": "AppForm",
        "add_webauthn": "PasskeyForm",
        "authenticate": "FactorCodeForm",
        "reauthenticate": "FactorCodeAgainForm",
        "login_webauthn": "PasskeyInForm",
        "authenticate_webauthn": "PasskeyStepForm",
        "reauthenticate_webauthn": "PasskeyAgainForm",
    }.items()
}
SECOND_FACTOR_KEY_FILE = DATA_FOLDER / "second_factor_key"
SOCIALACCOUNT_ADAPTER = "samskab.ground.people.broker_adapter.BrokerAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": brokers.configured()}}
SOCIALACCOUNT_LOGIN_ON_GET = SOCIALACCOUNT_EMAIL_REQUIRED = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # a broker's person has no e-mail here
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "path:front"
ACCOUNT_LOGOUT_REDIRECT_URL = "path:front"
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES", [])  # exact addresses; read by kit.client_address alone

# -- sessions and cookies: only the three that are needed --
# Rows, not a cache of one process: several workers must agree on who has signed out.
SESSION_ENGINE = (
    "django.contrib.sessions.backends.cached_db"
    if env.text("REDIS_URL")
    else "samskab.ground.people.sessions"
)
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = env.flag("HTTPS", default=False)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "samskab.kit.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.text("REDIS_URL")}
    if env.text("REDIS_URL")
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}
}

# -- mail: kept in a folder and readable in the browser until an SMTP server is named --
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = (
    env.secret("EMAIL_HOST_PASSWORD", kept_in=DATA_FOLDER / "email_password") if EMAIL_HOST else ""
)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20  # seconds; a mail server that says nothing holds neither the post nor somebody's page
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Samskab <samskab@localhost>")

# -- files --
STATIC_URL = "static/"
_GATHERED = DATA_FOLDER / static.FOLDER  # filled by `samskab up`; until then the rooms' own files are sent
STATIC_ROOT = _GATHERED if _GATHERED.is_dir() else None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_MAX_AGE = 3600

# -- forms: nobody sends megabytes or thousands of fields --
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
WRITE_LIMITS_TIMES = env.whole("WRITE_LIMITS_TIMES", 1)  # every limit of ground.access.limits, so many times
COUNTS_FILE = DATA_FOLDER / "counts"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# -- the house --
RECORD_KEY_FILE = DATA_FOLDER / "record_key"
RECORD_WITNESS = env.text("RECORD_WITNESS")
BACKUP_NOTE = DATA_FOLDER / "last_backup"
RECORD_ORIGIN = env.text("RECORD_ORIGIN", "samskab.localhost/record")
WAS_URL = env.text("WAS_URL")
CONTACT_TEXT = env.text("CONTACT_TEXT")
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
PUBLISHER = env.text("PUBLISHER")

SILENCED_SYSTEM_CHECKS = env.words("SILENCED_CHECKS", [])

# One road out for every line: `kit.quiet_log`. Django's own handlers would print, or mail, what it takes out.
_BY_THE_ROOT = {"handlers": [], "level": "INFO", "propagate": True}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "samskab.kit.quiet_log.QuietFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "loggers": {"django": _BY_THE_ROOT, "django.server": _BY_THE_ROOT},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
}
