"""The package is for another card of the same site, whose key is not here."""
from forge import *

p = Package(cards=[card(2)])
refused(p, "13/15")
