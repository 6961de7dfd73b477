# かけはしのイメージ。使い方は deploy/compose.yaml にあります。
# Python is the version that the tests run on.
FROM python:3.11-slim AS build

WORKDIR /build
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/kakehashi \
    && /opt/kakehashi/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
    && pip install --no-cache-dir --no-deps --require-hashes -r requirements-build.lock

COPY . .
RUN hatchling build -t wheel \
    && /opt/kakehashi/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl \
    && XDG_CACHE_HOME=/opt/kakehashi/cache /opt/kakehashi/bin/kakehashi language vectors

FROM python:3.11-slim

RUN useradd --system --uid 10001 --no-create-home kakehashi \
    && install --directory --owner kakehashi --mode 700 /data
COPY --from=build /opt/kakehashi /opt/kakehashi

# The cache holds the word vectors, made above: only to be read.
ENV PATH=/opt/kakehashi/bin:$PATH \
    XDG_CACHE_HOME=/opt/kakehashi/cache \
    PYTHONUNBUFFERED=1 \
    KAKEHASHI_DATA_DIR=/data

USER kakehashi
WORKDIR /data
VOLUME /data
EXPOSE 8080

# SIGTERM finishes the answers in the making: up to 20 seconds (DRAIN_SECONDS in bot/web.py).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('KAKEHASHI_PORT', '8080') + '/healthz', timeout=3)"]

ENTRYPOINT ["kakehashi"]
CMD ["serve"]
