"""There are 1,025 slots, each with a card in order."""
from forge import *

refused(Package(cards=[card(number) for number in range(1, 1_026)]), "9.6/5b")
