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
HERO_TITLE = "Terapia con ketamina para el dolor crónico en Jacksonville y Middleburg\u00a0/ Orange\u00a0Park, Florida"
INTRODUCTION = (
    "Damos la ketamina en una inyección en un músculo, en dosis muy por debajo de las que se usan en cirugía, y le "
    "vigilamos. Puede ayudar cuando otros tratamientos no lo han hecho. No ayuda a todos. Le decimos lo que se sabe y "
    "lo que no."
)

BODY: list[Block] = [
    section(
        "why",
        "Lo que puede esperar de nosotros",
        more=link("Acerca de nosotros", "/about/"),
        reasons=[
            {
                "title": "Un médico con larga experiencia",
                "text": (
                    "El Dr. Tilak ejerce desde hace más de 30 años. Su página indica su formación y sus "
                    "certificaciones."
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
                "title": "Alguien le vigila",
                "text": (
                    "Le vigilamos de cerca durante una hora, más o menos, después de cada tratamiento. No debe "
                    "conducir durante 24 horas."
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
        "Afecciones por las que atendemos a pacientes",
        "Cada página dice lo que suele ayudar primero, qué tan sólida es la evidencia y cuáles son los riesgos.",
        more=link("Todas las afecciones y cómo leerlas", "/conditions/"),
    ),
    section(
        "how_it_works",
        "Cómo es una visita",
        more=link("Más sobre la terapia con ketamina", "/therapy/"),
        steps=[
            {
                "title": "Usted solicita una cita",
                "time": "Unos minutos",
                "text": "<p>Díganos cómo comunicarnos con usted y dónde quiere que le atendamos.</p>",
            },
            {
                "title": "Usted y el Dr. Tilak deciden",
                "time": "Antes del tratamiento",
                "text": (
                    "<p>No todas las personas deben recibir ketamina. Hablan de su salud, de los riesgos y de otras "
                    "opciones.</p>"
                ),
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
                    "<p>Usted descansa mientras le vigilamos. Son comunes las náuseas, la presión arterial más alta y "
                    "la sensación de estar lejos.</p>"
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
        "Dónde encontrarnos en el noreste de Florida",
        more=link("Más sobre dónde estamos", "/locations/"),
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
        "Estudios, prensa y advertencias: elogios y críticas por igual.",
        more=link("Todos los informes", "/news/"),
    ),
    request_appointment(),
]
