"""A card that the site made for another provider."""
from forge import *

refused(Package(cards=[card(1), card(2, provider=OTHER_PROVIDER.line)]), "9.6/5j")
