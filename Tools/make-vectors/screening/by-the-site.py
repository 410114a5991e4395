"""An acceptance is signed by the site that receives the package."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], keys=(SITE,))
refused(p, "17.3/3j")
