# The program alone, static, in an image of nothing else:
#
#   docker build -t reportage .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/site" reportage build
FROM rust:1.95-alpine3.22 AS build
# SQLite, Oniguruma, libwebp, ring and mimalloc are C; git tells the commit for `--version`. Alpine keeps no version but the last of a
# package, so that one that is pinned is soon not to be had.
# hadolint ignore=DL3018
RUN apk add --no-cache build-base git
WORKDIR /reportage
COPY . .
RUN cargo build --locked --release --bin reportage

FROM scratch
COPY --from=build /reportage/LICENSE-MIT /reportage/LICENSE-APACHE /
COPY --from=build /reportage/target/release/reportage /reportage
# Nobody in particular; `--user` says whose the site's files shall be.
USER 65532:65532
WORKDIR /site
ENTRYPOINT ["/reportage"]
CMD ["--help"]
