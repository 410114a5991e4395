"""Two recipients have a site of one name, which may be."""
from forge import *

p = Package(agreement=agreement(recipients=[other_recipient(site="Example House"), recipient()]))
accepted(p, "6.2/2e")
