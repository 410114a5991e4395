"""The key `made_at` is missing in the body of a card, which the site signed so."""
from forge import *

body = card_body()
del body["made_at"]
refused(Package(cards=[statement("card", body, SITE)]), "2.1/15")
