"""Two recipients have one organisation and site, with other keys and users."""
from forge import *

again = recipient(site_keys=[OTHER_SITE.line], users=["A. Smith"])
refused(Package(agreement=agreement(recipients=[recipient(), again])), "6.2/2e")
