"""The package is signed by a key that is pinned as provider, and its agreement names another provider."""
from forge import *

p = Package()
p.signer = OTHER_PROVIDER
refused(p, "9.6/3", provider=OTHER_PROVIDER)
