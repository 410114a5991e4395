"""The ephemeral key of the sealed secret is zeros."""
from forge import *

p = Package()
box = sealed(p.secret, delivery_key(1).public)
p.slots = [p.slot(p.cards[0], box=bytes(32) + box[32:])]
refused(p, "8/1")
