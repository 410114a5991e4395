"""A card has the site's signature, and a second one that does not verify."""
from forge import *

p = Package()
wrong = signature(STRANGER, b"something else")
p.cards[0]["signatures"].append(wrong)
refused(p, "9.6/5h")
