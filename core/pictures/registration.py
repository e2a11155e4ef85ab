"""What pictures register once models are loaded."""

from django.db.models.signals import post_save

from core.operations.worker import register_queue
from core.pictures.models import ClinicImage
from core.pictures.rendition_orders import make_ordered, order_after_save


def register() -> None:
    """Order the first copies of every saved picture, and have the worker make what is ordered in every round."""
    post_save.connect(order_after_save, sender=ClinicImage, dispatch_uid="core.pictures.order_after_save")
    register_queue(make_ordered)
