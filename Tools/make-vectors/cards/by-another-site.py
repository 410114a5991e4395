"""A card is signed by the key of another recipient."""
from forge import *

p = Package(agreement=agreement(recipients=[recipient(), other_recipient()]), cards=[card(key=OTHER_SITE)])
refused(p, "9.6/5n")
