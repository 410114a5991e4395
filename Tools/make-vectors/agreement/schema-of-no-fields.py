"""A schema has no fields."""
from forge import *

refused(Package(agreement=agreement(tables=[table(schema={"fieldsMatch": "exact", "fields": []})])), "6.2/8d")
