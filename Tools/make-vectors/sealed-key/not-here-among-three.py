"""The package is for three cards, and none of the three is here."""
from forge import *

p = Package(cards=[card(2), card(4), card(5)])
refused(p, "13/15")
