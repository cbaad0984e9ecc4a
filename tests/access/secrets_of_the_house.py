"""Where the house keeps and makes what opens something: each field and file by its kind, or with a reason."""

from __future__ import annotations

SOUNDS_LIKE_ONE = r"hash|token|code|secret|key|salt|nonce|switch"
NO_SECRET = "names a case of a list, or when something was done; it opens nothing"

# Fields whose names sound like something secret: the kinds of tokens.py they keep, or why they keep none.
FIELDS: dict[str, str | tuple[str, ...]] = {
    "people.Participant.code_hash": (
        "four words on paper",
        "four words on a card's stub",
        "four words a helper has seen",
    ),
    "people.Participant.code_given_at": NO_SECRET,
    "people.Participant.code_revoked_at": NO_SECRET,
    "people.Participant.code_seen": NO_SECRET,
    "people.LoginSession.session_key": ("a session",),
    "sessions.Session.session_key": ("a session",),
    "parties.Invitation.code_hash": ("an invitation",),
    "dialogue.Notice.code_hash": ("the receipt of a notice",),
    "dialogue.Comment.edit_hash": ("a comment's browser",),
    "dialogue.Comment.sent_key": "tells two presses from two comments of the same author; it opens nothing",
    "doors.Kiosk.key_hash": ("the key of a screen",),
    "access.NetworkAgreement.pause_hash": ("a contact's switch",),
    "news.Subscription.confirm_hash": ("yes to a letter",),
    "news.SignOff.token_hash": ("no to a letter",),
    "news.Quota.key": "whom a limit counts; a keyed hash that is another one tomorrow",
    "record.Node.hash": "of the public record; everybody may read it",
    "record.Opening.salt": "never leaves the house: tests/ground/record and the register say so",
    "auth.Permission.codename": NO_SECRET,
    "meetings.MeetingAccess.code": NO_SECRET,
    "negotiation.BallotOutcome.code": NO_SECRET,
    "negotiation.PackageOutcome.code": NO_SECRET,
    "agreement.CouncillorQuestion.code": NO_SECRET,
    "account.EmailConfirmation.key": "links are switched off: codes alone confirm an address; no row is made",
    "socialaccount.SocialApp.secret": "brokers stand in the settings; no row is made",
    "socialaccount.SocialApp.key": "brokers stand in the settings; no row is made",
    "socialaccount.SocialToken.token": "SOCIALACCOUNT_STORE_TOKENS is off; no row is made",
    "socialaccount.SocialToken.token_secret": "SOCIALACCOUNT_STORE_TOKENS is off; no row is made",
}

# Files that draw, sign or key something: the kinds they make, or what else it is.
MAKERS: dict[str, str | tuple[str, ...]] = {
    "ground/people/codes.py": (
        "four words on paper",
        "an invitation",
        "the receipt of a notice",
        "the key of a screen",
    ),
    "ground/people/models.py": "what every session of an account must agree with; it stays in the session",
    "ground/people/broker.py": "the nonce of one login, in the session: tests/ground/people/test_brokers.py",
    "ground/people/id_token.py": "compares that nonce",
    "ground/access/services/networks.py": ("a contact's switch",),
    "ground/dialogue/tokens.py": ("a comment's browser",),
    "ground/rights/views/new_email.py": ("a code to a new address",),
    "ground/record/services.py": "salts and checkpoints of the record; a salt never leaves the house",
    "ground/record/selectors.py": "opens a line of the record for who holds its words",
    "ground/record/wire.py": "binds words in the record",
    "commons/news/tokens.py": ("yes to a letter", "no to a letter"),
    "process/doors/views/sittings.py": ("words read back",),
    "process/knowledge/routing.py": ("the chance of a draw",),
    "config/env.py": "the house's own key, made once, readable by its owner alone",
}
# Made by Django and by the login: their own code draws them, ours only gives them a door.
GIVEN = {"a session", "a form's own", "a code to come in", "a code to begin an account"}
DRAWS = {"secrets", "hmac", "signing"}  # names whose use makes or checks something secret
CALLED = {"salted_hmac", "get_random_string", "constant_time_compare", "TimestampSigner", "Signer"}
