"""The therapy overview in Spanish. What we say and what research says stay apart, as in English."""

from home.starter.blocks import PEOPLE, Block, callout, facts, heading, steps, text
from home.starter.markup import bullets
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "terapia"
TITLE = "Terapia con ketamina"
SEO_TITLE = "Terapia con ketamina IM para el dolor crónico"
SEARCH_DESCRIPTION = (
    "Qué es la ketamina, cómo una inyección puede aliviar el dolor crónico, cómo es una visita y qué dicen los "
    "estudios sobre resultados y riesgos."
)
INTRODUCTION = (
    "Usamos la ketamina, en dosis muy por debajo de las de una cirugía, para el dolor que dura y que otros "
    "tratamientos "
    "no han aliviado. La recibe en una inyección en un músculo, y nos quedamos con usted."
)
LISTING_SUMMARY = "Qué es la ketamina, cómo es una visita y qué dicen los estudios sobre resultados y riesgos."

BODY: list[Block] = [
    callout(
        "information",
        "La respuesta corta",
        "La ketamina puede aliviar algunos tipos de dolor crónico de días a semanas, y a veces más. No ayuda a todos. "
        "La "
        "prueba es moderada para una afección (SDRC) y débil para las demás. Son efectos comunes las náuseas, el "
        "aumento de la presión arterial y la sensación de estar lejos.",
    ),
    heading("Qué es la ketamina"),
    text(
        "La ketamina es un medicamento que se usa desde hace mucho para dormir a las personas en una cirugía. La "
        "Administración de Alimentos y Medicamentos de EE. UU. (FDA) la aprobó por primera vez en 1970, como "
        "anestésico. [@icu-review-2018] Por ley es una sustancia controlada de la Lista III.",
        "Actúa sobre interruptores de las células nerviosas y puede ayudar al cerebro a formar nuevas uniones entre "
        "ellas. [Cómo funciona la ketamina](/therapy/how-ketamine-works/) dice qué se sabe de eso.",
        "Hoy cientos de clínicas en los Estados Unidos y otros países ofrecen ketamina. La televisión y la prensa han "
        "hablado mucho de ella. Reunimos informes de los dos lados en [La ketamina en las noticias](/news/).",
    ),
    callout(
        "information",
        "Nuestro uso de la ketamina está fuera de lo indicado (“off-label”)",
        "La FDA ha aprobado la ketamina solo para la anestesia. [@ketalar-label] No la ha aprobado para el dolor "
        "crónico ni para ninguna afección de salud mental. Los médicos pueden usar un medicamento aprobado de otras "
        "maneras cuando juzgan que es adecuado para el paciente. Esto se llama uso fuera de lo indicado (“off-label”).",
    ),
    heading("Cómo es una visita"),
    steps(
        (
            "Habla con el Dr. Tilak",
            "Antes del tratamiento",
            "Sobre su dolor, su salud, los riesgos y las otras opciones.",
        ),
        (
            "Recibe la inyección",
            "Dosis cada 15 a 30 minutos",
            "En un músculo, sin ningún tubo en una vena. Usted elige el ritmo.",
        ),
        (
            "Le vigilamos",
            "Una hora, más o menos",
            "Le vigilamos de cerca durante una hora, más o menos, después de cada tratamiento.",
        ),
        (
            "Alguien le lleva a casa",
            "24 horas sin conducir",
            "No conduzca ni haga nada arriesgado durante 24 horas. [@mayo-ketamine]",
        ),
    ),
    text(
        "[Su visita, paso a paso](/therapy/your-visit/) dice qué se siente, cuánto tiempo prever, qué traer y con qué "
        "frecuencia se viene. [Inyección o suero IV](/therapy/injection-or-iv/) dice por qué usamos un músculo y no "
        "una "
        "vena.",
    ),
    heading("Qué puede hacer por usted"),
    facts(
        (
            "Cerca del 70 %",
            "se siente bastante mejor, según nuestra cifra",
            "",
            "Con una selección adecuada; vea abajo",
            PEOPLE,
        ),
        (
            "20 % a 46 %",
            "tuvo una mejoría real en al menos algunas medidas",
            "tankha-2025",
            "IV; sin grupo de comparación",
            PEOPLE,
        ),
        (
            "Sin beneficio claro",
            "para el dolor crónico en 67 ensayos",
            "cochrane-2025",
            "Certeza de baja a muy baja",
        ),
    ),
    text(
        "**En nuestra experiencia,** muchos pacientes notan una clara mejoría en unas pocas horas, hasta un día. Con "
        "varios tratamientos, los resultados duran de semanas a meses.",
        "**Los estudios** no coinciden entre sí, y una gran revisión no encontró un beneficio claro para el dolor. "
        "[@cochrane-2025] Nadie puede prometerle un resultado. [Resultados, y qué tan seguros son](/therapy/results/) "
        "presenta las dos cosas.",
    ),
    heading("Riesgos, y quién no debe recibirla"),
    text(
        "La mayoría de los efectos pasan en horas. Algunos son graves: la ketamina puede hacer más lenta la "
        "respiración, se puede usar mal, y el uso a largo plazo puede dañar la vejiga. [@ketalar-label] [@fda-2023] "
        "Díganos antes del tratamiento si alguna de estas es su caso: [@cohen-2018]",
        bullets(
            "enfermedad del corazón o presión arterial que no está bajo control",
            "está o podría estar embarazada",
            "psicosis activa, como oír voces",
            "enfermedad grave del hígado, o presión elevada en el ojo o en el cerebro",
            "un problema con las drogas o el alcohol ahora.",
        ),
        "[Seguridad y riesgos](/therapy/safety/) tiene la lista completa.",
    ),
    emergency(
        "Después de un tratamiento, llame al 911 si hay dificultad para respirar, dolor en el pecho, una convulsión, o "
        "si no se puede despertar a alguien.",
    ),
    heading("Bueno saberlo antes de decidir"),
    text(
        bullets(
            "[Las afecciones por las que atendemos a pacientes](/conditions/): qué suele ayudar primero, y qué tan "
            "fuerte es la evidencia para cada una.",
            "[Costo y seguro](/cost-and-insurance/): la mayoría de los seguros no cubren la terapia con ketamina.",
            "[Preguntas de los pacientes](/therapy/questions/): respuestas cortas, desde conducir hasta los opioides.",
        ),
    ),
    request_appointment(),
]
