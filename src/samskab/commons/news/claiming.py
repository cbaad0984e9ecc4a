"""When a paper code becomes an account: the account's own choices stay, and what was waiting moves along."""

from __future__ import annotations

from django.db.models import Q

from samskab.commons.news.models import (
    Article,
    Letter,
    NoticeChoice,
    Reader,
    ReplyRequest,
    ReplyState,
    SignOff,
)
from samskab.ground.people.claiming import the_accounts_own_stays, two_stay_two

MERGES = {
    "news.Article.published_by": two_stay_two(Article, "published_by", "written_by"),
    "news.Article.written_by": two_stay_two(Article, "written_by", "published_by"),
    "news.NoticeChoice.participant": the_accounts_own_stays(NoticeChoice, "participant", "notice"),
    "news.Reader.participant": the_accounts_own_stays(Reader, "participant"),
    "news.SignOff.participant": the_accounts_own_stays(SignOff, "participant", "kind"),
    "news.Letter.participant": the_accounts_own_stays(Letter, "participant", "kind", "about"),
    "news.ReplyRequest.participant": the_accounts_own_stays(
        ReplyRequest, "participant", "article", only=Q(state=ReplyState.ASKED)
    ),
}
