"""A sealed secret has 81 bytes."""
from forge import *

p = Package()
p.slots = [p.slot(p.cards[0], box=sealed(p.secret, delivery_key(1).public) + b"\0")]
refused(p, "2.3/9")
