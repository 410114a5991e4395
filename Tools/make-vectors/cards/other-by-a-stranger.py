"""The card that is here is in order; another one is signed by a stranger."""
from forge import *

refused(Package(cards=[card(1), card(2, key=STRANGER)]), "9.6/5n")
