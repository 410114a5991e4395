"""A card is of an organisation that the agreement does not name, with a site that it names."""
from forge import *

refused(Package(cards=[card(organisation="Department C")]), "9.6/5l")
