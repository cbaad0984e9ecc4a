"""Addresses of the doors."""

from django.urls import path

from samskab.process.doors.views import cards, kiosks, sittings

app_name = "doors"
_HERE = "forloeb/<slug:slug>/doere/"
urlpatterns = [
    path("hvilken-doer/", cards.which, name="which"),
    path("hjaelper/", sittings.desk, name="desk"),
    path("hjaelper/slut/", sittings.close, name="close"),
    path("hjaelper/fortryd/", sittings.undo, name="undo"),
    path("skaerm/", kiosks.front, name="kiosk"),
    path("skaerm/kvittering/", kiosks.receipt, name="kiosk_receipt"),
    path("skaerm/slet/", kiosks.wipe, name="wipe"),
    path("skaerm/stop/", kiosks.stop, name="kiosk_stop"),
    path("skaerm/huse/", kiosks.houses, name="houses"),
    path("skaerm/huse/<uuid:party>/aabn/", kiosks.open_kiosk, name="open_kiosk"),
    path("skaerm/huse/<uuid:kiosk>/luk/", kiosks.close_kiosk, name="close_kiosk"),
    path("skaerm/om/<slug:slug>/", kiosks.write, name="kiosk_write"),
    path(_HERE, cards.page, name="page"),
    path(f"{_HERE}for-en-anden/", sittings.EnterForAnother.as_view(), name="enter"),
    path(f"{_HERE}plakat/", cards.poster, name="poster"),
    path(f"{_HERE}kort/", cards.PrintCards.as_view(), name="print"),
    path(f"{_HERE}bunker/", cards.Piles.as_view(), name="piles"),
    path(f"{_HERE}bunker/<uuid:batch>/", cards.KeyCards.as_view(), name="key"),
    path(f"{_HERE}bunker/<uuid:batch>/afgoer/", cards.SettleCards.as_view(), name="settle"),
]
