"""What staff decide before an import, with a first suggestion; kept for the next one."""

from collections import Counter
from typing import NamedTuple

from home.wordpress.models import Choice, ImportRun, OldSite
from home.wordpress.reader import Term
from home.wordpress.survey import Survey
from news.models import Topic

FIRST_TARGETS = {"post": Choice.Target.NEWS, "page": Choice.Target.PAGE}
MOST_TERMS = 300


class Mapping(NamedTuple):
    """The choices as an import uses them: targets by kind of content, topics by domain and slug of a term."""

    targets: dict[str, str]
    topics: dict[str, int]


def old_site_of(survey: Survey) -> OldSite:
    """The old site of an export, with a suggestion for all that it holds and nobody has decided about yet."""
    old_site, _created = OldSite.objects.update_or_create(
        address=survey.address, defaults={"name": survey.channel.title[:255]}
    )
    topics = {topic.name.lower(): topic for topic in Topic.objects.all()} | {
        topic.slug.lower(): topic for topic in Topic.objects.all()
    }
    wanted: list[tuple[Choice.Subject, str, str, int, Choice.Target, Topic | None]] = [
        (Choice.Subject.KIND, kind[:220], kind[:200], count, FIRST_TARGETS.get(kind, Choice.Target.LEAVE), None)
        for kind, count in survey.offered.items()
    ]
    # Two files of one export may give a term two names.
    counts: Counter[str] = Counter()
    names: dict[str, Term] = {}
    for term, count in survey.terms.most_common():
        counts[f"{term.domain}:{term.slug}"[:220]] += count
        names.setdefault(f"{term.domain}:{term.slug}"[:220], term)
    for key, count in counts.most_common(MOST_TERMS):
        term = names[key]
        topic = topics.get(term.name.lower()) or topics.get(term.slug.lower())
        wanted.append((Choice.Subject.TERM, key, term.name or term.slug, count, Choice.Target.LEAVE, topic))
    known = {(choice.subject, choice.key): choice for choice in old_site.choices.all()}
    for subject, key, name, count, target, topic in wanted:
        choice = known.get((subject, key))
        if choice is None:
            old_site.choices.create(subject=subject, key=key, name=name, count=count, target=target, topic=topic)
        elif choice.count != count:
            choice.count = count
            choice.save(update_fields=["count"])
    return old_site


def mapping_of(run: ImportRun) -> Mapping:
    """What was decided for the site of a run (one query)."""
    choices = list(run.old_site.choices.all())
    return Mapping(
        targets={choice.key: choice.target for choice in choices if choice.subject == Choice.Subject.KIND},
        topics={
            choice.key: choice.topic_id
            for choice in choices
            if choice.subject == Choice.Subject.TERM and choice.topic_id is not None
        },
    )
