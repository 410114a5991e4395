"""The sender's own card stands in a slot, for a site that the agreement does not name, under a key of its own."""
from forge import *

refused(Package(cards=[card(1), card(2, site="Annex", key=STRANGER)]), "9.6/5m")
