"""Questions that patients ask about ketamine therapy, in Spanish."""

from home.starter.blocks import NOT_KNOWN, Block, faq, heading
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "preguntas"
TITLE = "Preguntas de los pacientes"
SEO_TITLE = "Terapia con ketamina: preguntas de los pacientes"
SEARCH_DESCRIPTION = (
    "¿Duele? ¿Cuánto dura una visita? ¿Puedo conducir a casa? ¿Paga el seguro? Respuestas cortas sobre la terapia con "
    "ketamina, con fuentes."
)
INTRODUCTION = (
    "Respuestas cortas sobre la terapia con ketamina para el dolor. Si la suya no está aquí, pregúntenos cuando le "
    "llamemos."
)
LISTING_SUMMARY = "Qué se siente, cuánto dura, conducir, riesgos, costo."

BODY: list[Block] = [
    heading("Antes de venir"),
    faq(
        "",
        (
            "¿Qué pasa después de enviar mi solicitud?",
            (
                "Nos comunicamos con usted para encontrar una hora. No tiene una cita hasta que hayamos acordado una "
                "hora con usted."
            ),
        ),
        ("¿Cuándo me responderán?", NOT_KNOWN),
        ("¿Necesito que otro médico me refiera?", NOT_KNOWN),
        ("¿Hay un límite de edad?", NOT_KNOWN),
        (
            "¿Qué pasa en la primera visita?",
            (
                "Usted y el Dr. Tilak hablan de su dolor, su salud, sus medicamentos, los riesgos y otras opciones. "
                "Después deciden juntos. No todas las personas deben recibir ketamina. Vea [su visita, paso a "
                "paso](/therapy/your-visit/)."
            ),
        ),
        (
            "¿Puede venir alguien conmigo?",
            (
                "Por favor, tenga a alguien que le lleve a casa, porque usted no debe conducir. Pregúntenos si esa "
                "persona puede quedarse con usted durante el tratamiento."
            ),
        ),
        (
            "¿Cómo cancelo o cambio mi solicitud?",
            (
                "Al enviarla recibe una referencia. Con ella puede cambiarla o cancelarla en la página para "
                "[solicitar una cita](/request-an-appointment/)."
            ),
        ),
        ("¿Y si cancelo tarde o falto a una visita?", NOT_KNOWN),
    ),
    heading("El tratamiento"),
    faq(
        "",
        (
            "¿Duele la inyección?",
            (
                "Puede doler un momento. La etiqueta también nombra dolor y sarpullido donde entró la aguja. "
                "[@ketalar-label]"
            ),
        ),
        (
            "¿Qué se siente?",
            (
                "Muchas personas se sienten lejos, ligeras o separadas de su cuerpo. Algunas ven imágenes vívidas, y "
                "algunas se sienten mareadas, confundidas o con náuseas. En la etiqueta para la anestesia, donde las "
                "dosis son mucho más altas, estas reacciones se indican en unos 12 de cada 100 pacientes. "
                "[@ketalar-label] Díganos lo que siente. Podemos separar la siguiente dosis o no darla."
            ),
        ),
        (
            "¿Cuánto dura toda la visita?",
            (
                "Con dos dosis, calcule una hora y media: de 15 a 30 minutos entre las dosis, y después cerca de una "
                "hora mientras le cuidamos. Con más dosis dura más. En la primera visita también habla con el Dr. "
                "Tilak."
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
    ),
    heading("Resultados"),
    faq(
        "",
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
            "¿Y si no me funciona?",
            (
                "Entonces no hay razón para seguir. Díganos cómo se siente después de cada tratamiento, para que "
                "podamos decidir juntos."
            ),
        ),
    ),
    heading("Seguridad"),
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
            "¿Quién no debe recibir ketamina?",
            (
                "Los expertos nombran estas razones para tener cuidado: enfermedad del corazón o presión arterial sin "
                "control, embarazo, psicosis activa y enfermedad grave del hígado. También nombran presión alta en el "
                "ojo o en el cerebro, y un problema actual con las drogas o el alcohol. [@cohen-2018] Vea [seguridad y "
                "riesgos](/therapy/safety/)."
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
    ),
    heading("Costo"),
    faq(
        "",
        (
            "¿Cuánto cuesta?",
            (
                "Su precio depende de cuántos tratamientos recibe. Nuestro precio es más bajo que el de otras "
                "clínicas. Pida su propio precio por escrito antes de decidir. Vea [costo y "
                "seguro](/cost-and-insurance/)."
            ),
        ),
        (
            "¿Paga el seguro?",
            (
                "La mayoría de los seguros no cubren la terapia con ketamina. Vea [costo y "
                "seguro](/cost-and-insurance/) para saber qué preguntar."
            ),
        ),
        ("¿Cómo puedo pagar?", NOT_KNOWN),
        ("¿Me pueden devolver el dinero?", NOT_KNOWN),
    ),
    emergency(),
    request_appointment(),
]
