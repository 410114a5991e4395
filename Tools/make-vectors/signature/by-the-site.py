"""The package is signed by the site's key, which is pinned; the agreement names the provider."""
from forge import *

p = Package()
p.signer = SITE
refused(p, "9.6/3", provider=SITE)
