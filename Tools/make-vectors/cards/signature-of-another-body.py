"""A card has the site's signature over another holder."""
from forge import *

p = Package()
p.cards[0]["body"]["holder"] = "Zoë Ångström"
refused(p, "9.6/5h")
