"""The delivery key of a card is the line of a signing key. The card is another's."""
from forge import *

other = card(2, delivery_key=STRANGER.line)
p = Package(cards=[card(), other])
p.slots = [p.slot(p.cards[0]), p.slot(other, box=sealed(p.secret, delivery_key(2).public))]
refused(p, "4/8")
