"""A card is of a site that the agreement does not name, with an organisation that it names."""
from forge import *

refused(Package(cards=[card(site="Other House")]), "9.6/5m")
