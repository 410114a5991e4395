"""A second signature of a card is by the neutral point, under which anything verifies."""
from forge import *

p = Package()
r = seeded("a scalar below the order", 31) + b"\0"
p.cards[0]["signatures"].append({
    "key": key_line(SIGNING, le(32, 1)), "signature": base64_text(point_of(r) + r)})
refused(p, "4/5")
