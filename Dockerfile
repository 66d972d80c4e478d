# syntax=docker/dockerfile:1
# Builds the program from its sources and lays it out by infra/image.sh.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN ./haetae --help >/dev/null && infra/image.sh /image

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="haetae" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --home-dir /var/lib/haetae --shell /usr/sbin/nologin haetae
COPY --from=build /image/ /
# With the runtime of this image: a cache fits one runtime only.
RUN /opt/haetae/haetae warm && chown -R haetae:haetae /var/lib/haetae
USER 10001
WORKDIR /var/lib/haetae
VOLUME ["/var/lib/haetae/data", "/var/lib/haetae/logs"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["/opt/haetae/healthcheck.sh"]
ENTRYPOINT ["/opt/haetae/haetae"]
CMD ["run", "--config", "/opt/haetae/config/container.yml"]
