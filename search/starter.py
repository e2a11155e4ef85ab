"""The first synonyms: how patients say what the site's pages call by their medical or official names.

`load_synonyms` is called by the starter content; staff change them afterwards in the admin.
"""

from typing import NamedTuple

from .models import Synonym


class Words(NamedTuple):
    """One synonym: what people type and what the pages say, each a list parted by semicolons."""

    name: str
    typed: str
    means: str
    both_ways: bool = False


SYNONYMS = (
    # -- Conditions ---------------------------------------------------------------------------------------------------
    Words(
        "Shingles",
        "shingles; shingles pain; after shingles; zoster; herpes zoster; PHN; post herpetic neuralgia; "
        "postherpetic pain; culebrilla; herpes; neuralgia posherpetica; rash pain; pain after a rash",
        "postherpetic neuralgia",
    ),
    Words(
        "Fibromyalgia",
        "fibro; fibromialgia; fms; fibrositis; hurt all over; pain all over; hurts everywhere; whole body pain; "
        "body aches; aching all over; widespread pain; tender points; fibro fog; muscle pain all over; "
        "dolor en todo el cuerpo; dolor muscular",
        "fibromyalgia",
    ),
    Words(
        "CRPS",
        "CRPS; complex regional; complex regional pain; regional pain syndrome; causalgia; sudeck; suicide disease; "
        "burning hand; burning foot; burning limb; swollen painful hand; sindrome de dolor regional complejo; SDRC; "
        "dolor regional complejo",
        "complex regional pain syndrome; CRPS",
    ),
    Words("RSD", "RSD; RSDS; reflex dystrophy; sympathetic dystrophy; distrofia simpatica refleja", "RSD"),
    Words(
        "Nerve pain",
        "nerve pain; nerve damage; neuropathy; nueropathy; neuropatia; pinched nerve; diabetic neuropathy; "
        "diabetic nerve pain; diabetes; burning pain; burning feet; tingling; pins and needles; numbness; numb; "
        "electric shocks; shooting pain; phantom limb; phantom pain; amputation; trigeminal; "
        "multiple sclerosis; stroke pain; spinal cord injury; pain after surgery; post surgical pain; "
        "dolor de nervios; dolor nervioso; "
        "dolor neuropatico; nervios; hormigueo; ardor en los pies; chemo neuropathy",
        "neuropathic pain",
    ),
    Words(
        "Back and neck pain",
        "back pain; backache; back ache; bad back; sore back; lower back; low back; lumbar; lumbago; neck pain; "
        "stiff neck; sore neck; thoracic pain; spine; spinal; slipped disc; herniated disc; bulging disc; disc; disk; "
        "degenerative disc; stenosis; sciatica; sciatic nerve; spondylosis; failed back surgery; back surgery; "
        "vertebrae; dolor de espalda; espalda; dolor de cuello; cuello; columna; ciatica; dolor lumbar",
        "spine pain",
    ),
    Words(
        "Arthritis",
        "arthritis pain; rheumatoid; rheumatoid arthritis; RA; lupus; ankylosing spondylitis; psoriatic arthritis; "
        "gout; joint pain; joints; sore joints; swollen joints; knee; knees; hip; hips; shoulder; shoulders; "
        "fingers; rheumatism; rheumatologist; autoimmune; "
        "inflammatory arthritis; artritis reumatoide; reumatismo; dolor en las articulaciones; articulaciones; lupus",
        "rheumatological conditions",
    ),
    Words("Arthritis of the spine", "arthritis; osteoarthritis; artritis; artrosis", "degenerative arthritis"),
    Words(
        "Migraine",
        "migraines; headache; headaches; head ache; head pain; head hurts; cluster headache; aura; migrana; migrañas; "
        "jaqueca; dolor de cabeza; cabeza",
        "migraine",
    ),
    Words(
        "Cancer pain",
        "cancer; tumor; tumour; oncology; chemo; chemotherapy; metastatic; palliative; malignant; "
        "dolor por cancer; dolor oncologico; cancer de huesos",
        "cancer pain",
    ),
    Words(
        "Mood",
        "depressed; sad; sadness; suicidal; mental health; PTSD; trauma; anxious; panic; bipolar; OCD; mood; "
        "depresion; ansiedad; tristeza; treatment resistant depression",
        "depression; anxiety",
    ),
    Words(
        "Opioids and withdrawal",
        "opiates; opiods; narcotics; pain pills; pain killers; painkillers; oxycodone; oxycontin; hydrocodone; "
        "percocet; vicodin; fentanyl; morphine; tramadol; methadone; suboxone; withdrawal; come off; get off; wean; "
        "taper; detox; opioides; pastillas para el dolor",
        "opioids; opioid dose",
    ),
    Words(
        "Addiction",
        "addictive; addicted; addiction; hooked; habit forming; abuse; dependence; dependent; alcohol; drug abuse; "
        "substance abuse; adiccion; adictivo",
        "dependent on ketamine; substance use",
    ),
    Words(
        "What we treat",
        "what do you treat; conditions treated; what conditions; do you treat; illnesses; diseases; who do you treat; "
        "types of pain; kinds of pain; pelvic pain; endometriosis; tmj; plantar fasciitis; lyme disease; "
        "ehlers danlos; que tratan; enfermedades; condiciones; chronic pain; dolor cronico; dolor; dolores; duele",
        "conditions",
    ),
    # -- Therapy ------------------------------------------------------------------------------------------------------
    Words(
        "Injection and infusion",
        "shot; shots; jab; injection; injections; intramuscular; needle; inyeccion; inyecciones; IM ketamine",
        "injection; IM; into a muscle",
    ),
    Words(
        "Drip",
        "IV; intravenous; infusion; infusions; drip; infusion therapy; infusion clinic; suero; infusiones",
        "IV; vein; ketamine therapy",
    ),
    Words(
        "Ketamine",
        "ketamin; ketamine treatment; ketamine treatments; ketamine clinic; special k; k hole; ketalar; ketamina; "
        "terapia con ketamina; tratamiento con ketamina; tratamiento; terapia; ketamine shot; ketamine injection",
        "ketamine therapy",
    ),
    Words("Nasal spray", "spravato; esketamine; nasal; nasal spray; nose spray; lozenge; troche", "esketamine; nasal"),
    Words(
        "What ketamine is",
        "what is ketamine; horse tranquilizer; party drug; club drug; street drug; anesthetic; anesthesia; "
        "que es ketamina; que es la ketamina; controlled substance",
        "what ketamine is",
    ),
    Words(
        "Other illnesses",
        "heart disease; heart problems; high blood pressure; liver; kidney; bladder problems; seizures; thyroid; "
        "other health problems",
        "who should be careful or should not have it; safety and risks",
    ),
    Words(
        "Afterwards",
        "after treatment; afterwards; sleepy; drowsy; groggy; recovery; go to work; back to work; work next day; "
        "next day; return to work; go home",
        "you go home with someone; safety",
    ),
    Words(
        "Someone with you",
        "companion; bring someone; someone with me; come with me; stay with me; come along; go alone; alone; escort; "
        "caregiver; accompany; my husband; my wife; my family; visitors; acompanante; acompanar; venir conmigo",
        "can someone come with me",
    ),
    Words(
        "Age",
        "age; age limit; ages; how old; too old; too young; years old; elderly; seniors; senior; older adults; "
        "children; child; kids; teenager; teenagers; minor; minors; edad; ninos; mayores; ancianos",
        "is there an age limit; who should be careful or should not have it; who should not have ketamine",
    ),
    Words(
        "Whether it hurts",
        "does it hurt; does it hurt a lot; will it hurt; is it painful; does the shot hurt; does the needle hurt; "
        "pain of injection; fear of needles; duele la inyeccion; va a doler; duele mucho",
        "does the injection hurt",
    ),
    Words(
        "Telehealth and home use",
        "telehealth; telemedicine; online; at home; by mail; mail order; home ketamine; compounded; pharmacy",
        "telehealth; compounded ketamine",
    ),
    Words(
        "How it works",
        "how does it work; how does ketamine work; how it works; mechanism; NMDA; glutamate; receptors; brain; "
        "neuroplasticity; como funciona; science behind",
        "how it works",
    ),
    Words(
        "Safety and side effects",
        "safe; is it safe; unsafe; danger; dangerous; side effect; side effects; adverse; bad reaction; hallucinate; "
        "hallucinations; trip; high; blood pressure; heart; bladder; nausea; vomiting; dizzy; dissociation; overdose; "
        "allergic; complications; efectos secundarios; riesgos; peligro; peligroso; es seguro; seguridad; "
        "monitored; monitoring",
        "safety and risks; risks",
    ),
    Words(
        "Who should not have it",
        "contraindications; pregnant; pregnancy; breastfeeding; schizophrenia; psychosis; glaucoma; "
        "can everyone; good candidate; am i a candidate; candidate; eligible; eligibility; qualify; right for me; "
        "embarazada; who can not; who should not; who should not have it; who should not take it; who must not",
        "who should be careful or should not have it; who should not have ketamine",
    ),
    Words(
        "What to expect",
        "first visit; first appointment; what happens; what to expect; during treatment; during the visit; prepare; "
        "before treatment; procedure; what is it like; que esperar; primera cita; how does a visit go; "
        "eat before; fasting",
        "what to expect",
    ),
    Words(
        "How long it lasts",
        "how long does it last; how long do results last; how long will it last; duration; lasting; wear off; "
        "how many treatments; how many sessions; how many infusions; how often; booster; boosters; maintenance; "
        "sessions; cuanto dura; how fast; how soon; how quickly; weekly",
        "how long it lasts and how often you come; how long does relief last; how many treatments would i need",
    ),
    Words(
        "How long a visit takes",
        "how long; how long does it take; how long is the visit; how long is an appointment; length of visit; "
        "how long will i be there; how long does treatment take; how much time; cuanto tiempo",
        "how long to plan; how long does a whole visit take; what to expect",
    ),
    Words(
        "Does it work",
        "success rate; success; outcomes; percent; percentage; rate",
        "success; results",
    ),
    Words(
        "Evidence",
        "does it work; does it really work; effective; effectiveness; results; efficacy; funciona; proof; proven; "
        "evidence",
        "results; evidence; studies",
    ),
    Words("What it feels like", "what does it feel like; feels like; what will i feel; que se siente", "feel like"),
    Words("Driving home", "drive; driving; drive home; ride home; ride; uber; manejar; conducir", "drive home; drive"),
    Words("What to bring", "bring; take with me; que llevar; paperwork", "what to bring"),
    Words(
        "Approval",
        "FDA; approved; fda approved; off label; legal; is it legal; licensed; aprobado",
        "approved; off label",
    ),
    Words(
        "Medicines together",
        "interactions; drug interactions; other medications; my meds; meds; antidepressants; medicinas; "
        "combine with; take with; gabapentin; lyrica; pregabalin; cymbalta; duloxetine",
        "can i keep taking my other medicines; medicines",
    ),
    # -- Cost ---------------------------------------------------------------------------------------------------------
    Words(
        "Cost",
        "cost; costs; price; prices; pricing; how much; how much is it; how expensive; expensive; cheap; affordable; "
        "afford; fee; fees; charge; rates; money; pay; paying; "
        "self pay; out of pocket; cash; bill; billing; discount; estimate; costo; costos; precio; precios; "
        "cuanto cuesta; cuanto vale; pagar; pago; barato",
        "cost",
    ),
    Words(
        "Ways to pay",
        "payment; payments; payment plan; payment methods; financing; credit card; debit card; check; installments; "
        "care credit; how can i pay; ways to pay; tarjeta; tarjeta de credito; a plazos",
        "how can i pay; cost",
    ),
    Words("Refunds", "refund; refunds; money back; get my money back; reembolso; devolucion", "refund; cost"),
    Words(
        "Insurance",
        "insurance; insured; insurer; covered; coverage; cover; medicare; medicaid; tricare; va; blue cross; aetna; "
        "cigna; humana; united healthcare; florida blue; bcbs; health plan; copay; deductible; reimbursement; hsa; "
        "fsa; seguro medico; aseguranza; seguro; workers comp; prior authorization",
        "insurance",
    ),
    # -- Appointments -------------------------------------------------------------------------------------------------
    Words(
        "Appointment",
        "appointment; appointments; appt; book; booking; schedule; scheduling; make an appointment; see a doctor; "
        "consultation; consult; sign up; new patient; become a patient; start treatment; get started; "
        "reserve; cita; citas; hacer una cita; pedir cita; consulta; reservar; agendar; "
        "request; waiting list; register",
        "request an appointment",
    ),
    Words(
        "Cancelling",
        "cancel; cancelling; cancellation; cancelled; reschedule; change my appointment; cancelar; cancelacion; "
        "cambiar mi cita",
        "how do i cancel or change my request",
    ),
    Words(
        "Missed visits",
        "miss a visit; missed appointment; missed visit; no show; no show fee; late cancellation; cancellation fee",
        "cancel late or miss a visit; how do i cancel or change my request",
    ),
    Words(
        "Referral",
        "referral; referrals; referred; refer; primary care doctor; my own doctor; referido; remision",
        "referral from another doctor; request an appointment",
    ),
    Words(
        "Our answer",
        "response time; call back; callback; call me back; when will you call; when will you call me; hear back; "
        "hear from you; how soon will you call; waiting for an answer; cuando me llaman; respuesta",
        "how soon will i hear from you; what happens after i send a request",
    ),
    Words(
        "Contact",
        "contact; contact us; contact you; call; call you; phone; phone number; telephone; number; email; e-mail; "
        "reach you; talk to someone; message; speak to someone; fax; telefono; llamar; numero; contacto; correo",
        "contact us; phone number; request an appointment",
    ),
    # -- Places and people --------------------------------------------------------------------------------------------
    Words(
        "Where we are",
        "where; where are you; where is; location; locations; located; address; addresses; directions; map; near me; "
        "nearby; close to me; closest; in my area; find you; clinic near; get there; getting there; office; offices; "
        "clinics; ubicacion; direccion; direcciones; donde; donde estan; cerca de mi; como llegar; clinica; florida",
        "locations; location address directions; location",
    ),
    Words(
        "Opening hours",
        "hours; open; open today; opening; opening times; business hours; office hours; closed; close; weekend; "
        "weekends; saturday; sunday; monday; tuesday; wednesday; thursday; friday; today; tomorrow; evening; evenings; "
        "holiday; holidays; horario; horarios; abierto; sabado; domingo",
        "opening hours",
    ),
    Words(
        "Parking", "park; parking; parking lot; handicap parking; estacionamiento; wheelchair; accessible", "parking"
    ),
    Words(
        "Jacksonville",
        "jax; jville; jacksonville florida; jacksonville fl; duval; avenues; avenues mall; the avenues; mall; "
        "philips highway; southside; mandarin; baymeadows; st johns; saint augustine; st augustine; ponte vedra; "
        "jacksonville beach",
        "jacksonville",
    ),
    Words(
        "Middleburg and Orange Park",
        "orange park; orange park fl; middleburg fl; middleburg; clay county; fleming island; oakleaf; "
        "green cove springs; blanding; keystone heights; westside",
        "middleburg orange park",
    ),
    Words(
        "Doctor",
        "doctor; doctors; dr; md; physician; specialist; pain specialist; pain doctor; pain management; provider; "
        "who is the doctor; board certified; credentials; qualifications; experience; training; tilack; tillak; "
        "medico; doctora; especialista; anesthesiologist; internist; nurse; staff; team",
        "doctor; physician; dr tilak",
    ),
    Words(
        "About us",
        "about us; who are you; about the clinic; your clinic; who runs; who owns; owner; quienes son; history",
        "about us",
    ),
    # -- News and legal -----------------------------------------------------------------------------------------------
    Words(
        "News",
        "news; press; article; articles; media; tv; television; in the news; magazine; newspaper; noticias; headlines",
        "ketamine in the news; news",
    ),
    Words(
        "Research",
        "research; trial; trials; clinical trial; study; studies; paper; science; estudios",
        "studies; trial; study",
    ),
    Words(
        "Privacy",
        "privacy; hipaa; my data; personal data; data protection; share my information; personal information; "
        "confidential; cookies; privacidad; medical records; records",
        "privacy",
    ),
    Words(
        "Accessibility",
        "accessibility; screen reader; disabled; disability; blind; deaf; wcag; accesibilidad; large print",
        "accessibility",
    ),
    Words(
        "Disclaimer", "disclaimer; legal notice; terms; terms of use; medical advice; aviso legal", "medical disclaimer"
    ),
    Words(
        "Emergency",
        "emergency; 911; urgent; emergencia; crisis; suicide; chest pain; er",
        "emergency; get help right away",
    ),
    Words("Reviews", "reviews; testimonials; ratings; opiniones", "about us"),
)


def _lines(words: str) -> str:
    return "\n".join(dict.fromkeys(part.strip() for part in words.split(";") if part.strip()))


def load_synonyms() -> int:
    """Add the first synonyms that are not there yet, by name, and return how many were added."""
    existing = set(Synonym.objects.values_list("name", flat=True))
    added = 0
    for words in SYNONYMS:
        if words.name not in existing:
            synonym = Synonym(
                name=words.name, typed=_lines(words.typed), means=_lines(words.means), both_ways=words.both_ways
            )
            synonym.full_clean()
            synonym.save()
            added += 1
    return added
