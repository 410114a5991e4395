"""There are no recipients, and so no card can be authorised."""
from forge import *

refused(Package(agreement=agreement(recipients=[])), "6.2/2a")
