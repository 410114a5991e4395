"""Two cards stand in descending order of their ids."""
from forge import *

refused(Package(cards=[card(2), card(1)]), "9.6/5c")
