"""How ketamine works, in Spanish."""

from home.starter.blocks import Block, drawing, heading, text
from home.starter.spanish.blocks import emergency, request_appointment

SLUG = "como-funciona"
TITLE = "Cómo funciona la ketamina"
SEO_TITLE = "Cómo funciona la ketamina: qué se sabe"
SEARCH_DESCRIPTION = (
    "Receptores NMDA, glutamato y nuevas conexiones nerviosas: cómo explicamos la ketamina, y qué muestra "
    "y no muestra la investigación."
)
INTRODUCTION = (
    "La ketamina actúa sobre varios tipos de interruptores de las células nerviosas. Nadie sabe con seguridad cómo "
    "alivia eso el dolor. Aquí está cómo lo explicamos y, al lado, qué muestra la investigación."
)
LISTING_SUMMARY = "Cómo lo explicamos, y qué muestra y no muestra la investigación."

BODY: list[Block] = [
    heading("Lo que se sabe"),
    text(
        "Nadie sabe con seguridad cómo funciona la ketamina. Una revisión de 2018 presenta varias ideas que podrían "
        "ser todas ciertas al mismo tiempo. [@mechanisms-2018] La mayor parte de ese trabajo trata de la depresión, "
        "no del dolor.",
    ),
    drawing(
        "receptor",
        "Las células nerviosas se pasan mensajes a través de pequeños espacios. Esta es una idea de lo que la ketamina "
        "hace allí.",
    ),
    heading("El efecto rápido"),
    text(
        "**Cómo lo explicamos.** La ketamina actúa sobre varios receptores del cerebro. Un receptor es "
        "una especie de interruptor en una célula nerviosa. El principal es el receptor NMDA. Esto libera glutamato, "
        "un mensajero del cerebro, que mejora el estado de ánimo. El efecto sobre los receptores AMPA también libera "
        "glutamato.",
        "**Lo que dice la investigación.** La ketamina bloquea el receptor NMDA. Una idea principal es que esto lleva "
        "a más glutamato por poco tiempo, y que entonces se activan los receptores AMPA. [@mechanisms-2018] No está "
        "decidido.",
    ),
    heading("El efecto más largo"),
    text(
        "**Cómo lo explicamos.** Los efectos más duraderos probablemente vienen de cambios en la "
        "estructura del cerebro. Según los leemos, estudios de imagen iniciados en Yale muestran nuevas conexiones "
        "neuronales. Aparecen en zonas que el estrés crónico había frenado, ya sea por trastornos del estado de "
        "ánimo, abuso de drogas o dolor crónico. Estas zonas son la corteza cingulada anterior, la corteza prefrontal "
        "y el sistema límbico. El crecimiento de nuevas conexiones se llama neuroplasticidad. Pensamos que "
        "probablemente viene de la liberación del factor de crecimiento endotelial vascular (VEGF) neuronal.",
        "**Lo que dice la investigación.** Gran parte del trabajo sobre nuevas conexiones se hizo en animales. No "
        "hemos encontrado una fuente que confirme el papel del VEGF en las personas. Por favor, lea esto como una "
        "idea, no como un hecho.",
    ),
    heading("El efecto sobre el dolor"),
    text(
        "**Cómo lo explicamos.** La ketamina actúa también en los receptores opioides, y esto explica "
        "una parte de su efecto sobre el dolor.",
        "**Lo que dice la investigación.** Los expertos no están de acuerdo sobre los receptores opioides. Las fuentes "
        "de esta página no muestran que expliquen cómo la ketamina alivia el dolor.",
    ),
    heading("De la cirugía al estado de ánimo y el dolor"),
    text(
        "La ketamina se aprobó primero como anestésico, en 1970. [@icu-review-2018] Su uso para el estado de ánimo y "
        "el dolor vino después.",
        "En 2000, un ensayo de la Facultad de Medicina de Yale fue el primero en mostrar un efecto contra la "
        "depresión. Fue un ensayo muy pequeño. Siete personas recibieron una dosis en una vena, y sus puntuaciones "
        "eran mejores en 72 horas que después de agua con sal. [@berman-2000] Otras instituciones siguieron con "
        "resultados parecidos.",
        "Después vinieron ensayos más grandes. En uno, 403 personas con una depresión que había resistido otros "
        "tratamientos recibieron ketamina por una vena o terapia electroconvulsiva (TEC). Respondieron unas 55 de "
        "cada 100 a la ketamina y unas 41 de cada 100 a la TEC. Sentirse separado de uno mismo o del mundo fue más "
        "común con la ketamina. [@anand-2023] Otro ensayo comparó inyecciones repetidas de ketamina bajo la piel con "
        "otro medicamento que calma. [@loo-2023] Expertos de muchos países todavía ven preguntas abiertas. "
        "[@expert-opinion-2021]",
        "La esketamina, un aerosol nasal, es un producto distinto. Se aprobó en 2019 para la depresión que ha "
        "resistido otros tratamientos. [@nami-2019] No usamos sus resultados para hablar de los nuestros.",
    ),
    heading("Resultados y riesgos"),
    text(
        "Una buena idea de cómo funciona un medicamento no demuestra que ayude. La página sobre la "
        "[resultados](/therapy/results/) tiene lo que encontraron los estudios. Una revisión "
        "rápida de Canadá no encontró más que alivio del dolor a corto plazo. [@cadth-rc1521]",
        "Son efectos comunes las náuseas, el aumento de la presión arterial y sentirse separado de su cuerpo. El uso a "
        "largo plazo puede dañar las vías urinarias. [@ketalar-label] La ketamina se puede usar mal. [@fda-2023]",
    ),
    emergency(),
    request_appointment(),
]
