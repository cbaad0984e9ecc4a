"""Danish sentences made by a seed: clean ones full of numbers, and the same with somebody's number in them.

Written by hand for this test: the checker has not been fitted to a text found elsewhere, and no
number here is a person's.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from samskab.kit.private import passes_modulus

STREETS = ("Bøgevej", "Nørregade", "Havnegade", "Lindeallé", "Møllevænget", "Skolestræde", "Kirkepladsen")
PLACES = ("Vestby", "Langemose", "Birkelunden", "gården", "havnen", "skolen", "beboerhuset")
CLEAN: tuple[Callable[[random.Random], str], ...] = (
    lambda r: f"I {r.randint(1950, 2026)} boede her {r.randint(100, 9999)} mennesker.",
    lambda r: (
        f"Fra {r.randint(1990, 2005)} til {r.randint(2006, 2026)} steg huslejen {r.randint(2, 40)} pct."
    ),
    lambda r: (
        f"Perioden {r.randint(1990, 2005)}-{r.randint(2006, 2026)} var god, og {r.randint(2, 9)} kom med."
    ),
    lambda r: f"Det koster {r.randint(1, 99)}.{r.randint(100, 999)} kr. om året.",
    lambda r: f"Budgettet er {r.randint(20, 99)}.{r.randint(100, 999)}.{r.randint(100, 999)} kr.",
    lambda r: f"Der er afsat {r.randint(20_000_000, 99_999_999)} kr. til broen.",
    lambda r: f"Prisen er {r.randint(20, 99)} {r.randint(100, 999)} {r.randint(100, 999)} kroner i alt.",
    lambda r: f"Mødet er kl. {r.randint(8, 20)}.{r.choice(('00', '15', '30'))}-{r.randint(21, 22)}.00.",
    lambda r: (
        f"Vi ses {r.randint(1, 28)}.{r.randint(1, 12)}.{r.randint(2024, 2027)} kl. {r.randint(10, 20)}.00."
    ),
    lambda r: (
        f"Den {r.randint(1, 28):02}-{r.randint(1, 12):02}-{r.randint(2024, 2027)} kommer {r.randint(10, 99)}."
    ),
    lambda r: f"Bussen kører {r.randint(5, 9)}.10, {r.randint(10, 12)}.40, {r.randint(13, 18)}.20 og 23.05.",
    lambda r: f"Lågen ved {r.choice(STREETS)} {r.randint(1, 199)} binder, når det er mørkt.",
    lambda r: f"Sagen har nr. {r.randint(2020, 2026)}-{r.randint(100000, 999999)} hos kommunen.",
    lambda r: f"Se sag {r.randint(10, 26)}/{r.randint(10000, 99999)} og punkt {r.randint(1, 30)}.",
    lambda r: f"Journalnr. {r.randint(20_000_000, 99_999_999)} skal med i papiret.",
    lambda r: f"Foreningen har CVR {r.randint(20_000_000, 99_999_999)} og {r.randint(9, 400)} medlemmer.",
    lambda r: f"Ordrenr. {r.randint(10**9, 10**10 - 1)} gælder de {r.randint(2, 30)} bænke.",
    lambda r: (
        f"{r.randint(10, 99)} af {r.randint(100, 400)} svarede: {r.randint(5, 60)},{r.randint(0, 9)} pct."
    ),
    lambda r: f"Postnummer {r.randint(1000, 9990)} og {r.randint(1000, 9990)} får samme rute.",
    lambda r: f"Opgang {r.randint(1, 30)}, {r.randint(1, 5)}. sal, har ingen elevator.",
    lambda r: f"Stien er {r.randint(100, 900)} meter lang og {r.randint(1, 4)},{r.randint(0, 9)} meter bred.",
    lambda r: f"Børn på {r.randint(2, 9)}, {r.randint(10, 12)} og {r.randint(13, 17)} år går hjem alene.",
    lambda r: f"Lokalplan {r.randint(10, 400)}-{r.randint(10, 400)} siger {r.randint(2, 5)} etager.",
    lambda r: (
        f"Vi er {r.randint(3, 40)} i {r.choice(PLACES)}, der mødes hver {r.choice(('mandag', 'onsdag'))}."
    ),
    lambda r: f"Hold {r.randint(20, 40)} {r.randint(41, 60)} {r.randint(61, 80)} løber kl. 10.",
    lambda r: (
        f"Serviceloven § {r.randint(10, 110)}, stk. {r.randint(1, 6)}, gælder stadig i {r.choice(PLACES)}."
    ),
)
AROUND = (
    ("Jeg vil gerne være med. Skriv til ", ", så finder vi en dag."),
    ("", " er mit, og jeg venter stadig på svar."),
    ("Vi spurgte i går, men fik kun: ", ""),
    ("Min nabo hedder noget andet, og ", " er hendes."),
    ("Kontakt os (", ") om bænken ved skuret."),
    ("Han gav mig ", " og gik."),
)


def clean(r: random.Random) -> str:
    return " ".join(r.choice(CLEAN)(r) for _ in range(r.randint(1, 3)))


def with_inside(r: random.Random, what: str) -> str:
    before, after = r.choice(AROUND)
    return f"{r.choice(CLEAN)(r)} {before}{what}{after}"


def cpr(r: random.Random) -> str:
    """A number with a day in the calendar; nine in ten hold the modulus, as older numbers do."""
    day = f"{r.randint(1, 28):02}{r.randint(1, 12):02}{r.randint(0, 99):02}"
    last = f"{r.randint(0, 9999):04}"
    while r.random() < 0.9 and not passes_modulus(day + last):
        last = f"{r.randint(0, 9999):04}"
    parts = day[:2], day[2:4], day[4:]
    return r.choice(
        (
            f"{day}-{last}",
            f"{day}{last}",
            f"{day} {last}",
            f"{day} - {last}",
            f"{day}–{last}",
            f"{'.'.join(parts)}-{last}",
            f"{' '.join(parts)} {last}",
            f"{'-'.join(parts)}-{last}",
            f"cpr {day}{last}",
            f"CPR-nr. {day}-{last}",
        )
    )


def mail(r: random.Random) -> str:
    name = r.choice(("lise", "bent.holm", "k_madsen", "formand+nyt", "søren", "a1", "familien-lund"))
    house = r.choice(("eksempel", "post.eksempel", "vores-by", "blåbær", "x1"))
    end = r.choice(("dk", "com", "example", "org"))
    return r.choice(
        (
            f"{name}@{house}.{end}",
            f"{name.upper()}@{house}.{end.upper()}",
            f"{name} @ {house}.{end}",
            f"{name}(at){house}.{end}",
            f"{name} [at] {house} [dot] {end}",
            f"{name} snabel-a {house} punktum {end}",
            f"<{name}@{house}.{end}>",
            f"mailto:{name}@{house}.{end}",
        )
    )


def phone(r: random.Random) -> str:
    digits = f"{r.randint(2, 9)}{r.randint(0, 9_999_999):07}"
    pairs = [digits[n : n + 2] for n in range(0, 8, 2)]
    return r.choice(
        (
            digits,
            " ".join(pairs),
            "-".join(pairs),
            ".".join(pairs),
            f"{digits[:4]} {digits[4:]}",
            f"{digits[:2]} {digits[2:5]} {digits[5:]}",
            f"+45 {' '.join(pairs)}",
            f"+45{digits}",
            f"0045 {digits}",
            f"tlf. {digits}",
            f"tlf.: {' '.join(pairs)}",
            f"mobil {digits[:4]} {digits[4:]}",
            f"ring {' '.join(pairs)}",
        )
    )
