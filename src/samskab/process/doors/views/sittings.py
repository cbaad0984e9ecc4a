"""A helper's desk, the words entered there, and the one step that undoes them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samskab.ground.people import services as people
from samskab.ground.people.actor import Actor
from samskab.ground.people.addresses import address_of
from samskab.ground.people.viewer import viewer_of
from samskab.ground.people.views import OWN_WORDS_KEY, SHOWN_ONCE_KEY, holder_of_seen_words
from samskab.kit import clock
from samskab.kit.act_page import SeeOther, in_a_line
from samskab.kit.errors import Invalid, Refusal
from samskab.kit.refusals import explain
from samskab.process.core.act_page import ActPage
from samskab.process.doors import rules, selectors, services
from samskab.process.doors.forms import BeginForm, HelperForm
from samskab.process.knowledge import rules as words

READ_ALOUD = "doors.read_aloud"


@require_http_methods(["GET", "POST"])
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Begin with one person; end with a receipt."""
    actor, now = viewer_of(request).actor(), clock.now()
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        with people.a_try(door="code", address=address_of(request), now=now) if code else nullcontext():
            services.begin_sitting(actor=actor, now=now, **form.cleaned_data)
        return redirect("doors:desk")
    closed = None
    try:
        rules.require_helper(actor)
    except Refusal as refusal:
        closed = explain(refusal)
    helper = actor.participant_id or 0
    context = {
        "form": form,
        "closed": closed,
        "now": now,
        "sitting": None if closed else selectors.sitting_of(helper),
        "helped": selectors.helped_today(helper, now),
        "quota": selectors.quota_of(helper),
        "processes": selectors.gathering(),
    }
    return render(request, "doors/desk.html", context, status=422 if form.is_bound else 200)


@require_POST
@never_cache
def close(request: HttpRequest) -> HttpResponse:
    """The receipt, to print or read aloud."""
    code = services.close_sitting(actor=viewer_of(request).actor(), now=clock.now())
    if not code:
        messages.success(request, _("I er færdige. Personen bruger sine egne fire ord."))
        return redirect("doors:desk")
    request.session[SHOWN_ONCE_KEY] = code
    return redirect("people:receipt")


class EnterForAnother(ActPage):
    """Written, then read aloud exactly as it will stand, then confirmed. What was read is what is kept: it
    travels sealed, so that nobody changes it on the way.
    """

    form_class = HelperForm
    template_name = "doors/enter.html"
    title = gettext_lazy("Skriv for en anden")
    lead = gettext_lazy("Skriv det, personen siger. Bagefter læser du det højt.")
    button = gettext_lazy("Videre: læs det højt")

    def may(self) -> object:
        return rules.require_may_help(self.standing.process, self.actor(), read_back=True, now=self.now)

    def actor(self) -> Actor:
        return self.standing.viewer.actor()

    def room_url(self) -> str:
        return reverse("knowledge:page", args=[self.slug])

    def _seal(self) -> str:
        return f"{READ_ALOUD}.{self.standing.process.pk}.{self.may_sitting()}"

    def may_sitting(self) -> int:
        sitting = selectors.sitting_of(self.actor().participant_id)
        return sitting.pk if sitting else 0

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "sealed" in request.POST:
            return self._sealed(request.POST["sealed"], change="change" in request.POST)
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.may()
            given = form.cleaned_data
            given["text"] = words.require_words(given["text"])
            given["role"] = words.require_role_words(given["role"])
            given["original"] = words.optional_words(given["original"], field="original")
        except Invalid as refusal:
            form.add_error(None, in_a_line(refusal))
            return self.page(form, status=422)
        sealed = signing.dumps(given, salt=self._seal())
        context = {"process": self.standing.process, "standing": self.standing, "now": self.now}
        return render(request, "doors/read_aloud.html", {**context, "given": given, "sealed": sealed})

    def _sealed(self, sealed: str, *, change: bool) -> HttpResponse:
        self.may()
        try:
            given = signing.loads(sealed, salt=self._seal())
        except signing.BadSignature:
            return SeeOther(self.request.path)
        if change:
            return self.page(self.form_class(initial=given))
        services.enter_for_another(
            process_id=self.standing.process.pk, actor=self.actor(), read_back=True, now=self.now, **given
        )
        messages.success(self.request, _("Ordene står på siden nu. De er personens egne."))
        return SeeOther(reverse("doors:desk"))


@require_POST
@never_cache
def undo(request: HttpRequest) -> HttpResponse:
    """One press: by who came in with words of their own, or by the words on the helper's receipt."""
    actor = viewer_of(request).actor()
    seen = holder_of_seen_words(request)
    if seen is not None:
        actor = Actor(participant_id=seen.pk)
    n_taken = services.undo_assisted(actor=actor, now=clock.now())
    said = ngettext(
        "Det er fortrudt. %(n)s udsagn er trukket tilbage.",
        "Det er fortrudt. %(n)s udsagn er trukket tilbage.",
        n_taken,
    )
    messages.success(request, said % {"n": n_taken})
    return redirect("people:own_words" if OWN_WORDS_KEY in request.session else "path:traces")
