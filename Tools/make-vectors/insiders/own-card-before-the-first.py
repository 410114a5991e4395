"""The sender's own card stands before that which is here."""
from forge import *

refused(Package(cards=[card(0x0, delivery_key=delivery_key(4).line, key=STRANGER), card(1)]), "9.6/5n")
