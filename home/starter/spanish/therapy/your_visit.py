"""What a visit is like, in Spanish."""

from home.starter.blocks import Block, callout, drawing, heading, steps, text
from home.starter.markup import bullets
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "su-visita"
TITLE = "Su visita, paso a paso"
SEO_TITLE = "Su visita de ketamina: qué pasa y qué se siente"
SEARCH_DESCRIPTION = (
    "Una inyección de ketamina para el dolor, paso a paso: qué se siente, cuánto tiempo prever, qué traer, quién puede "
    "acompañarle y con qué frecuencia se viene."
)
INTRODUCTION = (
    "Lo que pasa desde su primera solicitud hasta el día después, cuánto tarda y qué se puede sentir. Puede parar en "
    "cualquier momento."
)
LISTING_SUMMARY = "Qué pasa, qué se siente, cuánto tiempo prever y con qué frecuencia se viene."

BODY: list[Block] = [
    heading("Desde su solicitud hasta el día después"),
    steps(
        (
            "Usted solicita una cita",
            "Unos minutos",
            ("Use el [formulario de solicitud](/request-an-appointment/) y elija el lugar que le convenga."),
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
                "En nuestra experiencia, muchos pacientes notan una clara mejoría en unas pocas horas, hasta un día. "
                "Algunos se desenvuelven mejor en el día a día antes de que ceda el dolor mismo. Algunos no notan nada."
            ),
        ),
    ),
    heading("Cuánto tiempo prever"),
    drawing("visit", "Una visita con dos dosis."),
    text(
        "Con dos dosis, cuente con una hora y media desde la primera inyección: de 15 a 30 minutos entre las dosis, y "
        "después una hora, más o menos, mientras le vigilamos. Más dosis tardan más. Su primera visita incluye también "
        "la conversación con el Dr. Tilak. Deje libre el resto del día.",
    ),
    heading("Qué se siente"),
    text(
        "Una inyección puede doler un momento. Después, muchas personas se sienten lejos, ligeras o separadas de su "
        "cuerpo. Algunas ven imágenes vívidas, y algunas se sienten mareadas, confundidas o con náuseas. En la "
        "etiqueta para la anestesia, donde las dosis son mucho más altas, estas reacciones se indican en unos 12 de "
        "cada 100 pacientes. Son menos comunes con una inyección en un músculo. [@ketalar-label] Díganos qué siente. "
        "Podemos separar la siguiente dosis o no darla.",
    ),
    heading("Qué traer"),
    text(
        bullets(
            "una lista de todos los medicamentos que toma, con las dosis",
            "una lista de sus problemas de salud y de los tratamientos que ha tenido para el dolor",
            "el nombre y el teléfono de sus otros médicos",
            "alguien que pueda llevarle a casa.",
        ),
    ),
    heading("Cuánto dura, y con qué frecuencia se viene"),
    text(
        "En nuestra experiencia, el efecto de un primer tratamiento suele durar de unos días a unas semanas. Depende "
        "de "
        "la gravedad de la afección. Para un alivio más largo, nuestro plan habitual es:",
        bullets(
            "tratamientos semanales durante 6 a 8 semanas",
            "después refuerzos, cada mes o con menos frecuencia, según haga falta.",
        ),
        "Su propio plan se decide con usted. En un estudio de 1,034 pacientes de "
        "una clínica que usa suero, la mayoría completó una serie de cinco infusiones. [@tankha-2025] Los estudios no "
        "nos dicen qué "
        "calendario de inyecciones elegir.",
    ),
    heading("Si toma opioides"),
    text(
        "En nuestra experiencia, pacientes que tomaban opioides desde hacía mucho tiempo han podido bajar su dosis, "
        "y algunos después pudieron dejarlos. No tenemos ninguna fuente publicada para esto.",
    ),
    callout(
        "caution",
        "No cambie su dosis de opioides por su cuenta",
        "Bajarla demasiado rápido puede ser peligroso. Cambie una dosis solo junto con la persona que la receta.",
    ),
    heading("Riesgos"),
    text(
        "Son comunes las náuseas, el aumento de la presión arterial y la sensación de estar lejos. Algunos riesgos son "
        "graves. Lea [seguridad y riesgos](/therapy/safety/) antes de venir.",
    ),
    emergency(
        "Después de un tratamiento, llame al 911 si hay dificultad para respirar, dolor en el pecho, una convulsión, o "
        "si no se puede despertar a alguien.",
    ),
    request_appointment(),
]
