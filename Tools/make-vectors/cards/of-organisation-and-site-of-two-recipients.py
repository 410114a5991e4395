"""A card has the organisation of one recipient and the site of another."""
from forge import *

p = Package(agreement=agreement(recipients=[recipient(), other_recipient()]), cards=[card(site="Other House")])
refused(p, "9.6/5m")
