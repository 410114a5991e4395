"""A card has a second signature, by somebody whom nobody names."""
from forge import *

accepted(Package(cards=[statement("card", card_body(), SITE, STRANGER)]), "9.6/5n")
