"""`special_category` is true and `personal_data` is not."""
from forge import *

refused(Package(agreement=agreement(personal_data=False, special_category=True)), "6.2/9a")
