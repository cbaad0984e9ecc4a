"""Every kind of token and code of the house, by hand: how it is got, where it may act, and how it ends.

What somebody holds is tried where it belongs (`use`), and by `trying.py` everywhere else. A new kind
needs a row in KINDS; a new field, or a new place that makes secrets, one in `secrets_of_the_house.py`.
"""

from __future__ import annotations

from datetime import timedelta

from tests.access.carried import (
    comment_edit,
    csrf,
    login_code,
    new_account_code,
    new_email_code,
    read_back,
    session_id,
    shown_words,
)
from tests.access.holding import Kind
from tests.access.typed import (
    card_code,
    invitation,
    kiosk_key,
    news_confirm,
    news_sign_off,
    notice_words,
    paper_code,
    pause_switch,
    seen_words,
)

MINUTES_10, HALF_AN_HOUR = timedelta(minutes=10), timedelta(minutes=30, seconds=1)
CODE_DOORS = frozenset({"people:code", "people:claim_code", "doors:desk"})

KINDS = (
    Kind("four words on paper", paper_code, CODE_DOORS),
    Kind("four words on a card's stub", card_code, CODE_DOORS),
    Kind("four words a helper has seen", seen_words, CODE_DOORS),
    Kind("an invitation", invitation, frozenset({"parties:join"}), once=True, lasts=timedelta(days=30)),
    Kind("the receipt of a notice", notice_words, frozenset({"dialogue:follow", "dialogue:appeal_notice"})),
    Kind("the key of a screen", kiosk_key, frozenset({"doors:kiosk"})),
    Kind(
        "a contact's switch", pause_switch, frozenset({"access:switch"}), once=True, lasts=timedelta(days=31)
    ),
    Kind("yes to a letter", news_confirm, frozenset({"news:confirm"}), once=True, lasts=timedelta(hours=48)),
    Kind("no to a letter", news_sign_off, frozenset({"news:sign_off"}), once=True),
    Kind("a comment's browser", comment_edit, frozenset(), lasts=HALF_AN_HOUR),
    Kind("words read back", read_back, frozenset({"doors:enter"}), once=True, lasts=HALF_AN_HOUR),
    Kind("the chance of a draw", shown_words, frozenset({"knowledge:cast"})),
    Kind("a session", session_id, frozenset(), is_a_cookie=True),
    Kind("a form's own", csrf, frozenset()),
    Kind(
        "a code to come in",
        login_code,
        frozenset({"account_confirm_login_code"}),
        once=True,
        lasts=MINUTES_10 + timedelta(seconds=1),
    ),
    Kind(
        "a code to begin an account",
        new_account_code,
        frozenset({"account_email_verification_sent"}),
        once=True,
        lasts=MINUTES_10 + timedelta(seconds=1),
    ),
    Kind(
        "a code to a new address",
        new_email_code,
        frozenset({"rights:confirm_email"}),
        once=True,
        lasts=MINUTES_10,
    ),
)
