"""`minLength` is −1."""
from forge import *

schema = {"fieldsMatch": "exact", "fields": [field(constraints={"minLength": -1})]}
refused(Package(agreement=agreement(tables=[table(schema=schema)])), "6.2/8j")
