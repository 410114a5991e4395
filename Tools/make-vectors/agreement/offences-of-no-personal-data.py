"""`criminal_offence_data` is true and `personal_data` is not."""
from forge import *

refused(Package(agreement=agreement(personal_data=False, criminal_offence_data=True)), "6.2/9b")
