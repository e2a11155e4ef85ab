"""Blocks that stand on several Spanish pages."""

from home.starter.blocks import Block, call_to_action, callout


def emergency(*extra: str) -> Block:
    """911 and 988, and what else to say before."""
    return callout(
        "emergency",
        "Busque ayuda de inmediato",
        *extra,
        "En una emergencia, llame al 911. Si usted o alguien que conoce piensa en el suicidio o en hacerse daño, llame "
        "o envíe un mensaje de texto al 988, la Línea 988 de Prevención del Suicidio y Crisis, a cualquier hora.",
    )


def request_appointment() -> Block:
    """The request for an appointment at the end of a page."""
    return call_to_action(
        "El siguiente paso",
        "Díganos cómo comunicarnos con usted y dónde quiere que le atendamos. Por favor, no incluya detalles médicos.",
        "Solicitar una cita",
        "/request-an-appointment/",
    )
