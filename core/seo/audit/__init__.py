"""The findability check: walks every live page of a site through HTTP and says what search engines would miss."""

from core.seo.audit.findings import Finding, WalkResult
from core.seo.audit.walk import audit_site, store_report

__all__ = ["Finding", "WalkResult", "audit_site", "store_report"]
