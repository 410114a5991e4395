"""A card that the site made for another agreement of this provider."""
from forge import *

refused(Package(cards=[card(1), card(2, reference="DSA-2025-009")]), "9.6/5k")
