"""A card is signed under the context line of an approval."""
from forge import *

refused(Package(cards=[statement("approval", card_body(), SITE)]), "9.6/5i")
