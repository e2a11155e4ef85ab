"""Privacy, in Spanish: what the website keeps, and what it does not."""

from home.starter.blocks import Block, heading, text
from home.starter.markup import bullets

SLUG = "privacidad"
TITLE = "Privacidad"
SEO_TITLE = "Privacidad: lo que este sitio guarda y lo que no"
SEARCH_DESCRIPTION = (
    "Este sitio no pone cookies de rastreo y no envía nada a otras empresas. Qué pasa con una solicitud de cita, quién "
    "la ve y qué puede decidir usted."
)
INTRODUCTION = (
    "Puede leer todo este sitio sin decirnos quién es. Solo guardamos lo que usted nos envía cuando solicita una cita, "
    "y lo guardamos bajo llave."
)
LISTING_SUMMARY = "Lo que este sitio guarda y lo que no."
BODY: list[Block] = [
    heading("Cuando lee"),
    text(
        bullets(
            "No ponemos cookies a quienes solo leen.",
            "No hay anuncios, ni rastreadores, ni letras, mapas o videos que avisen a otras empresas de su visita.",
            "Un video se carga desde otra empresa solo después de que usted lo toca.",
            "Los enlaces a otros sitios le llevan fuera de aquí. Allí valen sus propias reglas.",
        ),
    ),
    heading("Lo que contamos"),
    text(
        "Contamos cuántas veces se lee cada página y desde qué sitio llegan las personas, para que el sitio sea más "
        "útil. Son solo sumas.",
        bullets(
            "No guardamos su dirección de internet, ni qué navegador usa, ni nada que diga quién es usted.",
            "No podemos ver que dos visitas son de la misma persona.",
            "Contamos cuántas veces se toca un número de teléfono, la ruta a un lugar o un correo, y cuántas "
            "solicitudes se envían desde una página. Ninguna de estas sumas está unida a una solicitud ni a usted.",
            "Nadie más recibe estas sumas. Después de dos años solo queda la suma de cada mes.",
            "Si su navegador pide que no le sigan (“Do Not Track” o “Global Privacy Control”), no le contamos.",
        ),
    ),
    heading("Cuando solicita una cita"),
    text(
        "Le pedimos su nombre, una forma de comunicarnos con usted, el lugar que prefiere y los horarios que le "
        "convienen. Por favor, no envíe detalles médicos.",
        bullets(
            "Su solicitud se guarda cifrada, de modo que no se puede leer sin la clave.",
            "Solo puede abrirla el personal que contesta las solicitudes. Cada vez que se abre una, queda anotado.",
            "El aviso que el personal recibe por correo no lleva ningún dato suyo.",
            "Usamos sus datos para contestar su solicitud y para nada más.",
            "Las solicitudes se borran después de un tiempo fijado.",
        ),
    ),
    heading("Si nos deja llamar o enviar mensajes"),
    text(
        "Usted elige cómo nos comunicamos. Puede cambiar de opinión en cualquier momento, y eso no afecta su atención.",
    ),
    heading("Sus derechos"),
    text(
        "Puede preguntar qué guardamos de su solicitud y pedirnos que lo corrijamos o lo borremos. Si llega a ser "
        "paciente, un Aviso de Prácticas de Privacidad le explicará sus derechos sobre los registros médicos. Pídanos "
        "una copia.",
    ),
]
