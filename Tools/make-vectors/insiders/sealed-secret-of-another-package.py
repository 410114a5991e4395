"""The sealed secret is that of another package for the same card."""
from forge import *

p = Package()
p.slots = [p.slot(p.cards[0], secret=seeded("S of another package"))]
refused(p, "8/2")
