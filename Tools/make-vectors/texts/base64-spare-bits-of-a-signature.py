"""A bit of the last character of a card's signature, which encodes nothing, is set."""
from forge import *

p = Package()
one = p.cards[0]["signatures"][0]
one["signature"] = with_spare_bit(one["signature"])
refused(p, "2.3/8")
