# syntax=docker/dockerfile:1
# docker build -t chainrule .  &&  docker run --rm -p 8080:8080 chainrule
#
# The two images are of one distribution and release, and RUN_PACKAGES are that release's names of the libraries.
ARG BUILD_IMAGE=docker.io/library/swift:6.3-bookworm
ARG RUN_IMAGE=docker.io/library/debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY scripts/install-dependencies scripts/build-packages scripts/
RUN scripts/install-dependencies $(grep -v '^#' scripts/build-packages)
COPY scripts/build-release scripts/release.proftext scripts/
COPY Package.swift openapi.yaml ./
COPY Benchmarks Benchmarks
COPY Sources Sources
COPY Tests Tests
COPY Fuzz Fuzz
RUN scripts/build-release && install -D -s .build/release/chainrule /out/usr/local/bin/chainrule

FROM ${RUN_IMAGE}
ARG RUN_PACKAGES="libopenblas0-pthread libssl3 libstdc++6 zlib1g"
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${RUN_PACKAGES} \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out /
USER 65532:65532
EXPOSE 8080
ENV CHAINRULE_HOST=0.0.0.0
HEALTHCHECK --interval=10s --timeout=3s --start-period=2s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${CHAINRULE_PORT:-8080}; printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' >&3; grep -q '200 OK' <&3"]
ENTRYPOINT ["chainrule"]
CMD ["serve"]
