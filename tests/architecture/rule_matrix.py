"""Who may do what, in which stages, and while paused: one hand-written row for every act of the house.

The table is read from DOMAIN.md 9, not from the code. `test_rule_matrix.py` tries every cell of it. Where
somebody on a payroll or in an office may and a citizen may not, the row says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from samskab.process.core.models import STAGE_ORDER, Stage
from tests.builders.cast import CITIZENS, ROLES

C, F, P, K, N, A, X, U = STAGE_ORDER
ALL = frozenset(STAGE_ORDER)
FROM_FRAMING, FROM_PURPOSE, FROM_TALKS = (frozenset(STAGE_ORDER[n:]) for n in (1, 2, 4))
ANSWERING = frozenset({K, N, A, X})
DRAFTING = frozenset({N, A})
PLANNING = frozenset({A, X})
AFTER = frozenset({X, U})


def only(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


EVERYBODY = frozenset(ROLES)
KNOWN = EVERYBODY - {"nobody"}
SEATED = frozenset({"residents", "association", "unit", "grocer", "supplier"})
FRAMERS = SEATED - {"supplier"}
VOTERS = KNOWN - {"councillor", "facilitator"}
KEYS = frozenset({"residents", "unit"})
PEN = KEYS | {"facilitator"}
NOBODY: frozenset[str] = frozenset()
UNIT, OF_THE_OFFICE = frozenset({"unit"}), frozenset({"helper"})
ADMINISTRATOR = frozenset({"administrator"})
EDITORS = frozenset({"editor"})

BY_PARTY = "A table seats parties: a citizen sits down with a group of their own, and no seat is refused."
BY_KEY = "Two keys, one of them civic: the municipality's steward cannot do it without a civic one beside it."
BY_NEUTRAL = "The shared text is merged by the neutral or by a steward of either side, and decides nothing."
PUBLIC_OWES = "The public side owes the answer, so only it can give it; a citizen is who it is given to."
OWN_WORDS = "One's own words: staff may only about what staff wrote, and so may every party about its own."
PUBLIC_WORK = "It is employees' work, so their side says it first; alone it opens nothing."
ITS_OWN_ROLE = "The municipality says in which role it speaks; nobody else can say it for it (op-ed, S5)."
PROFESSION = "Law, safety and ethics are a profession's duty to speak; it is answered by others, not decided."
POLITICS = "A politician was asked and answers in public; it gives no stance and changes no word."
TELLS_POLITICS = "It tells a decision made elsewhere; whoever was bound by it reads it with its reason."
NEUTRAL_ENDS = "Only who belongs to no party may write what came of a mediation."
TO_AN_ACCOUNT = "Words move to an account, so one must be logged in; a citizen makes one by e-mail."
OWN_ACCOUNT = (
    "A name and an e-mail are kept with an account only; who came in by a paper code has none to correct."
)
HAS_AN_ACCOUNT = "A broker's login hangs on an account; four words on paper open the door without any."
BY_ADDRESS = "Letters go to a proven address; without one the page for everybody asks, and there is paper."
ANSWERS_FOR_IT = "Somebody answers for what is published; a citizen raises calls, and replies when named."
NOT_THE_WRITER = "A second editor reads, so that nobody publishes alone; whoever is named may always reply."
HELPS = "The helper's hand writes the citizen's words after read-back; citizens write their own without it."
TENDS_DOORS = (
    "A door for a whole institution is opened by two administrators; what it opens is the same for all."
)


@dataclass(frozen=True)
class Row:
    """`paused` says whether it may be done while the process is paused; `stages` where it may be done at all.

    `house` marks what only the house's own commands do: refused to every reader, whatever the stage.
    `actorless` marks what no reader can call: it is part of another act.
    """

    who: frozenset[str]
    stages: frozenset[Stage] = ALL
    paused: bool = False
    reason: str = ""
    house: bool = False
    actorless: bool = False

    @property
    def is_uneven(self) -> bool:
        """Somebody paid or in office may, and not every citizen."""
        staff = self.who & {"unit", "councillor", "facilitator", "helper", "editor"}
        return bool(staff) and not self.who >= {*CITIZENS}


def party(
    stages: frozenset[Stage] = ALL,
    who: frozenset[str] = SEATED,
    reason: str = BY_PARTY,
    *,
    paused: bool = False,
) -> Row:
    return Row(who, stages, paused, reason)


def house() -> Row:
    return Row(NOBODY, house=True, paused=True)


def anytime(who: frozenset[str], reason: str = "") -> Row:
    """Of no process: its stages and its pauses do not matter."""
    return Row(who, ALL, True, reason)


MATRIX: dict[str, Row] = {
    # -- the ground
    "places.found_municipality": house(),
    "places.add_area": house(),
    "places.tell_indicator": house(),
    "places.found_holiday": house(),
    "people.found_account": house(),
    "people.grant_role": house(),
    "people.end_role": house(),
    "people.give_code": anytime(EVERYBODY),
    "people.replace_code": anytime(frozenset({"code_resident"})),
    "people.revoke_code": anytime(frozenset({"code_resident"})),
    "people.claim_code": anytime(KNOWN - {"code_resident"}, TO_AN_ACCOUNT),
    "access.propose_network": anytime(ADMINISTRATOR, TENDS_DOORS),
    "access.approve_network": anytime(ADMINISTRATOR, TENDS_DOORS),
    "access.pause_network": anytime(ADMINISTRATOR, TENDS_DOORS),
    "access.pause_own_network": anytime(EVERYBODY),
    "access.resume_network": anytime(ADMINISTRATOR, TENDS_DOORS),
    "access.end_network": anytime(ADMINISTRATOR, TENDS_DOORS),
    "access.note_use": anytime(NOBODY),  # needs an institution's network, and no role brings one
    "rights.change_name": anytime(KNOWN - {"code_resident"}, OWN_ACCOUNT),
    "rights.change_email": anytime(KNOWN - {"code_resident"}, OWN_ACCOUNT),
    "rights.erase_person": anytime(KNOWN),
    "people.end_session": anytime(KNOWN),
    "people.end_other_sessions": anytime(KNOWN),
    "people.unlink_broker": anytime(KNOWN - {"code_resident"}, HAS_AN_ACCOUNT),
    "parties.found_party": anytime(VOTERS),
    "parties.give_mandate": anytime(SEATED, BY_PARTY),
    "parties.invite_member": anytime(SEATED, BY_PARTY),
    "parties.rotate_spokesperson": anytime(SEATED, BY_PARTY),
    "parties.use_invitation": anytime(KNOWN),
    "parties.leave_party": anytime(SEATED | {"member"}, BY_PARTY),
    # -- dialogue: moderators sit at no table and are none of these roles; tests/ground/dialogue tries them
    "dialogue.write_comment": anytime(KNOWN),
    "dialogue.edit_comment": anytime(KNOWN),
    "dialogue.withdraw_comment": anytime(KNOWN),
    "dialogue.give_notice": anytime(EVERYBODY),
    "dialogue.decide_comment": anytime(NOBODY),
    "dialogue.release_comment": anytime(NOBODY),
    "dialogue.answer_decision": anytime(KNOWN),
    "dialogue.appeal_decision": anytime(KNOWN),
    "dialogue.decide_appeal": anytime(NOBODY),
    "dialogue.clear_hidden": house(),
    # -- calls
    "calls.raise_call": anytime(EVERYBODY),
    "calls.join_call": anytime(KNOWN),
    "calls.answer_call": anytime(UNIT, PUBLIC_OWES),
    "calls.decline_call": anytime(UNIT, PUBLIC_OWES),
    "calls.open_from_call": anytime(SEATED, BY_PARTY),
    # -- the table
    "core.open_process": anytime(SEATED, BY_PARTY),
    "core.take_seat": party(),
    "core.mark_seat": party(),
    "core.leave_table": party(paused=True),
    "core.appoint_steward": party(who=KEYS, reason=BY_KEY),
    "core.rank_motives": party(),
    "core.set_municipal_role": party(who=UNIT, reason=ITS_OWN_ROLE),
    "core.note_missing_voice": party(),
    "core.tell_missing_voice": party(),
    "core.set_boundary": party(),
    "core.challenge_boundary": party(),
    "core.answer_challenge": party(who=UNIT, reason=OWN_WORDS),
    "core.correct_opening": party(),
    "core.pause_process": party(who=KEYS, reason=BY_KEY),
    "core.mark_sensitive": party(who=KEYS, reason=BY_KEY),
    "core.resume_process": party(only(), KEYS, BY_KEY, paused=True),
    "core.stop_in_emergency": party(who=frozenset({"residents"})),
    "meetings.book_meeting": party(who=SEATED | {"facilitator"}),
    "meetings.count_attendance": party(who=SEATED | {"facilitator"}),
    # -- framing
    "framing.open_round": party(only(F), PEN, BY_NEUTRAL),
    "framing.extend_round": party(only(F), PEN, BY_NEUTRAL),
    "framing.reveal_round": party(only(F), PEN, BY_NEUTRAL),
    "framing.write_framing": party(only(F), FRAMERS),
    "framing.lock_framing": party(only(F), FRAMERS),
    "framing.withdraw_framing": party(FROM_FRAMING),
    "framing.write_shared_framing": party(only(F), PEN, BY_NEUTRAL),
    "framing.suggest_shared_change": party(only(F), FRAMERS),
    "framing.decline_shared_suggestion": party(only(F), PEN, BY_NEUTRAL),
    "framing.give_framing_stance": party(only(F)),
    # -- purpose
    "purpose.state_value": party(only(P), FRAMERS),
    "purpose.share_value": party(only(P), FRAMERS),
    "purpose.withdraw_value": party(FROM_PURPOSE),
    "purpose.skip_values": party(only(P)),
    "purpose.skip_basic_value": party(only(P), PEN, BY_NEUTRAL),
    "purpose.answer_question": party(only(P), FRAMERS),
    "purpose.draft_purpose": party(only(P), FRAMERS | {"facilitator"}),
    "purpose.give_purpose_stance": party(only(P)),
    # -- knowledge
    "knowledge.state_knowledge": Row(KNOWN, only(K)),
    "knowledge.correct_statement": Row(KNOWN, only(K)),
    "knowledge.withdraw_statement": Row(KNOWN, ALL, paused=True),
    "knowledge.cast_vote": Row(VOTERS, only(K)),
    "knowledge.confirm_trace": Row(KNOWN, ANSWERING),
    "knowledge.confirm_use": Row(KNOWN, ANSWERING),
    "knowledge.object_use": Row(KNOWN, ANSWERING),
    "knowledge.flag_plain_language": Row(KNOWN, ANSWERING),
    "knowledge.reply": party(ANSWERING, UNIT, PUBLIC_OWES),
    "knowledge.answer_conversation": party(ANSWERING, UNIT, PUBLIC_OWES),
    "knowledge.add_later": party(ANSWERING, UNIT, OWN_WORDS),
    "knowledge.log_nobody_came": party(only(K), KEYS, BY_KEY),
    "knowledge.trace_statement": party(ANSWERING, SEATED | {"facilitator"}),
    "knowledge.keep_map": Row(KNOWN, ANSWERING),
    "knowledge.import_conversation": house(),
    # -- the doors
    "doors.begin_sitting": anytime(OF_THE_OFFICE, HELPS),
    "doors.enter_for_another": Row(OF_THE_OFFICE, only(K), reason=HELPS),
    "doors.close_sitting": anytime(OF_THE_OFFICE, HELPS),
    "doors.undo_assisted": anytime(KNOWN),
    "doors.raise_quota": house(),
    "doors.open_kiosk": anytime(SEATED, BY_PARTY),
    "doors.close_kiosk": anytime(SEATED, BY_PARTY),
    "doors.state_at_kiosk": Row(EVERYBODY, only(K)),
    "doors.print_cards": Row(SEATED | {"facilitator"}, only(C, F, P, K), reason=BY_PARTY),
    "doors.open_batch": Row(SEATED | {"facilitator", "helper"}, only(K), reason=BY_PARTY),
    "doors.key_cards": Row(SEATED | {"facilitator", "helper"}, only(K), reason=BY_PARTY),
    "doors.finish_keying": Row(SEATED | {"facilitator", "helper"}, only(K), reason=BY_PARTY),
    "doors.settle_cards": Row(SEATED | {"facilitator", "helper"}, only(K), reason=BY_PARTY),
    # -- negotiation
    "negotiation.state_interest": party(only(K, N)),
    "negotiation.withdraw_interest": party(only(K, N)),
    "negotiation.judge_interest": party(only(N)),
    "negotiation.propose": party(only(N), FRAMERS),
    "negotiation.withdraw_proposal": party(only(N)),
    "negotiation.take_stance": party(only(N)),
    "negotiation.answer_objection": party(only(N), FRAMERS),
    "negotiation.accept_answer": party(only(N), FRAMERS),
    "negotiation.ask_mediation": party(only(N), FRAMERS),
    "negotiation.close_mediation": party(only(N), frozenset({"facilitator"}), NEUTRAL_ENDS),
    "negotiation.go_on_with_dissent": party(only(N), FRAMERS),
    "negotiation.open_package_round": party(only(N), FRAMERS),
    "negotiation.ask_question": party(only(N), FRAMERS),
    "negotiation.withdraw_question": party(only(N), FRAMERS),
    "negotiation.add_option": party(only(N), FRAMERS),
    "negotiation.start_package_round": party(only(N), FRAMERS),
    "negotiation.give_sheet": party(only(N), FRAMERS),
    "negotiation.give_own_sheet": party(only(N), FRAMERS | {"member"}),
    "negotiation.close_package_round": party(only(N), FRAMERS),
    "negotiation.keep_settlement": Row(KNOWN, only(N)),
    "negotiation.call_ballot": party(only(N), FRAMERS),
    "negotiation.cast_ballot": party(only(N), FRAMERS | {"member"}),
    "negotiation.count_ballot": Row(KNOWN, only(N)),
    # -- agreement
    "agreement.draft_agreement": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.write_clause": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.rewrite_clause": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.drop_clause": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.suggest_clause_change": party(DRAFTING, FRAMERS),
    "agreement.answer_suggestion": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.require_professionally": party(DRAFTING, UNIT, PROFESSION),
    "agreement.answer_requirement": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.give_decision_right": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.change_decision_right": party(FROM_TALKS),
    "agreement.offer_resource": party(only(N, A, X)),
    "agreement.withdraw_resource": party(),
    "agreement.set_terms": party(DRAFTING, PEN, BY_NEUTRAL),
    "agreement.revise_agreement": party(only(N), PEN, BY_NEUTRAL),
    "agreement.open_for_signing": Row(EVERYBODY, DRAFTING, actorless=True),
    "agreement.print_dissent": party(DRAFTING, FRAMERS),
    "agreement.sign": party(only(A)),
    "agreement.sign_as_third_party": party(only(A), KEYS, BY_KEY),
    "agreement.ask_councillor": party(),
    "agreement.answer_councillor": Row(frozenset({"councillor"}), ALL, reason=POLITICS),
    "agreement.tell_political_decision": Row(UNIT | {"councillor"}, FROM_TALKS, reason=TELLS_POLITICS),
    # -- action
    "action.plan_task": party(PLANNING),
    "action.change_status": party(PLANNING),
    "action.ask_replacement": party(PLANNING, UNIT, PUBLIC_WORK),
    "action.sign_replacement": party(PLANNING, frozenset({"residents", "association"})),
    "action.flag_replacement": party(PLANNING),
    "action.take_back": party(PLANNING, UNIT, PUBLIC_WORK),
    "action.hold_follow_up": party(only(X)),
    "action.state_result": party(only(X)),
    "action.plan_next_step": party(AFTER),
    "action.spread_solution": party(AFTER),
    "action.answer_lift": party(only(X)),
    "action.offer_survey": party(only(X), KEYS, BY_KEY),
    "action.answer_survey": Row(SEATED | {"member", "code_resident"}, AFTER),
    # -- the news
    "news.write_article": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.rewrite_article": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.hand_in_article": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.return_article": anytime(EDITORS, NOT_THE_WRITER),
    "news.publish_article": anytime(EDITORS, NOT_THE_WRITER),
    "news.correct_article": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.withdraw_article": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.ask_reply": anytime(KNOWN),
    "news.publish_reply": anytime(EDITORS, ANSWERS_FOR_IT),
    "news.refuse_reply": anytime(EDITORS, NOT_THE_WRITER),
    "news.ask_newsletter": anytime(EVERYBODY),
    "news.confirm_newsletter": anytime(EVERYBODY),
    "news.sign_off": anytime(EVERYBODY),
    "news.follow_newsletter": anytime(KNOWN - {"code_resident"}, BY_ADDRESS),
    "news.unfollow_newsletter": anytime(KNOWN),
    "news.choose_notice": anytime(KNOWN),
    "news.mark_read": anytime(KNOWN),
    # -- the path
    "path.turn_key": party(who=KEYS, reason=BY_KEY),
    "path.take_key_back": party(who=KEYS, reason=BY_KEY, paused=True),
}
