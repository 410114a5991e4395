"""The package is signed at the instant from which on nothing is sealed to its card."""
from forge import *

refused(Package(cards=[card(use_by=SIGNED_AT)]), "9.6/5p")
