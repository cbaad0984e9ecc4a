"""Addresses of what is known. Every act has its own; a GET on it shows its form."""

from django.urls import path

from samskab.process.knowledge.views import acting, conversation, mapping, reading, voting

app_name = "knowledge"
urlpatterns = [
    path("stem/<uuid:statement>/", voting.cast, name="cast"),  # first, for it is asked for most
    path("", reading.page, name="page"),
    path("ubesvaret/", reading.unanswered, name="unanswered"),
    path("samtalen/svar/", conversation.AnswerConversation.as_view(), name="answer_conversation"),
    path("skriv/", acting.state, name="state"),
    path("for-en-anden/", acting.enter, name="enter"),
    path("ingen-kom/", acting.nobody_came, name="nobody_came"),
    path("kort/", mapping.map_page, name="map"),
    path("kort/tegn/", mapping.DrawMap.as_view(), name="draw"),
    path("stem/", voting.vote, name="vote"),
    path("svar/<uuid:reply>/senere/", acting.later, name="later"),
    path("<uuid:statement>/", reading.statement_page, name="statement"),
    path("<uuid:statement>/ret/", acting.correct, name="correct"),
    path("<uuid:statement>/traek-tilbage/", acting.withdraw, name="withdraw"),
    path("<uuid:statement>/svar/", acting.reply, name="reply"),
    path("<uuid:statement>/spor/", acting.trace, name="trace"),
    path("<uuid:statement>/skriv-klart/", acting.plain, name="plain"),
    path("<uuid:statement>/spor/<uuid:element>/ja/", acting.confirm, name="confirm"),
    path("<uuid:statement>/spor/<uuid:element>/nej/", acting.object_to, name="object"),
]
