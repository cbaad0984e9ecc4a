"""Addresses of what is known. Every act has its own; a GET on it shows its form."""

from django.urls import path

from samskab.process.knowledge.views import acting, conversation, mapping, reading, voting

app_name = "knowledge"
urlpatterns = [
    path("stem/<uuid:statement>/", voting.cast, name="cast"),  # first, for it is asked for most
    path("", reading.page, name="page"),
    path("ubesvaret/", reading.unanswered, name="unanswered"),
    path("samtalen/svar/", conversation.AnswerConversation.as_view(), name="answer_conversation"),
    path("skriv/", acting.StateKnowledge.as_view(), name="state"),
    path("ingen-kom/", acting.LogNobodyCame.as_view(), name="nobody_came"),
    path("kort/", mapping.map_page, name="map"),
    path("kort/tegn/", mapping.DrawMap.as_view(), name="draw"),
    path("stem/", voting.vote, name="vote"),
    path("svar/<uuid:reply>/senere/", acting.AddLater.as_view(), name="later"),
    path("<uuid:statement>/", reading.statement_page, name="statement"),
    path("<uuid:statement>/ret/", acting.CorrectStatement.as_view(), name="correct"),
    path("<uuid:statement>/traek-tilbage/", acting.WithdrawStatement.as_view(), name="withdraw"),
    path("<uuid:statement>/svar/", acting.ReplyTo.as_view(), name="reply"),
    path("<uuid:statement>/spor/", acting.TraceStatement.as_view(), name="trace"),
    path("<uuid:statement>/skriv-klart/", acting.AskPlainLanguage.as_view(), name="plain"),
    path("<uuid:statement>/spor/<uuid:element>/ja/", acting.ConfirmUse.as_view(), name="confirm"),
    path("<uuid:statement>/spor/<uuid:element>/nej/", acting.ObjectUse.as_view(), name="object"),
]
