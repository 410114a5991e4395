"""One bit of the sealed secret is flipped."""
from forge import *

p = Package()
box = sealed(p.secret, delivery_key(1).public)
p.slots = [p.slot(p.cards[0], box=box[:79] + bytes([box[79] ^ 1]))]
refused(p, "8/1")
