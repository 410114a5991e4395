"""A site key is the provider's."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(site_keys=[SITE.line, PROVIDER.line])])), "6.2/3a")
