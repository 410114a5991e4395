"""A card has two signatures by the site, both of which verify."""
from forge import *

refused(Package(cards=[statement("card", card_body(), SITE, SITE)]), "9.6/5g")
