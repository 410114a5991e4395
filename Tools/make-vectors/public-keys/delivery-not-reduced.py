"""A delivery key is the second spelling of the base point, 2^255 − 19 + 9. The card is another's."""
from forge import *

other = card(2, delivery_key=key_line(DELIVERY, le(32, P + 9)))
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/12")
