"""A delivery key is zeros, a point of low order. The card is another's."""
from forge import *

other = card(2, delivery_key=key_line(DELIVERY, bytes(32)))
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/10")
