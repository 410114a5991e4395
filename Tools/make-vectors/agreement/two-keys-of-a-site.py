"""A site has two keys, and the second signed the card."""
from forge import *

p = Package(agreement=agreement(recipients=[recipient(site_keys=[SECOND_SITE_KEY.line, SITE.line])]))
accepted(p, "6.2/3c", "9.6/5n")
