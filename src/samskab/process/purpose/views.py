"""Pages of values and purpose: one to read, and one for each act."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samskab.kit import clock
from samskab.process.core.viewing import standing
from samskab.process.framing.answering import ActWords, Here, act_page, answer, arrive
from samskab.process.framing.forms import NothingForm, ReasonForm, StanceForm
from samskab.process.framing.reading import PER_PAGE
from samskab.process.purpose import rules, selectors, services
from samskab.process.purpose.forms import AnswerForm, BasicValueSkipForm, PurposeForm, ValueForm
from samskab.process.purpose.models import ValueStatement
from samskab.process.purpose.reading import purpose_page

PAGE = "purpose:page"


def _value(here: Here, public_id: UUID) -> ValueStatement:
    values = here.standing.process.values.select_related("party")
    found: ValueStatement = get_object_or_404(values, public_id=public_id)
    return found


@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    return render(
        request, "purpose/page.html", purpose_page(standing(request, slug), clock.now(), request.GET)
    )


@act_page
def state_value(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Hvad skal forløbet være tro mod?"),
        _("Det handler om det, vi gør sammen her. Ingen spørger til, hvad du tror på."),
        _("Læg værdien på bordet"),
        _("Jeres værdi ligger nu på bordet."),
    )
    return answer(
        here,
        words,
        ValueForm(request.POST if here.sends else None, initial={"basic": request.GET.get("basic", "")}),
        allowed=lambda: rules.require_speaker(process, actor),
        send=lambda given: services.state_value(
            process_id=process.pk, actor=actor, basic=given["basic"], text=given["text"], now=here.now
        ),
    )


@act_page
def share_value(request: HttpRequest, slug: str, value: UUID) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    found = _value(here, value)
    words = ActWords(
        _("Del den andens værdi"),
        _("Så har I sagt det samme, og det står kun ét sted."),
        _("Det mener vi også"),
        _("I deler nu værdien."),
    )
    return answer(
        here,
        words,
        NothingForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_share(process, actor, found.pk),
        send=lambda _given: services.share_value(
            process_id=process.pk, actor=actor, value_id=found.pk, now=here.now
        ),
        own=found,
    )


@act_page
def withdraw_value(request: HttpRequest, slug: str, value: UUID) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    found = _value(here, value)
    words = ActWords(
        _("Træk jeres værdi tilbage"),
        _("Den bliver stående som trukket tilbage."),
        _("Træk den tilbage"),
        _("Værdien er trukket tilbage."),
    )
    return answer(
        here,
        words,
        NothingForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_withdraw(process, actor, found.pk),
        send=lambda _given: services.withdraw_value(
            process_id=process.pk, actor=actor, value_id=found.pk, now=here.now
        ),
        own=found,
    )


@act_page
def skip_values(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Træd til side fra værdierne"),
        _("I behøver ikke sige noget. Skriv blot hvorfor, så ingen venter på jer."),
        _("Vi træder til side"),
        _("Nu venter ingen på jer her."),
    )
    return answer(
        here,
        words,
        ReasonForm(request.POST if here.sends else None),
        allowed=lambda: rules.require_may_skip(process, actor),
        send=lambda given: services.skip_values(
            process_id=process.pk, actor=actor, reason=given["reason"], now=here.now
        ),
    )


@act_page
def skip_basic_value(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    words = ActWords(
        _("Spring en grundværdi over"),
        _("Når ingen har sagt noget om en af de tre, skal grunden kunne læses."),
        _("Skriv grunden"),
        _("Grunden står nu på siden."),
    )
    return answer(
        here,
        words,
        BasicValueSkipForm(
            request.POST if here.sends else None, initial={"basic": request.GET.get("basic", "")}
        ),
        allowed=lambda: rules.require_merger(process, actor),
        send=lambda given: services.skip_basic_value(
            process_id=process.pk, actor=actor, basic=given["basic"], reason=given["reason"], now=here.now
        ),
    )


@act_page
def answer_question(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    asked = request.GET.get("spoergsmaal", "")
    before = process.question_answers.filter(party_id=seat.party_id, question=asked).first() if seat else None
    initial: dict[str, object] = {"question": asked}
    if before:
        initial |= {"text": before.text, "skipped": before.skipped}
    words = ActWords(
        _("Svar på et af de tre spørgsmål"),
        _("De stilles til alle forløb, så magt og tab er sagt, før nogen får en opgave."),
        _("Gem svaret"),
        _("Jeres svar står nu på siden."),
    )
    return answer(
        here,
        words,
        AnswerForm(request.POST if here.sends else None, initial=initial),
        allowed=lambda: rules.require_speaker(process, actor),
        send=lambda given: services.answer_question(
            process_id=process.pk,
            actor=actor,
            question=given["question"],
            text=given["text"],
            skipped=given["skipped"],
            now=here.now,
        ),
    )


@act_page
def draft_purpose(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor = here.standing.process, here.standing.actor
    latest = selectors.latest_purpose(process)
    words = ActWords(
        _("Skriv et udkast til formålet"),
        _("Én sætning, alle kan leve med. Det gamle udkast bliver stående, og alle svarer på ny."),
        _("Læg udkastet frem"),
        _("Udkastet er lagt frem. Nu siger alle parter, hvad de mener."),
    )
    return answer(
        here,
        words,
        PurposeForm(request.POST if here.sends else None, initial={"text": latest.text if latest else ""}),
        allowed=lambda: rules.require_drafter(process, actor),
        send=lambda given: services.draft_purpose(
            process_id=process.pk, actor=actor, text=given["text"], now=here.now
        ),
        shared=latest,
    )


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every draft with the stances it was given, newest first."""
    here = arrive(request, slug, PAGE)
    drafts = selectors.purpose_versions(here.standing.process)
    context = {
        "process": here.standing.process,
        "standing": here.standing,
        "now": here.now,
        "page": Paginator(drafts, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "purpose/versions.html", context)


@act_page
def give_stance(request: HttpRequest, slug: str) -> HttpResponse:
    here = arrive(request, slug, PAGE)
    process, actor, seat = here.standing.process, here.standing.actor, here.standing.seat
    latest = selectors.latest_purpose(process)
    before = latest.stances.filter(party_id=seat.party_id).first() if latest and seat else None
    initial = {"version": str(latest.public_id) if latest else ""}
    if before:
        initial |= {"stance": before.stance, "reason": before.reason}
    words = ActWords(
        _("Hvad mener I om formålet?"),
        _("Hver part har én holdning, uanset størrelse. I kan skifte mening, til næste trin åbner."),
        _("Sig det"),
        _("Jeres holdning står nu ved formålet."),
    )
    form = StanceForm(
        request.POST if here.sends else None, initial=initial, only_aside=bool(seat and seat.may_supply)
    )
    return answer(
        here,
        words,
        form,
        allowed=lambda: rules.require_may_stand(process, actor, latest.pk if latest else 0),
        send=lambda given: services.give_purpose_stance(
            process_id=process.pk,
            actor=actor,
            purpose_id=_draft_named(here, given["version"]),
            stance=given["stance"],
            reason=given["reason"],
            now=here.now,
        ),
        shared=latest,
    )


def _draft_named(here: Here, version: str) -> int:
    """The draft the reader had before them; 0 when there is none of that name."""
    try:
        public_id = UUID(version)
    except ValueError:
        return 0
    found = here.standing.process.purposes.filter(public_id=public_id).first()
    return found.pk if found else 0
