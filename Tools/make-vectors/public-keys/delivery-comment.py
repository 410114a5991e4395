"""A delivery key has a comment. The card is another's."""
from forge import *

other = card(2, delivery_key=delivery_key(2).line + " J. Doe")
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/13")
