"""Why the clinic injects into a muscle, in Spanish."""

from home.starter.blocks import Block, callout, drawing, facts, heading, text
from home.starter.markup import bullets
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "inyeccion-o-suero"
TITLE = "Inyección de ketamina o suero IV"
SEO_TITLE = "Inyección de ketamina (IM) o suero IV: cómo se comparan"
SEARCH_DESCRIPTION = (
    "Por qué damos la ketamina en una inyección en un músculo y no por una vena, cómo es cada vía y qué "
    "encontraron los pocos estudios."
)
INTRODUCTION = (
    "Damos la ketamina en una inyección en un músculo (IM). Muchas clínicas la dan por un tubo en una vena (IV). Las "
    "dos vías tienen desventajas y riesgos, y pocos estudios las han comparado."
)
LISTING_SUMMARY = "Por qué usamos un músculo y no una vena, y qué encontraron los pocos estudios que las compararon."

BODY: list[Block] = [
    heading("Por qué usamos un músculo"),
    text(
        "Muchas clínicas y la mayoría de los estudios dan la ketamina lentamente por un tubo en una vena. Eso es una "
        "infusión. Nosotros la damos en una inyección en un músculo. Cuando decimos “infusión”, nos referimos a esta "
        "inyección. Estas son nuestras razones:",
        bullets(
            "La vía IV es engorrosa, y a muchas personas les resulta incómoda.",
            "La vía IV necesita una vigilancia más estrecha.",
            "La vía IV tiene el riesgo de extravasación (líquido que se filtra al tejido alrededor de la vena) y de "
            "infección.",
            "La vía IM cuesta menos y es más práctica, así que los pacientes pueden pagar más tratamientos.",
            "Con la vía IM, las dosis se pueden separar de 15 a 30 minutos, como prefiera el paciente.",
        ),
    ),
    drawing(
        "injection",
        "El músculo del hombro, en la parte alta del brazo, es un lugar posible para una inyección en un músculo. "
        "Pregúntenos dónde será la suya.",
    ),
    heading("¿Funciona igual de bien?"),
    text(
        "**Lo que decimos sobre los resultados.** Muchos estudios no encontraron una diferencia importante "
        "entre IM e IV, ni a corto ni a largo plazo. La biodisponibilidad IM, la parte de una dosis que llega a la "
        "sangre, es de alrededor del 95 % según nuestra cifra. Así, un pequeño ajuste da la misma dosis.",
        "**Lo que dice la investigación.** La cifra que se suele citar es 93 %. Los estudios que compararon las dos "
        "vías son pequeños y trataban de la depresión, no del dolor. En un ensayo abierto de 27 personas, el estado de "
        "ánimo cambió más o menos igual con las dos vías durante poco tiempo. [@im-iv-2014] En otro, 15 personas "
        "probaron tres formas de darla. Su objetivo era ver si un estudio así se podía hacer. [@loo-2016] La mayoría "
        "de los estudios del dolor usaron una vena, a menudo durante horas o días. [@cohen-2018] Puede que sus "
        "resultados no valgan para las inyecciones.",
    ),
    facts(
        ("95 %", "de una dosis IM llega a la sangre, según nuestra cifra", "", "Nuestra cifra; sin fuente publicada"),
        (
            "93 %",
            "es la cifra que se suele citar",
            "",
            "Como se cita en textos médicos; la primera fuente aún no se ha comprobado",
        ),
        ("27 personas", "participaron en un ensayo que comparó IM e IV", "im-iv-2014", "Depresión, no dolor"),
    ),
    heading("Desventajas y riesgos"),
    text(
        "Una inyección puede doler un momento, y una vez puesta no se puede parar a la mitad como un suero IV.",
        "El medicamento es el mismo. Son efectos comunes las náuseas, el aumento de la presión arterial y "
        "sentirse separado de su cuerpo. El uso a largo plazo puede dañar las vías urinarias. [@ketalar-label] Vea "
        "[seguridad y riesgos](/therapy/safety/) para saber más y quién debe tener cuidado.",
    ),
    callout(
        "information",
        "Cómo es en nuestra clínica",
        "Las dosis se pueden separar, y le vigilamos durante una hora, más o menos, después de cada tratamiento. No "
        "puede conducir durante 24 horas. [@mayo-ketamine]",
    ),
    emergency(),
    request_appointment(),
]
