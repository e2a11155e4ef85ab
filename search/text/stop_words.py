"""Words that carry no meaning in a query, in English and Spanish, after folding (see `normalise.fold`)."""

_STOP = """
    a about after again all also am an and any are arent as at be because been before being both but by can cannot cant
    could did didnt do does doesnt doing dont during each else ever every few for from get gets getting give go going
    got had has have having he hello her here hers hi him his how i id if ill im in into is isnt it its ive just know
    let like many may me might mine more most much must my myself near no nor not now of off on once one only or other
    our ours out over own please put really same say see shall she should show so some still such tell than thank
    thanks that thats the their them then there these they theyre thing things this those to too under until up upon
    us use used using very want was wasnt way we well were what whats when where wheres which while who whos why will
    with without wont would yes yet you youre your yours
    need needs find looking look search question questions info information anyone someone something anything
    de del el la las los lo un una unos unas y o en con por para que cual como donde cuando cuanto cuanta es son esta
    estan hay mi mis tu su sus se me te le al ya si muy mas sobre tengo tiene tienen puede puedo ser hacer hola
    quiero necesito busco sirve funciona acepta aceptan ofrecen hacen dan atienden usted ustedes hago debo cuales
"""


# Words that nearly every page of such a site could answer to: they help to rank, but no page must have them.
_SOFT = """
    help helps helped helping treat treats treated treating treatment treatments therapy therapies work works working
    relief relieve ease cure fix clinic clinics clinica center office ketamine ketamina pain pains painful hurt hurts
    dolor patient patients people person medicine medication medical condition conditions disease problem problems
    good best better bad feel feeling make take long time new real severe constant ayuda tratamiento terapia
"""

STOP_WORDS = frozenset(_STOP.split())
SOFT_WORDS = frozenset(_SOFT.split())
