"""A card is signed by a stranger."""
from forge import *

refused(Package(cards=[card(key=STRANGER)]), "9.6/5n")
