"""Two cards have one delivery key."""
from forge import *

refused(Package(cards=[card(1), card(2, delivery_key=delivery_key(1).line)]), "9.6/5d")
