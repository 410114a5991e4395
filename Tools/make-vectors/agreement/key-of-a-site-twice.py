"""A site key stands twice in one site."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(site_keys=[SITE.line, SITE.line])])), "6.2/3c")
