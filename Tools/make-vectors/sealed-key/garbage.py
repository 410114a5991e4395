"""The sealed secret is 80 bytes that nobody sealed."""
from forge import *

p = Package()
p.slots = [p.slot(p.cards[0], box=seeded("garbage", 80))]
refused(p, "8/1")
