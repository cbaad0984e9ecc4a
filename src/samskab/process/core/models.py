"""The process and what all its stages lean on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samskab.ground.parties.models import Party, Side
from samskab.ground.people.models import Participant
from samskab.ground.places.models import Area
from samskab.kit.models import Public, at_most, filled, one_of
from samskab.kit.text import REASON_CHARS


class Stage(models.TextChoices):
    """The stages in their order. Each carries the name of the room where its work is done."""

    CALLED = "called"
    FRAMING = "framing"
    PURPOSE = "purpose"
    KNOWLEDGE = "knowledge"
    NEGOTIATION = "negotiation"
    AGREEMENT = "agreement"
    ACTION = "action"
    FOLLOWED_UP = "followed_up"


STAGE_ORDER: tuple[Stage, ...] = tuple(Stage)


class Status(models.TextChoices):
    """Beside the stages: whether the process runs."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DECLINED = "declined_with_reason"
    SPLIT = "split"
    MERGED = "merged"


class DeclaredType(models.TextChoices):
    """Ulrich's four types, declared at the start and held against what the data say."""

    STEERED = "styret"
    RESPONSIBILISING = "ansvarliggoerende"
    FACILITATING = "faciliterende"
    EQUAL = "ligevaerdig"


class Influence(models.TextChoices):
    """The promise to the public, IAP2's five levels; levels, not steps."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    EMPOWER = "empower"


class Process(Public):
    """One co-creation process in at least one area. Its title is the question in the parties' own words."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="processes")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.CALLED)
    status = models.CharField(max_length=24, choices=Status, default=Status.RUNNING)
    status_reason = models.CharField(max_length=900, blank=True)
    declared_type = models.CharField(max_length=20, choices=DeclaredType)
    promised_influence = models.CharField(max_length=12, choices=Influence)
    initiative_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    stage_since = models.DateTimeField()
    sensitive = models.BooleanField(default=False)

    class Meta:
        ordering = ["-stage_since", "-pk"]
        indexes = [
            models.Index(fields=["area", "-stage_since"], name="process_by_area"),
            models.Index(fields=["-stage_since", "-id"], name="process_by_movement"),
        ]
        constraints = [
            one_of("process_stage_is_known", "stage", Stage),
            one_of("process_status_is_known", "status", Status),
            one_of("process_declares_its_type", "declared_type", DeclaredType),
            one_of("process_promises_an_influence", "promised_influence", Influence),
            filled("process_has_a_title", "title", 160),
            models.CheckConstraint(
                condition=Q(status=Status.RUNNING) | Q(status_reason__length__gte=1),
                name="process_off_its_path_says_why",
            ),
        ]


class OpeningChecklist(models.Model):
    """G0 in rows: what can change, who decides, what is already decided, what is saved, who is hit outside.

    A process with the solution already chosen is not co-creation, so the row cannot say yes: not by any door.
    """

    process = models.OneToOneField(Process, on_delete=models.CASCADE, related_name="opening")
    solution_chosen = models.BooleanField(default=False)
    decision_taken = models.BooleanField(default=False)
    can_change = models.CharField(max_length=900)
    who_decides = models.CharField(max_length=900)
    saving_is_part = models.BooleanField()
    saving = models.CharField(max_length=900)
    money_hours = models.CharField(max_length=900)
    outside_affected = models.CharField(max_length=900)
    answered_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(solution_chosen=False, decision_taken=False),
                name="opening_has_no_solution_chosen",
            ),
            filled("opening_says_what_can_change", "can_change"),
            filled("opening_says_who_decides", "who_decides"),
            filled("opening_says_what_is_saved", "saving"),
            filled("opening_says_money_and_hours", "money_hours"),
            filled("opening_says_who_is_hit_outside", "outside_affected"),
        ]


class OpeningCorrection(models.Model):
    """A wrong answer to the opening checklist, put right in public. The first answer stays readable."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="corrections")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            filled("opening_correction_says_what_was_wrong", "text", least=REASON_CHARS),
            models.UniqueConstraint(fields=["process", "by"], name="opening_is_corrected_once_by_each_party"),
        ]


class Seat(Public):
    """A party at this table: one seat, one stance. The marks are of the process, not of the party for
    ever.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="seats")
    affected = models.BooleanField(default=False)
    paid_time = models.BooleanField(default=False)
    may_supply = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["process", "party"], name="seat_is_one_per_party")]


class Steward(models.Model):
    """Holds one of the two keys. One of each side at a time; who holds it may change, the key does not."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="stewards")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=Side)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=[Side.PUBLIC, Side.CIVIC]), name="steward_is_public_or_civic"
            ),
            models.UniqueConstraint(
                fields=["process", "side"], condition=Q(until__isnull=True), name="steward_is_one_per_side"
            ),
            models.UniqueConstraint(
                fields=["process", "participant"],
                condition=Q(until__isnull=True),
                name="steward_holds_one_key_only",
            ),
        ]


class Motive(models.TextChoices):
    DEMOCRACY = "demokrati"
    EQUALITY = "lighed"
    QUALITY = "kvalitet"
    ECONOMY = "oekonomi"


class PartyMotive(models.Model):
    """Why a party is here, ranked by itself; the evaluation reports on each motive."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="motives")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    first = models.CharField(max_length=12, choices=Motive)
    second = models.CharField(max_length=12, choices=Motive, blank=True)
    text = models.CharField(max_length=900, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "party"], name="party_motive_is_said_once"),
            one_of("party_motive_first_is_known", "first", Motive),
            models.CheckConstraint(
                condition=Q(second="") | Q(second__in=Motive.values), name="party_motive_second_is_known"
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="party_motive_ranks_two_different"),
        ]


class MunicipalRole(models.TextChoices):
    INITIATOR = "initiativtager"
    HOST = "vaert"
    PARTY = "part"
    AUTHORITY = "myndighed"
    FUNDER = "betaler"
    PROVIDER = "leverandoer"


class StageRole(models.Model):
    """In which role the municipality speaks in a stage: a municipal post without one is not shown."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="municipal_roles")
    stage = models.CharField(max_length=12, choices=Stage)
    role = models.CharField(max_length=16, choices=MunicipalRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "stage"], name="stage_role_is_one_per_stage"),
            one_of("stage_role_is_known", "role", MunicipalRole),
            one_of("stage_role_is_of_a_stage", "stage", Stage),
        ]


class BoundaryKind(models.TextChoices):
    LAW = "law"
    BUDGET = "budget"
    PLAN = "plan"
    SAFETY = "safety"
    PRACTICE = "practice"


class BoundaryStatus(models.TextChoices):
    STANDS = "stands"
    CHANGED = "changed"
    OPENED = "opened"
    MOVED = "moved_to_proposals"


class Boundary(Public):
    """What cannot be negotiated, with its reason and its ground. Anyone at the table may challenge it."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="boundaries")
    set_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=BoundaryKind)
    text = models.CharField(max_length=900)
    reason = models.CharField(max_length=900)
    ground = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=20, choices=BoundaryStatus, default=BoundaryStatus.STANDS)
    text_now = models.CharField(max_length=900, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["set_at", "pk"]
        constraints = [
            filled("boundary_says_what", "text"),
            filled("boundary_says_why", "reason"),
            one_of("boundary_kind_is_known", "kind", BoundaryKind),
            one_of("boundary_status_is_known", "status", BoundaryStatus),
            models.CheckConstraint(
                condition=~Q(kind=BoundaryKind.LAW) | Q(ground__length__gte=1),
                name="boundary_of_law_names_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(status=BoundaryStatus.STANDS) | Q(text_now__length__gte=1),
                name="boundary_changed_says_what_holds_now",
            ),
        ]


class Challenge(Public):
    """A party asks whether a boundary must stand. The clock runs from now; the answer is public."""

    boundary = models.ForeignKey(Boundary, on_delete=models.CASCADE, related_name="challenges")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=900)
    raised_at = models.DateTimeField()
    answer_due = models.DateTimeField()
    answer = models.CharField(max_length=900, blank=True)
    outcome = models.CharField(max_length=20, choices=BoundaryStatus, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            filled("challenge_says_why", "text"),
            models.UniqueConstraint(
                fields=["boundary"], condition=Q(answered_at__isnull=True), name="challenge_is_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answer__length__gte=1),
                name="challenge_answer_has_words_and_a_date",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=BoundaryStatus.values),
                name="challenge_outcome_is_known",
            ),
        ]


class MissingVoice(models.Model):
    """Who should be here and is not, and what was done about it. "Not asked" is an answer that stays."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="missing_voices")
    who = models.CharField(max_length=160)
    done = models.CharField(max_length=900, blank=True)
    told_by = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            filled("missing_voice_says_who", "who", 160),
            at_most("missing_voice_done_is_brief", "done"),
        ]


class EmergencyStop(models.Model):
    """An affected party stops the process, once. The civic key or the party's own opens it again, with a
    reason.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="emergency_stops")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=900)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.CharField(max_length=900, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "party"], name="emergency_stop_is_once_per_party"),
            filled("emergency_stop_has_a_reason", "reason", least=REASON_CHARS),
            at_most("emergency_stop_lift_is_brief", "lifted_reason"),
        ]
