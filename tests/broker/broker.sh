#!/usr/bin/env bash
# A real single-node Apache Kafka on the JVM, where Docker is not: needs java >= 17, and mvn once for the jars.
#
#   broker.sh up [PORT]     start it (default 9092; the controller takes PORT + 1), wait until it answers, print host:port
#   broker.sh kill          kill -9, data kept; `up` again recovers
#   broker.sh down          stop it and delete its data (the jars stay)
#
# BROKER_HOME holds data, log and pid, BROKER_LIBS the jars (defaults: cache folders of the user). Where
# BROKER_HOME/extra.properties is, its settings are added last. BROKER_FORMAT goes to the tool that formats the data;
# nodes of one cluster are given its id in BROKER_CLUSTER, 22 characters of base64.
set -euo pipefail
cache=${XDG_CACHE_HOME:-$HOME/.cache}/storyloom-broker
home=${BROKER_HOME:-$cache}
libs=${BROKER_LIBS:-$cache/libs}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
alive() { [ -s "$home/pid" ] && kill -0 "$(cat "$home/pid")" 2>/dev/null; }
case "${1:-}" in
up)
  port=${2:-9092}; mkdir -p "$home" "$(dirname "$libs")"
  [ -d "$libs" ] || { mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
      -DoutputDirectory="$libs.$$" >&2 && { mv -T "$libs.$$" "$libs" 2>/dev/null || rm -rf "$libs.$$"; }; }
  alive && { echo "127.0.0.1:$port"; exit 0; }
  cat >"$home/server.properties" <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$home/data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
offsets.topic.num.partitions=5
transaction.state.log.num.partitions=5
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
log.cleaner.backoff.ms=500
P
  [ ! -f "$home/extra.properties" ] || cat "$home/extra.properties" >>"$home/server.properties"
  java=(java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$libs/*")
  # shellcheck disable=SC2086  # several words
  [ -d "$home/data" ] || "${java[@]}" kafka.tools.StorageTool format ${BROKER_FORMAT:-} \
      -t "${BROKER_CLUSTER:-$("${java[@]}" kafka.tools.StorageTool random-uuid 2>/dev/null)}" -c "$home/server.properties" >&2
  setsid "${java[@]}" kafka.Kafka "$home/server.properties" >>"$home/log" 2>&1 </dev/null &
  echo $! >"$home/pid"
  for _ in $(seq 300); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && { echo "127.0.0.1:$port"; exit 0; }
    alive || break; sleep 0.2
  done
  tail -n 20 "$home/log" >&2; exit 1 ;;
kill) alive && kill -9 "$(cat "$home/pid")"; rm -f "$home/pid" ;;
down) if alive; then kill "$(cat "$home/pid")"; for _ in $(seq 50); do alive || break; sleep 0.2; done; alive && kill -9 "$(cat "$home/pid")"; fi
      rm -rf "$home/pid" "$home/data" "$home/log" ;;
*) sed -n '2,10p' "${BASH_SOURCE[0]}" | cut -c3-; exit 2 ;;
esac
