"""How ketamine works: what the clinic explains and what research shows, side by side."""

from home.starter.blocks import Block, drawing, emergency, heading, request_appointment, text

SLUG = "how-ketamine-works"
TITLE = "How ketamine works"
SEO_TITLE = "How ketamine works on pain and mood: what is known"
SEARCH_DESCRIPTION = (
    "NMDA receptors, glutamate and new nerve connections: how we explain ketamine, and what research shows "
    "and does not show. In plain words, with sources."
)
INTRODUCTION = (
    "Ketamine acts on several kinds of switches on nerve cells. Nobody knows for sure how that eases pain. Here is how "
    "we explain it, and beside it what research shows."
)
LISTING_SUMMARY = "How we explain it, and what research shows and does not show."

BODY: list[Block] = [
    heading("What is known"),
    text(
        "Nobody knows for sure how ketamine works. A review from 2018 sets out several ideas that could all be true "
        "at the same time. [@mechanisms-2018] Most of that work is about depression, not pain.",
    ),
    drawing("receptor", "Nerve cells pass messages across small gaps. This is one idea of what ketamine does there."),
    heading("The fast effect"),
    text(
        "**How we explain it.** Ketamine acts on several receptors in the brain. A receptor is a kind of "
        "switch on a nerve cell. The chief one is the NMDA receptor. This releases glutamate, a messenger in the "
        "brain, which lifts mood. The effect on AMPA receptors releases glutamate too.",
        "**What the research says.** Ketamine blocks the NMDA receptor. One main idea is that this leads to more "
        "glutamate for a short time, and that AMPA receptors are then switched on. [@mechanisms-2018] It is not "
        "settled.",
    ),
    heading("The longer effect"),
    text(
        "**How we explain it.** Longer-lasting effects probably come from changes in the structure of the "
        "brain. As we read them, imaging studies pioneered at Yale show new neural connections. They appear "
        "in areas that chronic stress had suppressed, whether from mood disorders, drug abuse or chronic pain. "
        "These areas are the anterior cingulate cortex, the prefrontal cortex and the limbic system. The growth of "
        "new connections is called neuroplasticity. We think that it probably comes from the release of "
        "neuronal vascular endothelial growth factor (VEGF).",
        "**What the research says.** Much of the work on new connections was done in animals. We have not found a "
        "source that confirms the part of VEGF in people. Please read this as an idea, not as a fact.",
    ),
    heading("The effect on pain"),
    text(
        "**How we explain it.** Ketamine also acts at opioid receptors, and this accounts for part of its "
        "effect on pain.",
        "**What the research says.** Experts do not agree about opioid receptors. The sources on this page do not "
        "show that they explain how ketamine eases pain.",
    ),
    heading("From surgery to mood and pain"),
    text(
        "Ketamine was first approved as an anesthetic, in 1970. [@icu-review-2018] Its use for mood and pain came "
        "later.",
        "In 2000, a trial from Yale School of Medicine was the first to show an effect against depression. It was a "
        "very small trial. Seven people had one dose into a vein, and their scores were better within 72 hours than "
        "after salt water. [@berman-2000] Other institutions followed with similar results.",
        "Larger trials came later. In one, 403 people with depression that had resisted other treatment had either "
        "ketamine through a vein or electric shock treatment (ECT). About 55 of 100 responded to ketamine and about "
        "41 of 100 to ECT. Feeling cut off from oneself or the world was more common with ketamine. [@anand-2023] "
        "Another trial compared repeated ketamine shots under the skin with another calming medicine. [@loo-2023] "
        "Experts from many countries still see open questions. [@expert-opinion-2021]",
        "Esketamine, a nasal spray, is a different product. It was approved in 2019 for depression that has "
        "resisted other treatment. [@nami-2019] We do not use its results to speak for ours.",
    ),
    heading("Results and risks"),
    text(
        "A good idea of how a medicine works does not show that it helps. The page about [results](/therapy/results/) "
        "has what studies found. A rapid review from Canada found no more than short-term relief of pain. "
        "[@cadth-rc1521]",
        "Common effects are nausea, a rise in blood pressure and feeling cut off from your body. Long-term use can "
        "harm the urinary tract. [@ketalar-label] Ketamine can be misused. [@fda-2023]",
    ),
    emergency(),
    request_appointment(),
]
