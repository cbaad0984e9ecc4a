"""Our own short lists of Danish words for `kit.private`: names people often have here, and ends of streets.

Written by hand for this house and meant to be short: they decide only whether a human looks before something
is shown in a sensitive space. A name that is missing is found by the moderator or by a notice.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """
    Aage Abdi Abdul Adam Ahmed Aisha Aksel Albert Alberte Alexander Alfred Ali Alma Amalie Amina
    Amir Anders Andreas Anita Anja Ann Anna Anne Anne-Marie Annette Anni Anton Arne Arthur Asger
    Asta Astrid August Axel Benjamin Benny Bent Bente Betina Birgit Birgitte Birte Bjarne Bo Bodil
    Brian Britta Camilla Carina Carl Carla Carsten Cecilie Charlotte Christian Christina Christoffer
    Clara Claus Daniel David Dennis Dorte Dorthe Ebba Edith Egon Elias Elin Elisabeth Ella Ellen
    Elly Else Emil Emilia Emilie Emma Erik Erna Esben Esther Eva Fatima Fatma Ferdinand Finn
    Flemming Frank Frederik Freja Frida Frode Gerda Gitte Grethe Gunnar Gustav Hanne Hans Hassan
    Heidi Helena Helge Helle Henning Henrik Herman Holger Hussein Ibrahim Ida Inge Inger Ingrid
    Irene Isabella Ivan Jacob Jakob Jan Jane Janne Jannik Jens Jeppe Jesper Jette Jimmy Joan Johan
    Johanne Johannes John Jonas Josefine Julie Julius Jytte Jørgen Jørn Kaj Karen Karin Karina Karl
    Karla Kasper Kathrine Katrine Keld Kenneth Kent Kim Kirsten Kirstine Kjeld Klaus Knud Kristian
    Kristina Kristine Kurt Lars Lasse Laura Laurits Lea Leif Lena Lene Leo Liam Lilly Line Lis
    Lisbeth Lise Liva Lone Lotte Louise Lucas Lukas Luna Lærke Mads Magnus Maja Maria Marianne Marie
    Marius Martin Maryam Mathias Mathilde Merete Mette Michael Mikael Mikkel Mille Mohamed Mohammad
    Mohammed Mona Morten Muhammad Mustafa Nanna Nicklas Nicolai Niels Nikolaj Nina Noah Nora Oda Ole
    Ole-Jørgen Oliver Olivia Omar Oscar Oskar Otto Palle Patrick Per Pernille Peter Philip Pia Poul
    Preben Rasmus Rebecca Rikke Rita Robert Ronni Rosa Ruth Sabine Sara Sarah Sebastian Signe Simon
    Sofia Sofie Solveig Sonja Steen Stefan Sten Stine Susanne Svend Søren Tanja Thea Theodor Thomas
    Thor Tina Tine Tobias Tom Tommy Tove Trine Troels Ulla Ulrik Vagn Valdemar Verner Vibeke Victor
    Victoria Viggo Viktor Villads William Yasmin Yusuf Zahra Zainab Åge Åse
    """
)
FAMILY_NAMES = _words(
    """
    Ahmed Ali Bach Bak Bang Bech Beck Berg Berthelsen Birk Bisgaard Bjerre Bjerregaard Brandt Bro
    Bruun Buch Bundgaard Carlsen Dahl Dalgaard Dam Damgaard Enevoldsen Engelbrecht Eskildsen Fischer
    Fisker Friis Frost Gade Gram Hald Hassan Hedegaard Hein Hermansen Hjort Holm Holst Hougaard
    Hussein Husum Høj Højgaard Ibrahim Iversen Juhl Juul Kirk Kjeldgaard Kjær Kjærgaard Koch Kofoed
    Kragh Krogh Kruse Lange Lassen Lauritsen Lind Lindholm Lund Lundgaard Madsen Meyer Mohamed Munk
    Møller Mørk Nguyen Nygaard Nørgaard Overgaard Poulsen Ravn Riis Rosenberg Schmidt Schou Schultz
    Skou Skov Skovgaard Smith Steen Storm Søgaard Thorup Thygesen Toft Vestergaard Villadsen Vinther
    Wagner Winther Wulff Åkjær Ørsted Østergaard
    """
)
FAMILY_ENDINGS = (
    "sen",
    "ssen",
    "gaard",
    "strup",
    "kjær",
    "bæk",
)
NOT_FAMILY = _words(
    """
    Essen Grisen Huset Kassen Klassen Krisen Messen Natsen Passen Pausen Pressen Rejsen Risen Skolen
    Visen
    """
)
STREET_ENDINGS = (
    "vej",
    "vejen",
    "gade",
    "gaden",
    "allé",
    "alle",
    "stræde",
    "strædet",
    "boulevard",
    "vænge",
    "vænget",
    "parken",
    "toften",
    "haven",
    "bakken",
    "stien",
    "sti",
    "plads",
    "pladsen",
    "torv",
    "torvet",
    "engen",
    "marken",
    "skrænten",
    "krogen",
    "løkken",
    "have",
    "park",
    "brink",
    "kaj",
    "kajen",
)
OFFICE_WORDS = (
    "rådhus",
    "bibliotek",
    "skole",
    "borgerservice",
    "beboerhus",
    "forsamlingshus",
)
