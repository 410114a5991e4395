"""A hold has no reason."""
from forge import *

body = order_body("09:00")
del body["reason"]
declined(text_form("hold", statement("hold", body, PROVIDER)), "16.1/3b")
