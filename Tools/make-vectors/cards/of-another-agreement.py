"""A card is for another agreement."""
from forge import *

refused(Package(cards=[card(reference="DSA-2026-015")]), "9.6/5k")
