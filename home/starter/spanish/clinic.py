"""The sentences of the clinic's settings in Spanish."""

from home.starter.markup import rich

TAGLINE = "Terapia con ketamina para el dolor crónico en Jacksonville y Middleburg / Orange Park, Florida"
FOOTER_TEXT = rich("[Privacidad](/privacy/). [Accesibilidad](/accessibility/).")
EMERGENCY_TITLE = "En una emergencia, llame al 911"
EMERGENCY_TEXT = rich(
    "Llame al 911 si hay una vida en peligro. Si usted o alguien que conoce piensa en el "
    "suicidio o en hacerse daño, llame o envíe un mensaje de texto al 988, la Línea 988 de Prevención del Suicidio y "
    "Crisis, a cualquier hora. Nadie lee las solicitudes las 24 horas.",
)
OFF_LABEL_STATEMENT = rich(
    "La FDA ha aprobado la ketamina como anestésico. No ha aprobado la ketamina para el dolor crónico ni para ninguna "
    "afección de salud mental. Nuestro uso está fuera de lo indicado (“off-label”): un médico puede decidir que es "
    "adecuada para un paciente. Puede ayudar a algunas personas. No ayuda a todas, y tiene riesgos.",
)
MEDICAL_DISCLAIMER = rich(
    "Este sitio web ofrece información general. No sustituye el consejo de un profesional de la salud que le conozca. "
    "Los resultados varían de una persona a otra, y no se promete ninguno. [Lea el descargo de responsabilidad "
    "completo](/medical-disclaimer/).",
)
