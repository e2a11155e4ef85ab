# One image, five roles (site_cms/container.py):  docker run -p 8000:8000 -v site:/data IMAGE  is the whole site.

FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
# Packages first: a change of code alone does not install them again.
COPY requirements.txt /tmp/requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    /venv/bin/pip install --no-compile --only-binary :all: --require-hashes -r /tmp/requirements.txt \
 # What the site never uses: the descriptions of all of Amazon's services but storage, which town a phone number is in,
 # sources of translations, tests, and pip itself.
 && find /venv/lib/python3.13/site-packages/botocore/data -mindepth 1 -maxdepth 1 -type d ! -name s3 ! -name sts \
      -exec rm -rf {} + \
 && rm -rf /venv/lib/python3.13/site-packages/phonenumbers/geodata /venv/lib/python3.13/site-packages/phonenumbers/carrierdata \
 && find /venv/lib -name '*.po' -delete \
 && find /venv/lib -type d -name tests -prune -exec rm -rf {} + \
 && /venv/bin/python -m compileall -q -j 0 /venv/lib \
 && rm -rf /venv/lib/python3.13/site-packages/pip /venv/lib/python3.13/site-packages/pip-*.dist-info /venv/bin/pip*

FROM build AS static
WORKDIR /app
COPY . .
# Collected, named by content and compressed here, so that the running container writes only to /data and /tmp.
# Settings want secrets; these are thrown away with this stage.
RUN DATA_DIR=/tmp/data /venv/bin/python -m site_cms.local_secrets /tmp/data/secrets.env \
 && DATA_DIR=/tmp/data STATIC_ROOT=/static DJANGO_SETTINGS_MODULE=site_cms.settings.production \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /venv/bin/python -m compileall -q -j 0 /app \
 && chmod -R a+rX /static /app

FROM python:3.13-slim-trixie
ARG VERSION=dev REVISION=unknown
LABEL org.opencontainers.image.title="clinic-site" \
      org.opencontainers.image.description="The website of a small pain clinic, on Wagtail" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=site_cms.settings.production \
    DATA_DIR=/data \
    STATIC_ROOT=/static \
    HOST=0.0.0.0 \
    PORT=8000
RUN groupadd --gid 10001 site \
 && useradd --uid 10001 --gid site --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin site \
 && install -d -o site -g site -m 0750 /data /backups
COPY --link --from=build /venv /venv
COPY --link --from=static /static /static
COPY --link --from=static /app /app
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# The first start makes the database and the starter content; that may take a minute on a small machine.
HEALTHCHECK --interval=30s --timeout=6s --start-period=120s --start-interval=1s --retries=3 \
    CMD ["python", "-m", "site_cms.healthcheck"]
ENTRYPOINT ["python", "-m", "site_cms.container"]
CMD ["serve"]
