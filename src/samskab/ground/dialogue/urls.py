"""Addresses of the talk and of what is done about it."""

from django.urls import path

from samskab.ground.dialogue.views import judging, talking

app_name = "dialogue"
urlpatterns = [
    path("regler/", talking.house_rules, name="rules"),
    path("log/", judging.log, name="log"),
    path("mine/", talking.mine, name="mine"),
    path("foelg/", judging.follow, name="follow"),
    path("kvittering/", judging.notice_receipt, name="notice_receipt"),
    path("moderation/", judging.queue, name="queue"),
    path("ord/<uuid:comment>/svar/", talking.reply, name="reply"),
    path("ord/<uuid:comment>/ret/", talking.edit, name="edit"),
    path("ord/<uuid:comment>/traek-tilbage/", talking.withdraw, name="withdraw"),
    path("ord/<uuid:comment>/sig-til/", judging.notice, name="notice"),
    path("ord/<uuid:comment>/afgoer/", judging.decide, name="decide"),
    path("ord/<uuid:comment>/vis/", judging.release, name="release"),
    path("afgoerelse/<uuid:decision>/", judging.decision, name="decision"),
    path("afgoerelse/<uuid:decision>/svar/", judging.answer, name="answer"),
    path("afgoerelse/<uuid:decision>/klag/", judging.appeal, name="appeal"),
    path("afgoerelse/<uuid:decision>/klag-med-kode/", judging.appeal_notice, name="appeal_notice"),
    path("klage/<uuid:appeal>/", judging.judge, name="judge"),
    path("om/<slug:kind>/<uuid:about>/", talking.thread, name="thread"),
]
