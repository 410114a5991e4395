"""The same, opened with the first card: its holder sees nothing of it."""
from forge import *

p = Package(cards=[card(1), card(2)])
p.slots = [p.slot(p.cards[0]), p.slot(p.cards[1], secret=seeded("other S"))]
accepted(p, "8/2")
