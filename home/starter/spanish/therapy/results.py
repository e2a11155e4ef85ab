"""Benefits and results, in Spanish."""

from home.starter.blocks import PEOPLE, Block, callout, facts, heading, text
from home.starter.markup import bullets
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "resultados"
TITLE = "Resultados, y qué tan seguros son"
SEO_TITLE = "Ketamina para el dolor crónico: resultados"
SEARCH_DESCRIPTION = (
    "A cuántas personas ayuda la terapia con ketamina y por cuánto tiempo: lo que vemos en nuestra clínica, lo que "
    "encontraron los estudios y qué tan seguro es."
)
INTRODUCTION = (
    "Lo que vemos en nuestros pacientes y lo que encontraron los estudios. No siempre coinciden, así que aquí están "
    "los "
    "dos, con fuentes y con los riesgos a la vista."
)
LISTING_SUMMARY = "Lo que vemos en nuestros pacientes, lo que encontraron los estudios y qué tan seguro es."

BODY: list[Block] = [
    heading("Los beneficios que vemos"),
    text(
        bullets(
            "Alivio de la tristeza, el estrés y la ansiedad. En nuestras palabras: equilibrio, bienestar y felicidad.",
            "Actúa rápido: en horas, hasta un día.",
            "Se puede combinar con medicamentos recetados y con psicoterapia.",
            "Menos cansancio y estrés. Los pacientes se sienten con energía.",
            "Permite al cerebro formar nuevas sinapsis, las uniones entre células nerviosas. Lo vemos como un "
            "nuevo tipo de tratamiento.",
            "Es una opción para afecciones que resistieron otros tratamientos.",
            "Con varios tratamientos, los resultados duran de semanas a meses.",
        ),
    ),
    callout(
        "information",
        "Lo que dicen los estudios sobre estos beneficios",
        "Para el dolor crónico, los resultados son mixtos. Una revisión Cochrane de 2025 reunió 67 ensayos de dolor "
        "que no viene del cáncer, con 2,309 adultos. No encontró un beneficio claro para el dolor, y encontró más "
        "efectos no deseados cuando la ketamina se daba por una vena. Calificó la seguridad de estos resultados de "
        "baja a muy baja. [@cochrane-2025]",
        "Una guía de expertos en dolor encontró evidencia moderada para una afección, el SDRC (síndrome de dolor "
        "regional complejo). Para la mayoría de los otros tipos de dolor crónico encontró evidencia débil o ninguna. "
        "[@cohen-2018] Una revisión anterior de ensayos con placebo dijo que el valor a largo plazo es incierto. "
        "[@orhurhu-2019]",
        "Para el estado de ánimo, un grupo de trabajo de psiquiatras vio posibilidades, pero se estudió a muy pocas "
        "personas y se sabe muy poco a largo plazo. [@sanacora-2017] Ningún tratamiento puede prometer a nadie que "
        "será feliz.",
    ),
    heading("A cuántas personas ayuda"),
    facts(
        (
            "Cerca del 70 %",
            "se siente bastante mejor, según nuestra cifra",
            "",
            "No conocemos ninguna fuente publicada",
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
        "**Lo que decimos.** Con una selección adecuada de los pacientes, muchos estudios informan de éxito en "
        "cerca del 70 % de los pacientes. Son sobre todo pacientes que se sienten bastante mejor en muchos aspectos, "
        "no solo en el dolor.",
        "**Lo que dice la investigación.** No encontramos ningún estudio publicado con esa cifra. En un estudio de "
        "1,034 pacientes de una clínica, entre el 20 % y el 46 % tuvo una mejoría real en al menos algunas medidas. No "
        "había un grupo sin ketamina con el que comparar. [@tankha-2025] Una gran revisión de ensayos no encontró un "
        "beneficio claro para el dolor. [@cochrane-2025]",
    ),
    heading("A quién es probable que le ayude"),
    text(
        "El alivio es menor donde hay más destrucción anatómica, es decir, más daño en articulaciones, huesos o "
        "nervios. A nuestro juicio, la formación del Dr. Tilak le permite predecir el grado probable de mejoría "
        "antes de la terapia y durante ella. Las fuentes de esta página no describen ninguna forma segura de saber a "
        "quién le ayudará.",
    ),
    heading("Depresión, ansiedad, consumo de sustancias y abstinencia"),
    text(
        "**Lo que decimos.** La ketamina también trata la depresión, la ansiedad y los trastornos por consumo "
        "de sustancias, que a menudo acompañan al dolor crónico. También ayuda con la abstinencia de opioides de leve "
        "a moderada.",
        "**Lo que dice la investigación.** La ketamina se ha estudiado para la depresión, con posibilidades y con "
        "preguntas abiertas. [@sanacora-2017] La FDA no ha aprobado la ketamina para ninguna afección de salud mental. "
        "[@fda-2023] Un problema con las drogas o el alcohol ahora es una razón para "
        "tener precaución. [@cohen-2018] No citamos ninguna fuente para su uso en la abstinencia.",
        "Estas no están en la lista de afecciones por las que atendemos a pacientes. Si tiene una de ellas junto con "
        "dolor, díganoslo, y siga viendo a las personas que le tratan por ella.",
    ),
    emergency(),
    heading("Riesgos"),
    text("Sea cual sea el resultado, los riesgos son los mismos. Están en [seguridad y riesgos](/therapy/safety/)."),
    request_appointment(),
]
