"""A delivery key is a point of order 8. The card is another's."""
from forge import *

other = card(2, delivery_key=key_line(DELIVERY, LOW_ORDER))
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/10")
