"""S is sealed to the key of another card."""
from forge import *

p = Package()
p.slots = [p.slot(p.cards[0], box=sealed(p.secret, delivery_key(2).public))]
refused(p, "8/1")
