"""People. An account is one door among several: a participant needs no e-mail, no MitID and no name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from samskab.ground.places.models import Area
from samskab.kit.models import Public, one_of

_SESSION_SALT = "samskab.people.session"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **extra: Any) -> User:
        """A user who logs in by a code in the mail; a password is never set unless a command does."""
        user = self.model(email=self.normalize_email(email).lower() or None, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The name is what others see; it may be any name. With a broker it may have no e-mail."""

    email = models.EmailField(unique=True, null=True)  # noqa: DJ001 - null, so that many have none
    name = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_one_whatever_its_case")]

    def get_short_name(self) -> str:
        """What others see. Never the e-mail, not even a part of it."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of this account must still agree with: when the address changes, all of them
        end.
        """
        said = f"{self.password}\0{self.email or ''}"
        return salted_hmac(_SESSION_SALT, said, secret=secret, algorithm="sha256").hexdigest()


class Door(models.TextChoices):
    """How somebody came in. All are counted alike."""

    ACCOUNT = "account"
    CODE = "code"
    IMPORTED = "imported"


class Participant(Public):
    """A person who takes part. Known by an account, by a paper code, or only by a number in imported data."""

    door = models.CharField(max_length=10, choices=Door)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="participant"
    )
    code_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null, so that many have none
    code_given_at = models.DateTimeField(null=True)
    code_revoked_at = models.DateTimeField(null=True)
    code_seen = models.BooleanField(default=False)  # by a helper: it opens nothing until it is replaced
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField()
    verified = models.BooleanField(
        default=False
    )  # an authority has said who this is; what it said is not kept

    class Meta:
        constraints = [
            one_of("participant_door_is_known", "door", Door),
            models.CheckConstraint(
                condition=Q(code_hash__isnull=True) | Q(code_given_at__isnull=False),
                name="participant_code_has_a_date",
            ),
        ]


class Role(models.TextChoices):
    """Offices a person may hold beside being a participant; each closes other doors (DOMAIN.md 9)."""

    COORDINATOR = "coordinator"
    COUNCILLOR = "councillor"
    FACILITATOR = "facilitator"
    HELPER = "helper"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"


class RoleGrant(models.Model):
    """Who holds which office, from when to when. The history stays."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("role_grant_role_is_known", "role", Role),
            models.UniqueConstraint(
                fields=["participant", "role"],
                condition=Q(until__isnull=True),
                name="role_grant_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="role_grant_ends_after_it_begins",
            ),
        ]


class Attempt(models.Model):
    """A try at a door, so that codes cannot be guessed. The source is a keyed hash that changes every day."""

    door = models.CharField(max_length=20)
    source = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["door", "source", "at"], name="attempt_by_source")]


class WayIn(models.TextChoices):
    """By which door a session began."""

    MAIL = "mail"
    CODE = "code"
    PASSKEY = "passkey"
    MITID = "mitid"
    STAFF = "staff"
    DEMO = "demo"


class LoginSession(models.Model):
    """Where somebody is logged in: enough to know one's own devices by, and no address.

    `device` is the kind of browser and machine in two words, never what the browser said of itself in full.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    way_in = models.CharField(max_length=10, choices=WayIn)
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [one_of("login_session_way_in_is_known", "way_in", WayIn)]
