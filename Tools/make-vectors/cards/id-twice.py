"""Two cards have one id, and other delivery keys."""
from forge import *

refused(Package(cards=[card(1), card(1, delivery_key=delivery_key(2).line)]), "9.6/5c")
