"""An unknown key in the body of a card, which the site signed."""
from forge import *

refused(Package(cards=[card(unknown=1)]), "2.1/14")
