"""A signature of a card has 63 bytes."""
from forge import *

p = Package()
one = p.cards[0]["signatures"][0]
one["signature"] = base64_text(SITE.sign(message("card", p.cards[0]["body"]))[:63])
refused(p, "2.3/9")
