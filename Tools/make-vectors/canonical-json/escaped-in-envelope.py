"""A letter in the holder of a card is escaped; the canonical text of the card is signed."""
from forge import *

p = Package(cards=[card(holder="Zoë Ångström")])
p.envelope_bytes = replaced(p.envelope_bytes, "Zoë".encode(), b"Zo\\u00eb")
refused(p, "2.1/7")
