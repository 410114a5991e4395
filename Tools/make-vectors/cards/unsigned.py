"""A card has no signatures."""
from forge import *

refused(Package(cards=[statement("card", card_body())]), "9.6/5e")
