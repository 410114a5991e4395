"""The holder of a card is no user of its site."""
from forge import *

refused(Package(cards=[card(holder="A. Smith")]), "9.6/5o")
