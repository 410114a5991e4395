"""The holder of a card is a user of another site."""
from forge import *

p = Package(agreement=agreement(recipients=[recipient(), other_recipient()]), cards=[card(holder="A. Smith")])
refused(p, "9.6/5o")
