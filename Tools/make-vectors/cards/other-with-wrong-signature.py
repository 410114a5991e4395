"""The card that is here is in order; the signature of another one does not verify."""
from forge import *

other = card(2)
other["body"]["delivery_key"] = delivery_key(4).line
refused(Package(cards=[card(1), other]), "9.6/5h")
