"""The sender put a delivery key of their own into a card that the site signed."""
from forge import *

p = Package(cards=[card(1), card(2)])
p.cards[1]["body"]["delivery_key"] = delivery_key(4).line
refused(p, "9.6/5h")
