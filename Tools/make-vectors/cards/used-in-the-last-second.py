"""The package is signed a second before nothing is sealed to its card any more."""
from forge import *

accepted(Package(cards=[card(use_by="2027-01-10T10:00:01Z")]), "9.6/5p")
