#!/usr/bin/env bash
# Docker for a machine that reaches package registries but no image registry.
#
#   stand-ins.sh up      install (privately) and start dockerd, compose, buildx; build the stand-in images
#   stand-ins.sh down    remove containers, networks, volumes; stop the daemon this script started (cache stays)
#   stand-ins.sh purge   down, then delete the cache and the plugin links as well
#   stand-ins.sh status  what runs, which images are there
#
# Where another daemon already answers (a developer's laptop), it is used as it is and never stopped; the real
# images are pulled there by whoever runs it, and stand-ins are built only with STAND_INS_FORCE=1.
# Debian's own packages, PyPI and Maven Central are reached with their ordinary clients, as this machine has
# them set up: no host name is written here. Nothing is installed system-wide but iptables and mmdebstrap.
set -euo pipefail
umask 022

PYTHON_IMAGE=${PYTHON_IMAGE:-python:3.11-slim}
KAFKA_IMAGE=${KAFKA_IMAGE:-apache/kafka:4.1.1}
BASE_IMAGE=debian:bookworm-slim
ENGINE_SUITE=${ENGINE_SUITE:-trixie}     # Debian suite the engine and the plugins are taken from (compose 2.26)
HOME_DIR=${STAND_INS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/docker-stand-ins}
KAFKA_LIBS=${KAFKA_LIBS:-}               # a folder with the broker's jars, to skip Maven
PLUGINS=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins
ROOT=$HOME_DIR/root; LOGS=$HOME_DIR/logs; BUILD=$HOME_DIR/build; PIDFILE=$HOME_DIR/dockerd.pid
SELF=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/$(basename "${BASH_SOURCE[0]}")
KAFKA_VERSION=${KAFKA_IMAGE##*:}; PY_MINOR=$(sed -E 's/^[^:]*:([0-9]+\.[0-9]+).*/\1/' <<<"$PYTHON_IMAGE")
STAMP=$(sha256sum "$SELF" | cut -c1-12)
T0=$SECONDS

say()  { printf 'stand-ins %4ds  %s\n' $((SECONDS - T0)) "$*"; }
die()  { printf 'stand-ins: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
alive() { timeout 10 docker info >/dev/null 2>&1; }
ours() { [ -s "$PIDFILE" ] && [ "$(cat "/proc/$(cat "$PIDFILE")/comm" 2>/dev/null)" = dockerd ]; }
# run NAME SECONDS COMMAND...: bounded, logged; on failure shows the log's end
run() {
  local name=$1 limit=$2; shift 2
  local start=$SECONDS
  if ! timeout -k 5 "$limit" "$@" >"$LOGS/$name.log" 2>&1; then
    tail -n 25 "$LOGS/$name.log" >&2; die "$name failed or ran past ${limit}s (log: $LOGS/$name.log)"
  fi
  say "$name: $((SECONDS - start))s"
}

# ---------------------------------------------------------------- engine
fetch_engine() {
  [ -e "$ROOT/.ok" ] && return
  local need=() etc own
  have iptables || need+=(iptables)
  have mmdebstrap || need+=(mmdebstrap)
  if [ ${#need[@]} -gt 0 ] || ! apt-cache show runc >/dev/null 2>&1; then apt-get update -qq; fi
  if [ ${#need[@]} -gt 0 ]; then DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}"; fi
  # A private apt state: this machine's own sources with the suite's name swapped, so the system's apt is untouched.
  etc=$(apt-config shell D Dir::Etc/d | cut -d"'" -f2); own=$(. "${etc%/apt/}/os-release"; echo "$VERSION_CODENAME")
  local a=$HOME_DIR/apt; rm -rf "$a" "$ROOT"; mkdir -p "$a/lists/partial" "$a/cache/archives/partial" "$a/debs" "$ROOT"
  cat "$etc"sources.list.d/debian.sources "$etc"sources.list.d/debian.list "$etc"sources.list 2>/dev/null >"$a/probe" || true
  if grep -q '^Types:' "$a/probe"; then mv "$a/probe" "$a/s.sources"; else mv "$a/probe" "$a/s.list"; fi
  sed -i "s/\b$own\b/$ENGINE_SUITE/g; s/\b$own-/$ENGINE_SUITE-/g" "$a"/s.*
  local o=(-qq -o "Dir::Etc::sourcelist=$(ls "$a"/s.*)" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$a/lists"
           -o "Dir::Cache=$a/cache" -o APT::Sandbox::User=root)
  apt-get "${o[@]}" update
  local pkgs=(docker.io containerd docker-compose docker-buildx); have docker || pkgs+=(docker-cli)
  (cd "$a/debs" && apt-get "${o[@]}" download "${pkgs[@]}" && apt-get -qq -o APT::Sandbox::User=root download runc tini)
  for d in "$a"/debs/*.deb; do dpkg -x "$d" "$ROOT"; done
  rm -rf "$a"; touch "$ROOT/.ok"
}
link_plugins() {
  mkdir -p "$PLUGINS"
  for p in docker-compose docker-buildx; do
    if ! docker "${p#docker-}" version >/dev/null 2>&1; then
      ln -sfn "$ROOT/usr/libexec/docker/cli-plugins/$p" "$PLUGINS/$p"
    fi
  done
}
launch() {  # launch EXTRA-FLAGS...
  rm -f "$HOME_DIR/docker.pid"; [ -s "$HOME_DIR/iptables.before" ] || iptables-save >"$HOME_DIR/iptables.before" 2>/dev/null || true
  PATH=$ROOT/usr/bin:$ROOT/usr/sbin:$PATH setsid nohup dockerd --data-root "$HOME_DIR/data" --pidfile "$HOME_DIR/docker.pid" \
    --init-path "$ROOT/usr/bin/tini-static" "$@" </dev/null >"$LOGS/dockerd.log" 2>&1 &
  echo $! >"$PIDFILE"
  for _ in $(seq 1 120); do
    alive && return 0
    ours || return 1
    sleep 0.25
  done
  return 1
}
start_engine() {
  if alive; then
    if ours; then say "daemon: already running"; return; fi
    say "a Docker daemon that is not ours answers: using it"; [ "${STAND_INS_FORCE:-}" != 1 ] || return 0
    if docker image inspect "$PYTHON_IMAGE" "$KAFKA_IMAGE" >/dev/null 2>&1; then say "ready"; exit 0; fi
    die "missing there: docker pull $PYTHON_IMAGE; docker pull $KAFKA_IMAGE (or STAND_INS_FORCE=1 to build stand-ins)"
  fi
  [ "$(id -u)" = 0 ] || die "starting a daemon needs root"
  run engine-packages 240 bash -c "$(declare -f have fetch_engine); HOME_DIR='$HOME_DIR' ROOT='$ROOT' ENGINE_SUITE='$ENGINE_SUITE'; set -e; fetch_engine"
  have docker || ln -sfn "$ROOT/usr/bin/docker" /usr/local/bin/docker
  link_plugins
  launch || { tail -n 5 "$LOGS/dockerd.log" >&2; say "retrying with the vfs storage driver"; stop_engine
              launch --storage-driver vfs || { tail -n 25 "$LOGS/dockerd.log" >&2; die "dockerd did not start"; }; }
  say "daemon $(docker version -f '{{.Server.Version}}') up ($(docker info -f '{{.Driver}}')), compose $(docker compose version --short)"
}
stop_engine() {
  if ours; then
    kill "$(cat "$PIDFILE")"
    for _ in $(seq 1 80); do ours || break; sleep 0.25; done
    ours && kill -KILL "$(cat "$PIDFILE")"
  fi
  rm -f "$PIDFILE"
  if [ -s "$HOME_DIR/iptables.before" ]; then  # the daemon leaves its bridge and its chains behind
    ip link delete docker0 2>/dev/null || true
    iptables-restore <"$HOME_DIR/iptables.before" 2>/dev/null || true; rm -f "$HOME_DIR/iptables.before"
  fi
}

# ---------------------------------------------------------------- images
fresh() { [ "$(docker image inspect -f '{{index .Config.Labels "stand-in"}}' "$1" 2>/dev/null)" = "$STAMP" ]; }

make_rootfs() {
  [ -f "$BUILD/rootfs.tar" ] && return
  mmdebstrap --quiet --format=tar --variant=minbase --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=ca-certificates,netbase,tzdata,libssl3,libffi8,libsqlite3-0,libreadline8,libbz2-1.0,liblzma5,zlib1g,libncursesw6,libuuid1,libexpat1,libnsl2,libcrypt1 \
    bookworm "$BUILD/rootfs.tar.part"
  mv "$BUILD/rootfs.tar.part" "$BUILD/rootfs.tar"
}
make_jre() {
  [ -x "$BUILD/kafka/jre/bin/java" ] && return
  local jh; jh=$(dirname "$(dirname "$(readlink -f "$(command -v javac || command -v java)")")")
  rm -rf "$BUILD/kafka/jre"
  "$jh/bin/jlink" --add-modules java.se,jdk.unsupported,jdk.management,jdk.management.agent,jdk.crypto.ec,jdk.zipfs,jdk.jcmd \
    --strip-debug --no-header-files --no-man-pages --output "$BUILD/kafka/jre" || cp -aL "$jh" "$BUILD/kafka/jre"
}
make_jars() {
  [ -e "$BUILD/kafka/libs/.ok" ] && return
  rm -rf "$BUILD/kafka/libs"; mkdir -p "$BUILD/kafka/libs" "$BUILD/mvn"
  if [ -n "$KAFKA_LIBS" ]; then cp "$KAFKA_LIBS"/*.jar "$BUILD/kafka/libs/"
  else
    cat >"$BUILD/mvn/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>stand.in</groupId><artifactId>broker</artifactId><version>1</version><packaging>pom</packaging><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$KAFKA_VERSION</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$KAFKA_VERSION</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.24.3</version></dependency>
</dependencies></project>
POM
    mvn -B -q -f "$BUILD/mvn/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$BUILD/kafka/libs"
  fi
  touch "$BUILD/kafka/libs/.ok"
}
python_context() {  # Debian's own Python: the same minor as the image's name, or a clear refusal
  rm -rf "$BUILD/python"; mkdir -p "$BUILD/python"
  # pip in a build reaches its index exactly as pip on this machine does: same configuration file, same certificates.
  local f n; : >"$BUILD/python/pip.conf"
  for f in /etc/pip.conf "$HOME/.config/pip/pip.conf"; do if [ -s "$f" ]; then cp "$f" "$BUILD/python/pip.conf"; fi; done
  cp "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$BUILD/python/ca.crt"
  { echo "FROM $BASE_IMAGE"
    echo "ENV LANG=C.UTF-8 PIP_CERT=/etc/ssl/certs/ca-certificates.crt"
    for n in PIP_INDEX_URL PIP_EXTRA_INDEX_URL; do if [ -n "${!n:-}" ]; then echo "ENV $n=${!n}"; fi; done
    echo 'RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv && rm -rf /var/lib/apt/lists/*'
    echo "RUN ln -s \"\$(command -v python$PY_MINOR)\" /usr/local/bin/python && python --version"
    echo 'COPY pip.conf /etc/pip.conf'
    echo 'COPY ca.crt /etc/ssl/certs/ca-certificates.crt'
    echo 'CMD ["python"]'; } >"$BUILD/python/Dockerfile"
}
kafka_context() {
  local k=$BUILD/kafka; rm -rf "$k/bin" "$k/docker"; mkdir -p "$k/bin" "$k/docker"
  cat >"$k/bin/kafka-run-class.sh" <<'SH'
#!/bin/bash
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
conf=${KAFKA_LOG4J_CONFIG:-$here/config/tools-log4j2.yaml}; [ -r "$conf" ] || conf=/etc/kafka/docker/tools-log4j2.yaml
exec "${JAVA_HOME:-/opt/java}/bin/java" ${KAFKA_HEAP_OPTS:--Xmx256M} -XX:+UseSerialGC -XX:TieredStopAtLevel=${KAFKA_TIER:-1} -Xshare:auto \
  -Dlog4j2.configurationFile="$conf" $KAFKA_OPTS -cp "$here/libs/*" "$@"
SH
  tool() { printf '#!/bin/bash\nexec "$(dirname "$(readlink -f "$0")")"/kafka-run-class.sh %s "$@"\n' "$2" >"$k/bin/$1"; }
  tool kafka-topics.sh org.apache.kafka.tools.TopicCommand
  tool kafka-console-consumer.sh org.apache.kafka.tools.consumer.ConsoleConsumer
  tool kafka-console-producer.sh org.apache.kafka.tools.ConsoleProducer
  tool kafka-broker-api-versions.sh org.apache.kafka.tools.BrokerApiVersionsCommand
  tool kafka-consumer-groups.sh org.apache.kafka.tools.consumer.group.ConsumerGroupCommand
  tool kafka-get-offsets.sh org.apache.kafka.tools.GetOffsetShell
  tool kafka-transactions.sh org.apache.kafka.tools.TransactionsCommand
  tool kafka-metadata-quorum.sh org.apache.kafka.tools.MetadataQuorumCommand
  tool kafka-configs.sh kafka.admin.ConfigCommand
  tool kafka-storage.sh kafka.tools.StorageTool
  cat >"$k/bin/kafka-server-start.sh" <<'SH'
#!/bin/bash
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G} KAFKA_TIER=4 KAFKA_LOG4J_CONFIG=/opt/kafka/config/log4j2.yaml
exec "$(dirname "$(readlink -f "$0")")"/kafka-run-class.sh kafka.Kafka "$@"
SH
  # Same order of work as the official image: settings from KAFKA_*, else the bundled single-node file; format; start.
  cat >"$k/docker/run" <<'SH'
#!/bin/bash
set -e
for pair in "$@"; do export "$pair"; done
echo "===> User"; id
export CLUSTER_ID=${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}
if [ "${KAFKA_PROCESS_ROLES:-}" = controller ]; then unset KAFKA_ADVERTISED_LISTENERS
elif [ -z "${KAFKA_LISTENERS:-}" ] && [ -n "${KAFKA_ADVERTISED_LISTENERS:-}" ]; then
  export KAFKA_LISTENERS=$(sed 's|://[^:]*:|://0.0.0.0:|g' <<<"$KAFKA_ADVERTISED_LISTENERS")
fi
echo "===> Configuring ..."
if ! out=$(KAFKA_HEAP_OPTS= /opt/kafka/bin/kafka-run-class.sh kafka.docker.KafkaDockerWrapper setup --default-configs-dir /etc/kafka/docker \
    --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config 2>&1); then
  echo "$out"; grep -qi 'already formatted' <<<"$out" || exit 1
fi
echo "===> Launching ..."
exec /opt/kafka/bin/kafka-server-start.sh /opt/kafka/config/server.properties
SH
  cat >"$k/docker/server.properties" <<'P'
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
advertised.listeners=PLAINTEXT://localhost:9092
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=/var/lib/kafka/data
num.partitions=1
offsets.topic.replication.factor=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
P
  for pair in log4j2.yaml:info:SYSTEM_OUT tools-log4j2.yaml:warn:SYSTEM_ERR; do
    IFS=: read -r file level target <<<"$pair"
    cat >"$k/docker/$file" <<Y
Configuration:
  Appenders:
    Console:
      name: STDOUT
      target: $target
      PatternLayout:
        pattern: "[%d] %p %m (%c)%n"
  Loggers:
    Root:
      level: $level
      AppenderRef:
        - ref: STDOUT
Y
  done
  chmod 755 "$k"/bin/* "$k/docker/run"
  cat >"$k/Dockerfile" <<D
FROM $BASE_IMAGE
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
RUN useradd -m -u 1000 -s /bin/bash appuser \\
 && mkdir -p /opt/kafka/config /opt/kafka/logs /etc/kafka/docker /etc/kafka/secrets /var/lib/kafka/data /mnt/shared/config \\
 && chown -R appuser:appuser /opt/kafka /mnt/shared/config && chown -R appuser:root /var/lib/kafka /etc/kafka && chmod -R ug+w /etc/kafka /var/lib/kafka
COPY jre /opt/java
COPY --chown=appuser:appuser libs /opt/kafka/libs
COPY --chown=appuser:appuser bin /opt/kafka/bin
COPY --chown=appuser:appuser docker /etc/kafka/docker
RUN java -Xshare:dump >/dev/null 2>&1 || true
EXPOSE 9092
USER appuser
VOLUME ["/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"]
CMD ["/etc/kafka/docker/run"]
D
  rm -f "$k/.dockerignore"
}
build_images() {
  if fresh "$BASE_IMAGE" && fresh "$PYTHON_IMAGE" && fresh "$KAFKA_IMAGE"; then say "images: up to date"; return; fi
  local recipe; recipe=$(declare -f make_rootfs make_jre make_jars | sha256sum)$KAFKA_VERSION
  [ "$(cat "$BUILD/recipe" 2>/dev/null)" = "$recipe" ] || rm -rf "$BUILD"
  mkdir -p "$BUILD/kafka"; echo "$recipe" >"$BUILD/recipe"
  export BUILD KAFKA_VERSION KAFKA_LIBS
  local part; part() { run "$1" "$2" bash -c "set -euo pipefail; $(declare -f "$3"); $3"; }
  ( part kafka-jars 300 make_jars; part jre 120 make_jre ) & local bg=$!
  part rootfs 240 make_rootfs
  fresh "$BASE_IMAGE" || docker import -c 'CMD ["bash"]' -c "LABEL stand-in=$STAMP" "$BUILD/rootfs.tar" "$BASE_IMAGE" >/dev/null
  python_context
  run python-image 180 docker build -q --label "stand-in=$STAMP" -t "$PYTHON_IMAGE" "$BUILD/python"
  wait "$bg" || die "the broker's parts could not be made"
  kafka_context
  run kafka-image 180 docker build -q --label "stand-in=$STAMP" -t "$KAFKA_IMAGE" "$BUILD/kafka"
}

case ${1:-up} in
  up) mkdir -p "$LOGS" "$BUILD"; start_engine; build_images
      docker image prune -f --filter label=stand-in >/dev/null
      for i in "$BASE_IMAGE" "$PYTHON_IMAGE" "$KAFKA_IMAGE"; do docker images --format 'stand-ins        {{.Repository}}:{{.Tag}}  {{.Size}}' "$i"; done
      say "ready (TESTCONTAINERS_RYUK_DISABLED=true for testcontainers: its reaper is an image too)" ;;
  down|purge)
      if ours && alive; then
        ids=$(docker ps -aq); [ -z "$ids" ] || timeout 60 docker rm -fv $ids >/dev/null
        timeout 60 docker network prune -f >/dev/null || true; timeout 60 docker volume prune -af >/dev/null || true
      fi
      if ours; then stop_engine; say "daemon stopped"; else stop_engine; say "no daemon of ours was running"; fi
      if [ "$1" = purge ]; then
        for p in docker-compose docker-buildx; do case $(readlink "$PLUGINS/$p" || true) in "$ROOT"/*) rm -f "$PLUGINS/$p";; esac; done
        case $(readlink "$(command -v docker)" || true) in "$ROOT"/*) rm -f "$(command -v docker)";; esac
        rm -rf "$HOME_DIR"; say "cache removed"
      fi ;;
  status) ours && say "our daemon runs (pid $(cat "$PIDFILE"))" || say "no daemon of ours"; if alive; then docker images --filter label=stand-in; fi ;;
  *) die "usage: $(basename "$0") up|down|purge|status" ;;
esac
