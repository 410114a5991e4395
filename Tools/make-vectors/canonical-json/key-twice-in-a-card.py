"""A key in the body of a card stands twice; the site signed it so."""
from forge import *

p = Package()
two = b'"holder":"Mallory","holder":"J. Doe"'
one = replaced(message("card", p.cards[0]["body"]), b'"holder":"J. Doe"', two)
p.cards[0]["signatures"] = [signature(SITE, one)]
p.envelope_bytes = replaced(p.envelope_bytes, b'"holder":"J. Doe"', two)
refused(p, "2.1/5")
