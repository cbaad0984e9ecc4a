"""Addresses of the agreement. Every act has its own."""

from django.urls import path

from samskab.process.agreement.views import clauses, giving, pages, paper, politics, signing

app_name = "agreement"
urlpatterns = [
    path("", pages.page, name="page"),
    path("mangler/", pages.missing, name="missing"),
    path("historie/", pages.history, name="history"),
    path("papir/", pages.committee_paper, name="committee_paper"),
    path("tidligere/", pages.earlier, name="earlier"),
    path("kort/", pages.cards, name="cards"),
    path("politik/", pages.politics, name="politics"),
    path("udkast/", paper.DraftAgreement.as_view(), name="draft_agreement"),
    path("datoer/", paper.SetTerms.as_view(), name="set_terms"),
    path("ny-version/", paper.ReviseAgreement.as_view(), name="revise_agreement"),
    path("punkt/nyt/", clauses.WriteClause.as_view(), name="write_clause"),
    path("punkt/<uuid:clause>/", pages.clause, name="clause"),
    path("punkt/<uuid:clause>/omskriv/", clauses.RewriteClause.as_view(), name="rewrite_clause"),
    path("punkt/<uuid:clause>/tag-ud/", clauses.DropClause.as_view(), name="drop_clause"),
    path("punkt/<uuid:clause>/foreslaa/", clauses.SuggestChange.as_view(), name="suggest_clause_change"),
    path("punkt/<uuid:clause>/krav/", clauses.Require.as_view(), name="require_professionally"),
    path("aendring/<uuid:suggestion>/", clauses.AnswerSuggestion.as_view(), name="answer_suggestion"),
    path("krav/<uuid:requirement>/", clauses.AnswerRequirement.as_view(), name="answer_requirement"),
    path("ret/ny/", giving.GiveRight.as_view(), name="give_decision_right"),
    path("ret/<uuid:right>/", giving.ChangeRight.as_view(), name="change_decision_right"),
    path("bidrag/nyt/", giving.OfferResource.as_view(), name="offer_resource"),
    path("bidrag/<uuid:resource>/traek/", giving.WithdrawResource.as_view(), name="withdraw_resource"),
    path("uenig/", signing.PrintDissent.as_view(), name="print_dissent"),
    path("underskriv/", signing.Sign.as_view(), name="sign"),
    path("underskriv/udefra/", signing.SignAsThirdParty.as_view(), name="sign_as_third_party"),
    path("spoerg/", politics.AskCouncillor.as_view(), name="ask_councillor"),
    path("spoergsmaal/<uuid:question>/", politics.AnswerCouncillor.as_view(), name="answer_councillor"),
    path("beslutning/", politics.TellDecision.as_view(), name="tell_political_decision"),
]
