"""Questions that patients ask about ketamine therapy, in Spanish."""

from home.starter.blocks import Block, faq
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "preguntas"
TITLE = "Preguntas de los pacientes"
SEO_TITLE = "Terapia con ketamina: preguntas de los pacientes"
SEARCH_DESCRIPTION = (
    "¿Puedo conducir a casa? ¿Cuántos tratamientos? ¿Paga el seguro? ¿Cuáles son los riesgos? Respuestas cortas sobre "
    "la terapia con ketamina, con fuentes."
)
INTRODUCTION = (
    "Respuestas cortas sobre la terapia con ketamina para el dolor. Si la suya no está aquí, pregúntenos cuando le "
    "llamemos."
)
LISTING_SUMMARY = "Conducir, otros medicamentos, cuántos tratamientos, riesgos, seguro."

BODY: list[Block] = [
    faq(
        "",
        (
            "¿Está aprobada la ketamina para el dolor?",
            (
                "No. La FDA la ha aprobado solo para la anestesia. [@ketalar-label] Usarla para el dolor está fuera de "
                "lo indicado (“off-label”)."
            ),
        ),
        (
            "¿Cuáles son los riesgos y los efectos secundarios?",
            (
                "Son comunes las náuseas, el aumento de la presión arterial y sentirse separado de su cuerpo. El uso a "
                "largo plazo puede dañar las vías urinarias. [@ketalar-label] Vea [seguridad y "
                "riesgos](/therapy/safety/)."
            ),
        ),
        (
            "¿Qué tan pronto podría sentir algo?",
            (
                "En nuestra experiencia, muchos pacientes notan un cambio en unas horas, hasta un día. Algunos no "
                "notan "
                "ninguno."
            ),
        ),
        (
            "¿Cuánto dura el alivio?",
            (
                "En nuestra experiencia, de unos días a unas semanas después del primer tratamiento, y de semanas a "
                "meses "
                "después de varios. En un ensayo con personas con SDRC (síndrome de dolor regional complejo), el "
                "efecto de una infusión de cuatro días en una vena había desaparecido en la semana 12. "
                "[@sigtermans-2009]"
            ),
        ),
        (
            "¿Cuántos tratamientos necesitaría?",
            (
                "Nuestro plan habitual es uno por semana durante 6 a 8 semanas, y después refuerzos cada mes "
                "o con menos frecuencia, según haga falta. Usted decide después de cada uno si quiere seguir."
            ),
        ),
        (
            "¿Puedo seguir tomando mis otros medicamentos?",
            (
                "En nuestra experiencia, se puede combinar con medicamentos recetados y con psicoterapia. "
                "Traiga una lista completa. Puede que algunos medicamentos no vayan bien con ella, y el médico "
                "necesita conocerlos todos."
            ),
        ),
        (
            "¿Puedo conducir a casa?",
            (
                "No. No conduzca ni haga nada arriesgado durante 24 horas. [@mayo-ketamine] Por favor, organice quién "
                "le lleva."
            ),
        ),
        (
            "¿Es tan buena una inyección como un suero en la vena (IV)?",
            (
                "Creemos que sí. Los estudios son pequeños y trataban de la depresión, no del dolor. Vea "
                "[inyección o suero IV](/therapy/injection-or-iv/)."
            ),
        ),
        (
            "¿Puedo volverme dependiente de la ketamina?",
            (
                "La ketamina se puede usar mal. [@fda-2023] Esa es una razón por la que damos cada dosis en la "
                "clínica. Díganos si tiene o tuvo un problema con las drogas o el alcohol."
            ),
        ),
        (
            "¿Podré dejar los opioides?",
            (
                "Nadie puede prometer eso. Algunos de nuestros pacientes bajaron su dosis y algunos después los "
                "dejaron. Nunca cambie una dosis sin la persona que la receta."
            ),
        ),
        (
            "¿Y si no me funciona?",
            (
                "Entonces no hay razón para seguir. Díganos cómo se siente después de cada tratamiento, para que "
                "podamos decidir juntos."
            ),
        ),
        (
            "¿Paga el seguro?",
            (
                "La mayoría de los seguros no cubren la terapia con ketamina. Vea [costo y "
                "seguro](/cost-and-insurance/) para saber qué preguntar."
            ),
        ),
    ),
    emergency(),
    request_appointment(),
]
