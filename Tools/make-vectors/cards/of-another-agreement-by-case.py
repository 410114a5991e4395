"""A card is for the agreement of this reference in lower case."""
from forge import *

refused(Package(cards=[card(reference="dsa-2026-014")]), "9.6/5k")
