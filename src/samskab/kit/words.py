"""The fixed words of the house: what a code in the database is called on a page.

A code is one English (or op-ed) word and never shown; its words are found here in the reader's language.
Words shared by several rooms live here; a room with words of its own adds them with `register` when it loads.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_LABELS: dict[str, dict[str, Words]] = {
    "party_kind": {
        "municipal_unit": _("Kommunal enhed"),
        "statutory_council": _("Lovbestemt råd (fx ældreråd, handicapråd)"),
        "association": _("Forening"),
        "informal_group": _("Uorganiseret borgergruppe"),
        "housing_org": _("Boligorganisation / helhedsplan"),
        "company": _("Virksomhed"),
        "intermediary": _("Mellemled (fx frivilligcenter)"),
    },
    "basis": {
        "experience": _("Det har jeg selv oplevet"),
        "professional": _("Det ved jeg fra mit fag"),
        "practice": _("Det ved vi fra vores forening eller virksomhed"),
        "data": _("Det viser en opgørelse"),
    },
    "channel": {
        "web": _("Skrevet på siden"),
        "paper": _("Papirkort"),
        "phone": _("Ringet ind"),
        "meeting": _("Sagt på møde"),
        "visit": _("Sagt hjemme eller ved døren"),
        "helper": _("Indtastet af en hjælper og læst op igen"),
        "kiosk": _("Skærm på bibliotek eller i beboerhus"),
        "card": _("Papirkort, tastet ind af to"),
    },
    "stance": {
        "support": _("Støtter"),
        "live_with": _("Kan leve med"),
        "object": _("Indvending med grund"),
        "stand_aside": _("Træder til side"),
    },
    "side": {
        "civic": _("Civilsamfund"),
        "public": _("Kommunen"),
        "semi_public": _("Halvoffentlig"),
        "market": _("Virksomheder"),
    },
    "stage": {
        "called": _("Kaldt sammen"),
        "framing": _("Problemforståelse"),
        "purpose": _("Værdier og formål"),
        "knowledge": _("Viden"),
        "negotiation": _("Forhandling"),
        "agreement": _("Aftalt"),
        "action": _("I gang"),
        "followed_up": _("Fulgt op"),
    },
    "status": {
        "running": _("I gang"),
        "paused": _("På pause"),
        "stopped": _("Stoppet"),
        "declined_with_reason": _("Afvist med grund"),
        "split": _("Delt i flere"),
        "merged": _("Lagt sammen"),
    },
    "basic_value": {
        "demokrati": _("Demokrati"),
        "lighed": _("Lighed"),
        "faellesskab": _("Fællesskab"),
    },
    "question": {
        "who_decides": _("Hvem bestemmer?"),
        "who_wins_who_loses": _("Hvem vinder, og hvem mister?"),
        "who_gets_to_know_whom": _("Hvem kommer til at kende hinanden?"),
    },
    "degree": {"meets": _("Møder det"), "partly": _("Delvist"), "not": _("Ikke")},
    "requirement": {"law": _("Lov"), "safety": _("Sikkerhed"), "ethics": _("Etik")},
    "answer": {"yes": _("Ja"), "no": _("Nej"), "not_ours": _("Det er ikke os")},
    "statement_state": {
        "open": _("Står åbent"),
        "withdrawn": _("Trukket tilbage"),
        "hidden": _("Skjult med grund"),
    },
    "area_kind": {
        "village": _("Landsby"),
        "housing_area": _("Boligområde"),
        "town_block": _("Kvarter"),
        "town": _("By"),
        "countryside": _("Landområde"),
        "whole_municipality": _("Hele kommunen"),
    },
    "role": {
        "coordinator": _("Koordinator"),
        "councillor": _("Byrådspolitiker"),
        "facilitator": _("Mødeleder"),
        "helper": _("Hjælper"),
        "moderator": _("Moderator"),
        "administrator": _("Administrator"),
        "editor": _("Redaktør"),
    },
    "membership": {"member": _("Medlem"), "spokesperson": _("Talsperson")},
    "call_state": {
        "open": _("Åbent"),
        "joined": _("Andre er gået med"),
        "declined_with_reason": _("Afvist med grund"),
        "became_process": _("Blev til et forløb"),
    },
    "declared_type": {
        "styret": _("Styret: Kommunen har valgt mål og metode"),
        "ansvarliggoerende": _("Ansvarliggørende: Borgerne får ansvaret for en kendt opgave"),
        "faciliterende": _("Faciliterende: Åbent resultat, kommunen holder pennen"),
        "ligevaerdig": _("Ligeværdig: Åbent resultat, parterne bestemmer sammen"),
    },
    "influence_level": {
        "inform": _("Vi fortæller jer, hvad der sker"),
        "consult": _("Vi hører jer og svarer"),
        "involve": _("Jeres bidrag kan ses i løsningen"),
        "collaborate": _("Vi aftaler løsningen sammen"),
        "empower": _("I bestemmer selv"),
    },
    "municipal_role": {
        "initiativtager": _("Initiativtager"),
        "vaert": _("Vært"),
        "part": _("Part"),
        "myndighed": _("Myndighed"),
        "betaler": _("Betaler"),
        "leverandoer": _("Leverandør"),
    },
    "motive": {
        "demokrati": _("Demokratisk deltagelse"),
        "lighed": _("Lighed"),
        "kvalitet": _("Bedre kvalitet"),
        "oekonomi": _("Økonomi"),
    },
    "boundary_kind": {
        "law": _("Lov"),
        "budget": _("Budget"),
        "plan": _("Vedtaget plan"),
        "safety": _("Sikkerhed og fag"),
        "practice": _("Egen praksis"),
    },
    "boundary_status": {
        "stands": _("Står ved magt"),
        "changed": _("Ændret efter udfordring"),
        "opened": _("Åbnet for forhandling"),
        "moved_to_proposals": _("Flyttet til forslag"),
    },
    "reply_outcome": {
        "followed": _("Fulgt"),
        "partly_followed": _("Delvist fulgt"),
        "not_followed": _("Nej, fordi"),
        "passed_on": _("Sendt videre"),
        "watched": _("Følges i opfølgningen"),
    },
    "clause_heading": {
        "stoette": _("Støtte"),
        "omsorg": _("Omsorg"),
        "medvirken": _("Medvirken"),
        "vilkaar": _("Vilkår"),
    },
    "clause_gives": {
        "right": _("Giver en ret eller åbner noget"),
        "work": _("Giver nogen arbejde"),
        "term": _("Vilkår"),
    },
    "clause_covers": {
        "non_replacement": _("Erstatter ikke ansatte"),
        "exit": _("Hvornår man må holde op"),
        "review": _("Status"),
        "answer_duty": _("Svarpligt før udløb"),
        "public_resources": _("Hvad kommunen åbner"),
    },
    "performed_by": {
        "none": _("Ingen"),
        "staff": _("Ansatte"),
        "volunteer": _("Frivillige"),
        "joint": _("Ansatte og frivillige sammen"),
        "company": _("Virksomhed"),
    },
    "task_status": {
        "open": _("Åben"),
        "done": _("Gjort eller i drift"),
        "late": _("Forsinket"),
        "dropped": _("Opgivet"),
        "flagged": _("Markeret: flyttet arbejde"),
    },
    "resource_kind": {
        "place": _("Sted"),
        "staff_time": _("Ansattes tid"),
        "money": _("Penge"),
        "transport": _("Transport"),
        "time": _("Frivillig tid"),
        "skill": _("Kunnen"),
        "goods": _("Ting"),
    },
    "result_direction": {
        "good": _("Det virkede"),
        "good_uncertain": _("Ser godt ud, men usikkert"),
        "bad": _("Det virkede ikke"),
        "unknown": _("Det kan vi ikke sige"),
    },
    "access": {
        "transport": _("Kørsel"),
        "daytime": _("I dagtimerne"),
        "evening": _("Om aftenen"),
        "sunday": _("Søndag"),
        "hearing_loop_borrowed": _("Lånt teleslynge"),
        "respite_care": _("Afløsning for pårørende"),
        "interpreter_ar": _("Tolk, arabisk"),
        "interpreter_so": _("Tolk, somali"),
        "interpreter_uk": _("Tolk, ukrainsk"),
        "childcare": _("Børnepasning"),
        "food": _("Mad"),
        "step_free": _("Trinfrit"),
    },
    "theme": {
        "social": _("Socialt"),
        "sundhed": _("Sundhed"),
        "boern": _("Børn"),
        "skole": _("Skole"),
        "klima": _("Klima"),
        "miljoe": _("Miljø"),
        "byrum": _("Byrum"),
    },
    "consent_level": {
        "0": _("Kun mig og dem, jeg vælger"),
        "1": _("Mønstret må bruges, ikke fortællingen"),
        "2": _("En omskrevet fortælling, jeg har godkendt"),
        "3": _("Min egen fortælling"),
    },
}

# A sentence makes a good choice in a form and a bad tag: where the two differ, this is the tag.
_SHORT: dict[str, dict[str, Words]] = {
    "basis": {
        "experience": _("Fra erfaring"),
        "professional": _("Fra faget"),
        "practice": _("Fra praksis"),
        "data": _("Fra tal"),
    },
    "channel": {
        "helper": _("Skrevet af en hjælper"),
        "kiosk": _("Skærm i et hus"),
        "visit": _("Sagt ved et besøg"),
    },
    "stance": {"object": _("Indvending")},
    "party_kind": {
        "statutory_council": _("Lovbestemt råd"),
        "informal_group": _("Borgergruppe"),
        "housing_org": _("Boligorganisation"),
        "intermediary": _("Mellemled"),
    },
    "declared_type": {
        "styret": _("Styret"),
        "ansvarliggoerende": _("Ansvarliggørende"),
        "faciliterende": _("Faciliterende"),
        "ligevaerdig": _("Ligeværdig"),
    },
}


def register(kind: str, labels: Mapping[str, Words], short: Mapping[str, Words] | None = None) -> None:
    """Add a room's own words. A kind that exists may grow, but no code may get a second meaning."""
    for ours, theirs in ((_LABELS, labels), (_SHORT, short or {})):
        known = ours.setdefault(kind, {})
        twice = [code for code in theirs if code in known and known[code] is not theirs[code]]
        if twice:
            raise ValueError(f"{kind}: named twice: {sorted(twice)}")
        known.update(theirs)


def label(kind: str, code: object) -> str:
    """The full words for a code. An unknown code is a fault of the program: KeyError."""
    return str(_LABELS[kind][str(code)])


def short(kind: str, code: object) -> str:
    """The words for a tag: one to three words, else the full ones."""
    return str(_SHORT.get(kind, {}).get(str(code)) or label(kind, code))


def choices(kind: str) -> list[tuple[str, Words]]:
    """(code, words) in the house's order, for a form field or a model field."""
    return list(_LABELS[kind].items())


def kinds() -> frozenset[str]:
    return frozenset(_LABELS)
