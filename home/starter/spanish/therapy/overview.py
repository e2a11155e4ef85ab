"""The therapy overview in Spanish. What the clinic says and what research says stay apart, as in English."""

from home.starter.blocks import (
    Block,
    callout,
    facts,
    heading,
    steps,
    text,
)
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
    "La ketamina es un anestésico. En dosis mucho más bajas se usa también para el dolor que no se va. La damos en una "
    "inyección en un músculo. Puede ayudar cuando otros tratamientos no lo han hecho. No ayuda a todos, y tiene "
    "riesgos."
)
LISTING_SUMMARY = "Qué es la ketamina, cómo es una visita y qué dicen los estudios sobre resultados y riesgos."


_WHAT_IT_IS: list[Block] = [
    heading("Qué es la ketamina"),
    text(
        "La ketamina es un medicamento que se usa desde hace mucho para dormir a las personas en una cirugía. La "
        "Administración de Alimentos y Medicamentos de EE. UU. (FDA) la aprobó por primera vez en 1970, como "
        "anestésico. [@icu-review-2018] Por ley es una sustancia controlada de la Lista III.",
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
]

_HOW_IT_WORKS: list[Block] = [
    heading("Cómo funciona"),
    text(
        "Nadie lo sabe con seguridad. La ketamina actúa sobre varios receptores del cerebro. Un receptor es una "
        "especie de interruptor en una célula nerviosa. Nuestra clínica explica el efecto rápido por el glutamato, un "
        "mensajero del cerebro, y el más largo por nuevas conexiones entre células nerviosas. Gran parte de esa "
        "investigación trata de la depresión o se hizo en animales. "
        "[Cómo funciona la ketamina](/therapy/how-ketamine-works/) presenta los dos lados.",
    ),
]

_WHY_IM: list[Block] = [
    heading("Por qué en un músculo (IM) y no en una vena (IV)"),
    text(
        "Muchas clínicas y la mayoría de los estudios dan la ketamina lentamente por un tubo en una vena. Nosotros la "
        "damos en una inyección en un músculo. Las razones de la clínica: cuesta menos, y a muchas personas les "
        "resulta incómodo un suero. Pocas personas han participado en estudios que compararon las dos vías. "
        "[Inyección o suero IV](/therapy/injection-or-iv/) tiene las razones, las cifras y las desventajas.",
    ),
]

_BENEFITS: list[Block] = [
    heading("Beneficios, y qué tan seguros son"),
    text("La clínica informa de estos beneficios en sus pacientes:"),
    text(
        bullets(
            "Alivio de la tristeza, el estrés y la ansiedad. En palabras de la clínica: equilibrio, bienestar y "
            "felicidad.",
            "Actúa rápido: en horas, hasta un día.",
            "Se puede combinar con medicamentos recetados y con psicoterapia.",
            "Menos cansancio y estrés. Los pacientes se sienten con energía.",
            "Permite al cerebro formar nuevas sinapsis, las uniones entre células nerviosas. La clínica lo ve como un "
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
]

_WHAT_TO_EXPECT: list[Block] = [
    heading("Qué esperar"),
    steps(
        (
            "Usted solicita una cita",
            "Unos minutos",
            (
                "Use el [formulario de solicitud](/request-an-appointment/). Elija Jacksonville o Middleburg / Orange "
                "Park."
            ),
        ),
        (
            "Usted y el Dr. Tilak deciden",
            "Antes del tratamiento",
            (
                "No todas las personas deben recibir ketamina. Traiga una lista de todos sus medicamentos y problemas "
                "de salud. Los riesgos y las otras opciones son parte de esta conversación."
            ),
        ),
        (
            "Recibe la inyección",
            "Dosis cada 15 a 30 minutos",
            (
                "El medicamento se pone en un músculo. Las dosis se pueden separar de 15 a 30 minutos, como usted "
                "prefiera. Si hace falta, se puede dar una dosis pequeña de una benzodiacepina (un medicamento que "
                "calma) o un medicamento contra las náuseas."
            ),
        ),
        (
            "Le vigilamos",
            "Una hora, más o menos",
            "Le vigilamos de cerca durante una hora, más o menos, después de cada tratamiento.",
        ),
        (
            "Vuelve a casa con alguien",
            "24 horas sin conducir",
            (
                "No conduzca ni haga nada arriesgado durante 24 horas. [@mayo-ketamine] Organice quién le lleva antes "
                "de venir."
            ),
        ),
        (
            "Nota lo que cambia",
            "De horas a un día",
            (
                "La clínica informa que muchos pacientes notan una clara mejoría en unas pocas horas, hasta un día. "
                "Algunos se desenvuelven mejor en el día a día antes de que ceda el dolor mismo."
            ),
        ),
    ),
    heading("Cuánto dura y con qué frecuencia viene", "h3"),
    text(
        "La clínica informa que el efecto de un primer tratamiento suele durar de unos días a unas semanas. Depende de "
        "la gravedad de la afección.",
        "Para un alivio más largo, el plan habitual de la clínica es:",
        bullets(
            "tratamientos semanales durante 6 a 8 semanas",
            "después refuerzos, cada mes o con menos frecuencia, según haga falta.",
        ),
        "Su propio plan se decide con usted, y puede dejarlo en cualquier momento. En un estudio de 1,034 pacientes de "
        "una clínica, la mayoría completó una serie de cinco infusiones. [@tankha-2025] Los estudios no nos dicen qué "
        "calendario de inyecciones elegir.",
    ),
    heading("Si toma opioides", "h3"),
    text(
        "La clínica informa que pacientes que tomaban opioides desde hacía mucho tiempo han podido bajar su dosis, y "
        "que algunos después pudieron dejarlos. No tenemos ninguna fuente publicada para esto.",
    ),
    callout(
        "caution",
        "No cambie su dosis de opioides por su cuenta",
        "Bajarla demasiado rápido puede ser peligroso. Cambie una dosis solo junto con la persona que la receta.",
    ),
]

_SAFETY: list[Block] = [
    heading("Seguridad y riesgos"),
    text(
        "**Lo que dice la clínica.** La ketamina se ha usado como anestésico desde 1970, en niños y adultos, en dosis "
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
    heading("Quién debe tener cuidado o no debe recibirla", "h3"),
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
    ),
    emergency(
        "Después de un tratamiento, llame al 911 si hay dificultad para respirar, dolor en el pecho, una convulsión, o "
        "si no se puede despertar a alguien.",
    ),
]

_RESULTS: list[Block] = [
    heading("Resultados"),
    facts(
        (
            "Cerca del 70 %",
            "de éxito, según la cifra de la clínica",
            "",
            "Declarado por la clínica; no encontramos ninguna fuente publicada",
        ),
        (
            "20 % a 46 %",
            "tuvo una mejoría real en al menos algunas medidas",
            "tankha-2025",
            "IV; sin grupo de comparación",
        ),
        (
            "Sin beneficio claro",
            "para el dolor crónico en 67 ensayos",
            "cochrane-2025",
            "Certeza de baja a muy baja",
        ),
    ),
    text(
        "**Lo que dice la clínica.** Con una selección adecuada de los pacientes, muchos estudios informan de éxito en "
        "cerca del 70 % de los pacientes. Son sobre todo pacientes que se sienten bastante mejor en muchos aspectos, "
        "no solo en el dolor.",
        "**Lo que dice la investigación.** No encontramos ningún estudio publicado con esa cifra. En un estudio de "
        "1,034 pacientes de una clínica, entre el 20 % y el 46 % tuvo una mejoría real en al menos algunas medidas. No "
        "había un grupo sin ketamina con el que comparar. [@tankha-2025] Una gran revisión de ensayos no encontró un "
        "beneficio claro para el dolor. [@cochrane-2025]",
        "El alivio es menor donde hay más destrucción anatómica, es decir, más daño en articulaciones, huesos o "
        "nervios. La clínica informa que la formación del Dr. Tilak le permite predecir el grado probable de mejoría "
        "antes de la terapia y durante ella. Las fuentes de esta página no describen ninguna forma segura de saber a "
        "quién le ayudará.",
    ),
]

_OTHER_USES: list[Block] = [
    heading("Depresión, ansiedad, consumo de sustancias y abstinencia"),
    text(
        "**Lo que dice la clínica.** La ketamina también trata la depresión, la ansiedad y los trastornos por consumo "
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
]

BODY: list[Block] = [
    callout(
        "information",
        "La respuesta corta",
        "La ketamina puede aliviar algunos tipos de dolor crónico de días a semanas, y a veces más. La prueba es "
        "moderada para una afección (SDRC) y débil para las demás. Son efectos comunes las náuseas, el aumento de la "
        "presión arterial y la sensación de estar lejos. Se queda con nosotros una hora, más o menos, después del "
        "tratamiento, y no puede conducir durante 24 horas.",
    ),
    *_WHAT_IT_IS,
    *_HOW_IT_WORKS,
    *_BENEFITS,
    *_WHAT_TO_EXPECT,
    *_WHY_IM,
    *_SAFETY,
    *_RESULTS,
    *_OTHER_USES,
    heading("Preguntas de los pacientes"),
    text(
        "¿Puedo conducir a casa? ¿Cuántos tratamientos necesitaría? ¿Paga el seguro? "
        "[Preguntas de los pacientes](/therapy/questions/) tiene respuestas cortas.",
    ),
    heading("Afecciones por las que atendemos a pacientes"),
    text(
        "Cada afección tiene una página propia, con lo que muestran los estudios y cuáles son los riesgos. "
        "[Vea las afecciones](/conditions/).",
    ),
    request_appointment(),
]
