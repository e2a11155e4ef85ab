"""Safety and risks, in Spanish."""

from home.starter.blocks import Block, heading, text
from home.starter.markup import bullets
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "seguridad"
TITLE = "Seguridad y riesgos"
SEO_TITLE = "Terapia con ketamina: efectos secundarios y riesgos"
SEARCH_DESCRIPTION = (
    "Efectos secundarios y riesgos de la ketamina para el dolor, durante un tratamiento y a largo plazo, y quién debe "
    "tener cuidado o no debe recibirla. Con fuentes."
)
INTRODUCTION = (
    "La ketamina es un medicamento fuerte. La mayoría de los efectos pasan en horas, y algunos pueden ser graves. Esto "
    "es lo que conviene saber y decirnos antes de un tratamiento."
)
LISTING_SUMMARY = "Efectos secundarios, riesgos graves, y quién debe tener cuidado o no debe recibirla."

BODY: list[Block] = [
    heading("Qué puede pasar"),
    text(
        "**Lo que decimos.** La ketamina se ha usado como anestésico desde 1970, en niños y adultos, en dosis "
        "mucho más altas, y tiene un historial de seguridad comprobado. A nuestros pacientes se les vigila de cerca "
        "durante una hora, más o menos, después de cada tratamiento.",
        "**Lo que dice la investigación.** Su uso en cirugía es bien conocido. Se sabe mucho menos del uso repetido. "
        "Para el estado de ánimo, los expertos encontraron pocos datos a largo plazo. [@sanacora-2017] Se describen "
        "estos efectos:",
        bullets(
            "**Durante el tratamiento y poco después.** Sentirse separado de su cuerpo o del mundo, sueños vívidos, "
            "confusión o ver cosas que no están. En la etiqueta para la anestesia, estas reacciones se indican en "
            "unos 12 de cada 100 pacientes. Son menos comunes con una inyección en un músculo. [@ketalar-label]",
            "**Corazón.** Aumento de la presión arterial y del pulso. [@ketalar-label]",
            "**Estómago.** Náuseas. [@ketalar-label]",
            "**Respiración.** Puede hacerse más lenta. La FDA ha advertido sobre esto con la ketamina preparada en "
            "farmacias (“compounded”). [@fda-2023]",
            "**Vejiga.** Dolor o daño en las vías urinarias con el uso a largo plazo. [@ketalar-label]",
            "**Mente y hábito.** Se puede usar mal, y puede desencadenar problemas de salud mental. [@fda-2023]",
            "**Pensamiento y equilibrio.** No conducir ni hacer actividades arriesgadas durante 24 horas. "
            "[@mayo-ketamine]",
        ),
        "La FDA ha advertido también sobre los aerosoles nasales de ketamina hechos por farmacias y sobre la ketamina "
        "usada en casa. [@fda-2022] [@fda-2023] Nosotros damos cada dosis en la clínica.",
    ),
    emergency(
        "Después de un tratamiento, llame al 911 si hay dificultad para respirar, dolor en el pecho, una convulsión, o "
        "si no se puede despertar a alguien.",
    ),
    heading("Quién debe tener cuidado o no debe recibirla"),
    text(
        "La guía de los expertos nombra estas razones para tener precaución. [@cohen-2018] Díganos antes del "
        "tratamiento si alguna es su caso:",
        bullets(
            "enfermedad del corazón o presión arterial que no está bajo control",
            "está o podría estar embarazada",
            "psicosis activa, como oír voces",
            "enfermedad grave del hígado",
            "presión elevada en el ojo o en el cerebro",
            "un problema con las drogas o el alcohol ahora.",
        ),
        "Díganos también todos los medicamentos que toma. No deje ninguno sin la persona que lo recetó.",
    ),
    request_appointment(),
]
