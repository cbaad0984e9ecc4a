"""Hvad ved I om mig? Every request asks anew who is asking, and no cache keeps the answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout as end_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samskab.ground.people.models import Participant
from samskab.ground.people.viewer import viewer_of
from samskab.ground.rights import rules, selectors, services
from samskab.ground.rights.forms import EraseForm, NewNameForm
from samskab.kit import clock
from samskab.kit.errors import Invalid
from samskab.kit.refusals import explain

ROWS_SHOWN = 5
LOOKS_PER_PAGE = 50
FILE_NAME = "hvad-ved-i-om-mig.json"


def _reader(request: HttpRequest) -> Participant:
    """Whose page it is: the one who asks, or a no."""
    viewer = viewer_of(request)
    rules.require_known(viewer.actor())
    assert viewer.participant is not None  # noqa: S101 # nosec B101 - asked above
    return viewer.participant


@require_GET
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Everything the register knows of, a few rows of each; somebody unknown is shown the doors."""
    viewer = viewer_of(request)
    if viewer.participant is None:
        return render(request, "rights/unknown.html")
    person = selectors.person_of(viewer.participant)
    looks = selectors.looks_at(viewer.participant.pk)
    context = {
        "known": list(selectors.known_about(person, most=ROWS_SHOWN)),
        "n_looks": looks.count(),
        "keeps_its_email": rules.keeps_its_email(viewer.actor()),
        "looks": [(look, *selectors.look_in_words(look)) for look in looks[:ROWS_SHOWN]],
    }
    return render(request, "rights/mine.html", context)


@require_GET
@never_cache
def printed(request: HttpRequest) -> HttpResponse:
    """All of it on paper."""
    person = selectors.person_of(_reader(request))
    context = {"known": selectors.known_about(person), "now": clock.now()}
    return render(request, "rights/printed.html", context)


@require_GET
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All of it as a file. Only to whoever is in now: there is no link that another could use."""
    participant = _reader(request)
    person = selectors.person_of(participant)
    parts = [
        {
            "part": known.part.model,
            "what": str(known.part.what),
            "purpose": str(known.part.purpose),
            "legal_basis": known.basis,
            "kept": str(known.part.keeps),
            "rows": [
                {cell.name: {"label": cell.label, "value": cell.plain} for cell in row} for row in known.rows
            ],
        }
        for known in selectors.known_about(person)
    ]
    response = JsonResponse(
        {"made_at": clock.now().isoformat(), "parts": parts}, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@require_GET
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Everybody who has looked, newest first."""
    found = Paginator(selectors.looks_at(_reader(request).pk), LOOKS_PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    rows = [(look, *selectors.look_in_words(look)) for look in page]
    return render(request, "rights/looks.html", {"page": page, "looks": rows})


@require_http_methods(["GET", "POST"])
@never_cache
def change_name(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    participant = _reader(request)
    name = participant.user.name if participant.user else ""
    form = NewNameForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        services.change_name(actor=viewer.actor(), name=form.cleaned_data["name"], now=clock.now())
        messages.success(request, _("Navnet er rettet."))
        return redirect("rights:mine")
    status = 422 if form.is_bound else 200
    return render(request, "rights/change_name.html", {"form": form}, status=status)


@require_GET
@never_cache
def before_erasing(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why, and what must be handed over first. Nothing is done here."""
    person = selectors.person_of(_reader(request))
    known = list(selectors.known_about(person, most=0))
    context = {
        "goes": [one for one in known if one.goes],
        "changes": [one for one in known if one.given_up and not one.goes],
        "stays": [one for one in known if one.kept],
        "first": [explain(refusal) for refusal in services.to_hand_over(person)],
    }
    return render(request, "rights/before_erasing.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """The second time of asking: two words by hand, and then it is done."""
    viewer = viewer_of(request)
    participant = _reader(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_person(
                actor=viewer.actor(),
                participant_id=participant.pk,
                said=form.cleaned_data["said"],
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_error("said", explain(refusal).step)
        else:
            end_login(request)
            response = redirect("rights:erased")
            response["Clear-Site-Data"] = '"cache", "storage"'  # drafts and pages kept in the browser
            return response
    status = 422 if form.is_bound else 200
    return render(request, "rights/erase.html", {"form": form}, status=status)


@require_GET
@never_cache
def erased(request: HttpRequest) -> HttpResponse:
    """Afterwards: said to whoever comes here, since nobody is known any more."""
    return render(request, "rights/erased.html")
