"""Why a mail has not been delivered, in everyday words."""

from django import template

from core.operations.mail import in_words

register = template.Library()
register.filter("mail_failure", in_words)
