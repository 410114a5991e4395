"""A card in order, with S sealed to it, was added after signing."""
from forge import *

p = Package()
p.signature = p.signature
p.cards.append(card(2))
refused(p, "9.4/4")
