"""A byte of the holder of a card is no UTF-8; its signature is over that byte."""
from forge import *

p = Package()
p.cards = [card(holder="Zo~")]
one = message("card", p.cards[0]["body"]).replace(b"Zo~", b"Zo\xeb")
p.cards[0]["signatures"] = [signature(SITE, one)]
p.envelope_bytes = replaced(p.envelope_bytes, b"Zo~", b"Zo\xeb")
refused(p, "2.1/1")
