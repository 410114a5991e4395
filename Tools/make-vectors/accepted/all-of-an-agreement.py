"""An agreement with every key that there is."""
from forge import *

accepted(Package(agreement=full_agreement()), section="6.1")
