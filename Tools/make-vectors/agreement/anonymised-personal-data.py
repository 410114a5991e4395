"""`personal_data` is true of what is anonymised."""
from forge import *

refused(Package(agreement=agreement(de_identification="anonymised")), "6.2/9c")
