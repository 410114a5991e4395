"""The card in the package has the id of the one that is here, and another delivery key."""
from forge import *

p = Package(cards=[card(1, delivery_key=delivery_key(2).line)])
refused(p, "13/15")
