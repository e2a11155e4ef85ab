"""The page with the request form in Spanish."""

from home.starter.blocks import Block, text
from home.starter.markup import bullets, rich

SLUG = "solicitar-una-cita"
TITLE = "Solicitar una cita"
SEO_TITLE = "Solicitar una cita para terapia con ketamina"
SEARCH_DESCRIPTION = (
    "Pida una cita en Jacksonville o en Middleburg / Orange Park, Florida. Toma unos minutos. Por favor, no envíe "
    "detalles médicos."
)
INTRODUCTION = "Díganos cómo comunicarnos con usted. Toma unos minutos."
LISTING_SUMMARY = "Díganos cómo comunicarnos con usted. Toma unos minutos."
BODY: list[Block] = [text("Por favor, no incluya detalles médicos.")]
CONFIRMATION_TITLE = "Hemos recibido su solicitud"
NEXT_STEPS = rich(
    bullets(
        "Una persona de nuestro equipo lee su solicitud y se comunica con usted para acordar una hora.",
        "No tiene una cita hasta que hayamos acordado una hora con usted.",
    ),
)
