"""The checksum of a delivery key is another. The card is another's."""
from forge import *

other = card(2, delivery_key=key_line(DELIVERY, delivery_key(2).public, bytes(4)))
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/9")
