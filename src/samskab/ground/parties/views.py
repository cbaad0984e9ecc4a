"""Pages of parties: found one, see one, tend one's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samskab.ground.parties import selectors, services
from samskab.ground.parties.forms import InvitationForm, MandateForm, PartyForm
from samskab.ground.parties.models import MembershipRole, Party
from samskab.ground.people.addresses import address_of
from samskab.ground.people.viewer import viewer_of
from samskab.ground.rights.services import note_looks
from samskab.kit import clock

MOST_DIGITS = 18  # a row number; Python and the database would choke on a page of digits


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Become a party in three fields."""
    form = PartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        party = services.found_party(
            actor=viewer_of(request).actor(),
            kind=given["kind"],
            name=given["name"],
            area_id=given["area"].pk,
            decides_by=given["decides_by"],
            size_told=given["size_told"],
            cvr=given["cvr"],
            now=clock.now(),
        )
        return redirect("parties:party", party.public_id)
    return render(request, "parties/found.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@never_cache
def party_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who a party is, in its own words; its members see how to tend it."""
    party = get_object_or_404(Party.objects.select_related("area"), public_id=public_id)
    participant = viewer_of(request).participant
    speaks = selectors.speaks_for(participant.pk if participant else None, party.pk)
    members = selectors.members(party, participant.pk) if speaks and participant else []
    note_looks(
        actor=viewer_of(request).actor(),
        office="spokesperson",
        owner_ids=[member.participant_id for member in members],
        what="members",
        now=clock.now(),
    )
    context = {
        "party": party,
        "mandate": selectors.mandate_of(party.pk),
        "voices": selectors.voices(party),
        "speaks": speaks,
        "belongs": selectors.belongs_to(participant.pk if participant else None, party.pk),
        "members": members,
        "form": MandateForm(),
        "invitation": request.session.pop(f"invitation_{party.pk}", ""),
    }
    return render(request, "parties/party.html", context)


@require_http_methods(["GET", "POST"])
def give_mandate(request: HttpRequest, public_id: str) -> HttpResponse:
    party = get_object_or_404(Party, public_id=public_id)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.give_mandate(
            actor=viewer_of(request).actor(party.pk), text=form.cleaned_data["text"], now=clock.now()
        )
        return redirect("parties:party", public_id)
    context = {"party": party, "form": form}
    return render(request, "parties/mandate.html", context, status=422 if form.is_bound else 200)


@require_POST
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """The words are shown on the party's page, once."""
    party = get_object_or_404(Party, public_id=public_id)
    role = request.POST.get("role") or MembershipRole.MEMBER
    _, code = services.invite_member(actor=viewer_of(request).actor(party.pk), role=role, now=clock.now())
    request.session[f"invitation_{party.pk}"] = code
    return redirect("parties:party", public_id)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Use the four words a spokesperson gave."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = services.accept_invitation(
            actor=viewer_of(request).actor(),
            code=form.cleaned_data["code"],
            address=address_of(request),
            now=clock.now(),
        )
        return redirect("parties:party", membership.party.public_id)
    return render(request, "parties/join.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def rotate(request: HttpRequest, public_id: str) -> HttpResponse:
    party = get_object_or_404(Party, public_id=public_id)
    chosen = request.POST.get("membership", "")
    services.rotate_spokesperson(
        actor=viewer_of(request).actor(party.pk),
        membership_id=int(chosen) if chosen.isdecimal() and len(chosen) <= MOST_DIGITS else 0,
        speaks=request.POST.get("speaks") == "yes",
        now=clock.now(),
    )
    return redirect("parties:party", public_id)


@require_POST
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    party = get_object_or_404(Party, public_id=public_id)
    services.leave_party(actor=viewer_of(request).actor(party.pk), now=clock.now())
    return redirect("parties:party", public_id)
