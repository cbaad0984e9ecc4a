"""Addresses of the news, the weekly letter, and what is new to a reader."""

from django.urls import path

from samskab.commons.news.views import editing, newsletter, own, reading, replies

app_name = "news"
urlpatterns = [
    path("", reading.articles, name="articles"),
    path("feed.atom", reading.feed, name="feed"),
    path("ugen/", reading.sheet, name="sheet"),
    path("ugen/omraade/<slug:area>/", reading.sheet, name="sheet_area"),
    path("ugen/forloeb/<slug:process>/", reading.sheet, name="sheet_process"),
    path("til-dig/", own.to_you, name="to_you"),
    path("til-dig/laest/", own.mark_read, name="mark_read"),
    path("til-dig/valg/", own.choose, name="choose"),
    path("til-dig/brev/", own.follow, name="follow"),
    path("til-dig/brev/<uuid:public_id>/fra/", own.unfollow, name="unfollow"),
    path("brev/", newsletter.ask, name="newsletter"),
    path("brev/tak/", newsletter.asked, name="asked"),
    path("brev/ja/<str:token>/", newsletter.confirm, name="confirm"),
    path("brev/af/<str:token>/", newsletter.sign_off, name="sign_off"),
    path("redaktion/", editing.desk, name="desk"),
    path("redaktion/ny/", editing.Write.as_view(), name="write"),
    path("redaktion/svar/<uuid:reply>/", replies.Refuse.as_view(), name="refuse_reply"),
    path("redaktion/svar/<uuid:reply>/tryk/", replies.publish, name="publish_reply"),
    path("<uuid:public_id>/", reading.article, name="article"),
    path("<uuid:public_id>/svar/", replies.Ask.as_view(), name="ask_reply"),
    path("<uuid:public_id>/skriv/", editing.Rewrite.as_view(), name="rewrite"),
    path("<uuid:public_id>/aflever/", editing.hand_in, name="hand_in"),
    path("<uuid:public_id>/udgiv/", editing.publish, name="publish"),
    path("<uuid:public_id>/send-tilbage/", editing.Return.as_view(), name="return"),
    path("<uuid:public_id>/ret/", editing.Correct.as_view(), name="correct"),
    path("<uuid:public_id>/traek-tilbage/", editing.Withdraw.as_view(), name="withdraw"),
]
