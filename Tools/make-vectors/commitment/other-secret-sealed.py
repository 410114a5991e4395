"""Another S is sealed to the card than that of commitment and chunks."""
from forge import *

p = Package()
p.slots = [p.slot(p.cards[0], secret=seeded("other S"))]
refused(p, "8/2")
