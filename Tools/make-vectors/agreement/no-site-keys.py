"""A second recipient has no site keys."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(), other_recipient(site_keys=[])])), "6.2/2b")
