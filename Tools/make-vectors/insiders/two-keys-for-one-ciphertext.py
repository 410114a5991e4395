"""The provider sealed another S to the second card, whose holder would read something else in the same chunk."""
from forge import *

p = Package(cards=[card(1), card(2)])
p.slots = [p.slot(p.cards[0]), p.slot(p.cards[1], secret=seeded("other S"))]
refused(p, "8/2", card=2)
