"""There are no slots."""
from forge import *

refused(Package(cards=[]), "9.6/5a")
