"""A card is for another provider."""
from forge import *

refused(Package(cards=[card(provider=OTHER_PROVIDER.line)]), "9.6/5j")
