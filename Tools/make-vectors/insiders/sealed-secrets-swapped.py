"""The sealed secrets of two cards have changed places."""
from forge import *

p = Package(cards=[card(1), card(2)])
p.slots = p.slots
one, other = p.slots
one["sealed"], other["sealed"] = other["sealed"], one["sealed"]
refused(p, "8/1")
