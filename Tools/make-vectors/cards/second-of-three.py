"""Three cards, opened with the second."""
from forge import *

p = Package(agreement=agreement(recipients=[recipient(), other_recipient()]), cards=[card(1), card(2), card(3)])
accepted(p, card=2)
