"""The sender's own card stands in a slot, signed by the provider in the name of the site."""
from forge import *

refused(Package(cards=[card(1), card(2, key=PROVIDER)]), "9.6/5n")
