"""The sender's delivery key stands in a second card of a known id."""
from forge import *

p = Package(cards=[card(1), card(1, delivery_key=delivery_key(4).line, key=STRANGER)])
refused(p, "9.6/5c")
