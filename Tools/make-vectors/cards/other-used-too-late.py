"""The card that is here is in order; that of another is past its time."""
from forge import *

refused(Package(cards=[card(1), card(2, use_by=SIGNED_AT)]), "9.6/5p")
