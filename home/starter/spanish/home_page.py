"""The home page in Spanish."""

from home.starter.blocks import Block, link, section
from home.starter.spanish.blocks import request_appointment

SLUG = "inicio"
TITLE = "Inicio"
SEO_TITLE = "Terapia con ketamina para el dolor crónico en Jacksonville, FL"
SEARCH_DESCRIPTION = (
    "Inyecciones de ketamina (IM) para el dolor crónico, en Jacksonville cerca de Avenues Mall y en Middleburg / "
    "Orange Park, Florida: cómo funciona, riesgos, costo."
)
# The places themselves stand below it, each with its name.
HERO_TITLE = "Terapia con ketamina para el dolor crónico en el noreste de Florida"
INTRODUCTION = (
    "Tratamos el dolor persistente con ketamina, en una inyección en un músculo, y nos quedamos con usted. Puede "
    "ayudar cuando otros tratamientos no lo han hecho."
)

BODY: list[Block] = [
    section(
        "why",
        "Lo que puede esperar de nosotros",
        more=link("Acerca de nosotros", "/about/"),
        reasons=[
            {
                "title": "Un médico que decide con usted",
                "text": (
                    "No todas las personas deben recibir ketamina. El Dr. Tilak averigua con usted si le conviene."
                ),
            },
            {
                "title": "Una inyección, sin vía intravenosa",
                "text": (
                    "Recibe la ketamina en un músculo (IM), sin ningún tubo en una vena. Nos parece más cómodo, y "
                    "cuesta menos. Los estudios que comparan las dos formas son pequeños."
                ),
            },
            {
                "title": "Palabras claras",
                "text": (
                    "La ketamina no está aprobada para el dolor, y la evidencia es débil para la mayoría de las "
                    "afecciones. Cada página muestra los riesgos junto a los beneficios, con fuentes."
                ),
            },
        ],
    ),
    section(
        "conditions",
        "Por qué nos visitan los pacientes",
        "En cada página: lo que suele ayudar primero, la evidencia y los riesgos.",
        more=link("Todas las afecciones", "/conditions/"),
    ),
    section(
        "how_it_works",
        "Cómo es una visita",
        more=link("Sobre la terapia con ketamina", "/therapy/"),
        steps=[
            {
                "title": "Usted solicita una cita",
                "time": "Unos minutos",
                "text": "<p>Díganos cómo comunicarnos con usted y dónde quiere que le atendamos.</p>",
            },
            {
                "title": "Usted y el Dr. Tilak deciden",
                "time": "Antes del tratamiento",
                "text": "<p>Hablan de su dolor, de su salud, de los riesgos y de sus otras opciones.</p>",
            },
            {
                "title": "Recibe la inyección",
                "time": "Dosis cada 15 a 30 minutos",
                "text": (
                    "<p>Se pone en un músculo. Usted elige el ritmo. Si hace falta, se puede dar un medicamento para "
                    "las náuseas o los nervios.</p>"
                ),
            },
            {
                "title": "Le vigilamos",
                "time": "Una hora, más o menos",
                "text": (
                    "<p>Usted descansa mientras le vigilamos de cerca. Son comunes las náuseas, la presión arterial "
                    "más alta y la sensación de estar lejos.</p>"
                ),
            },
            {
                "title": "Alguien le lleva a casa",
                "time": "24 horas sin conducir",
                "text": "<p>Organice quién le lleva antes de venir.</p>",
            },
        ],
    ),
    section(
        "doctor",
        "Su médico",
        "El Dr. Tilak y su dedicado equipo le atienden. Ejerce desde hace más de 30 años.",
        clinician="/about/dr-tilak/",
    ),
    section(
        "locations",
        "Dónde encontrarnos",
        more=link("Busque el lugar más cercano", "/locations/"),
    ),
    section(
        "cost",
        "Costo y seguro",
        "La mayoría de los seguros no cubren la terapia con ketamina, y el costo aleja a muchas personas. Mantenemos "
        "nuestro precio más bajo que otras clínicas. Pídanos el suyo por escrito antes de empezar.",
        more=link("Qué preguntar sobre el costo", "/cost-and-insurance/"),
    ),
    section(
        "latest_news",
        "La ketamina en las noticias",
        "Elogios y críticas por igual.",
        more=link("Todos los informes", "/news/"),
    ),
    request_appointment(),
]
