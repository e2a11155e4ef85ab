"""Where files live: a folder, or S3-compatible storage shared by every web process."""

from typing import Any

import environ


def media_url(env: environ.Env) -> str:
    """Return where pictures are: MEDIA_URL if set, else the bucket's public address, else this site."""
    if (own := env.str("MEDIA_URL", default="")) or not env.str("S3_BUCKET", default=""):
        return own or "/media/"
    if host := env.str("S3_PUBLIC_HOST", default=""):
        return f"https://{host}/"
    endpoint = env.str("S3_ENDPOINT", default="") or "https://s3.amazonaws.com"
    return f"{endpoint.rstrip('/')}/{env.str('S3_BUCKET')}/"


def s3_storage(env: environ.Env) -> dict[str, Any]:
    """Return the storage for media in the bucket S3_BUCKET.

    Pictures are public and named by content, so they may be cached for a year. Documents pass through the site
    (WAGTAILDOCS_SERVE_METHOD), which checks who may read them; give the bucket's `documents/` no public access.
    """
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
            "custom_domain": env.str("S3_PUBLIC_HOST", default="") or None,
            "querystring_auth": False,
            "file_overwrite": False,
            "default_acl": None,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }
