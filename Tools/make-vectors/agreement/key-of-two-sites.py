"""Two sites have one key."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(), other_recipient(site_keys=[SITE.line])])), "6.2/3d")
