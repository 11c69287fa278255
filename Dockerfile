# Image of the server. Without TIDU_DATABASE_URL it runs a private PostgreSQL in the volume.
#
#   docker build -t tidu .
#   docker run -p 8080:8080 -v tidu-data:/var/lib/tidu tidu
#   docker run -p 127.0.0.1:8080:8080 tidu serve --demo --allow-public-demo

ARG BASE=debian:12-slim
ARG RUST=rust:1.95-slim-bookworm

FROM ${RUST} AS build
WORKDIR /build
COPY . .
ENV SQLX_OFFLINE=true
RUN cargo build --release --locked --bin tidu

FROM ${BASE}
# Leave out the private PostgreSQL with --build-arg POSTGRES= when a server is always configured.
ARG POSTGRES=postgresql-15
RUN mkdir -p /etc/postgresql-common \
 && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf \
 && apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates ${POSTGRES} \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/tidu --create-home tidu
WORKDIR /opt/tidu
COPY --from=build /build/target/release/tidu /usr/local/bin/tidu
COPY config config
USER tidu
ENV TIDU_LISTEN=0.0.0.0:8080 TIDU_DATA_DIR=/var/lib/tidu
VOLUME /var/lib/tidu
EXPOSE 8080
HEALTHCHECK --start-period=20s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3; grep -q '200 OK' <&3"]
ENTRYPOINT ["tidu"]
CMD ["serve", "--no-demo"]
