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

# Common words that are no typing mistakes where the site happens not to use them. They count like any other word.
_COMMON = """
able above across actually afraid age ago air alone along already alright although always among amount another apart
area around ask asked away baby back balance bath become bed began begin behind believe below beside best between big
bit black blood blue body bone book born both boy break bring broken brother brought build busy buy call came car care
case catch cause chair chance change child choose city class clean clear close cold come common company complete
control cook cool corner could country couple course cover cry cut daily dark date daughter day dead deal dear decide
deep did different difficult dinner direct dog done door down dream dress drink drive driver drop dry due early earth
east easy eat effect eight either else empty end enough enter entire even evening event everyday exactly example
except eye eyes face fact fall false family far fast father fear feet fell felt fifty fight fill final fine finger
finish fire first five flat floor fly follow food foot force forget form forward four free fresh friday friend front
full fun game garden gave general girl glad glass goes gone great green ground group grow guess guy hair half hand
happen happy hard head hear heard heart heat heavy held high hold home hope horse hospital hot hour house however
huge human hundred hurry husband idea ill important inside instead interest itch job join joint keep kept kid kids
kill kind kitchen knee knew large last late later laugh lay lead learn least leave left leg legs less let letter
level lie life lift light line list listen little live lived long lose lost lot loud love low lower luck lunch
machine mail main man many map mark matter mean meant meat meet men mental middle mind mine minute miss moment monday
money month mother mouth move much muscle music name nature neck never next nice night nine none noon normal north
nose note nothing notice number often oil old older open opinion orange order outside page paid paper parent park
part party pass past pay perfect perhaps pick picture piece place plan plant play pool poor possible power press
pretty price private public pull push quick quickly quiet quite rain raise ran rather reach read ready reason
receive red remember rent reply rest result return rich ride right rise road room round rule run sad safe said salt
save saw school sea seat second seem seen self sell send sense sent serious serve set seven shape share sharp shoe
shop short shoulder shout shower shut sick side sign simple since single sister sit six size skin sky sleep slow
small smell smoke soft son soon sore sort sound south space speak special spend spoke spot spring stand start state
stay step stick still stomach stone stood stop store story straight strange street strong study such sudden suffer
sugar summer sun sunday sure surprise sweat swim table taken talk tall taste teach team ten test text thick thin
third thought thousand three threw throw thursday tight till tired today toe together told tomorrow tongue tonight
took tooth top total touch toward town train tree tried trouble truck true try tuesday turn twelve twenty twice two
type uncle understand unless upper usual vein view visit voice wait wake walk wall war warm wash watch water weak
wear weather wednesday week weekend weight west wet white whole wide wife wild win wind window winter wish woman
women wonder word wore work world worry worse worst worth write wrong year years yesterday young
"""

STOP_WORDS = frozenset(_STOP.split())
SOFT_WORDS = frozenset(_SOFT.split())
COMMON_WORDS = frozenset(_COMMON.split())
