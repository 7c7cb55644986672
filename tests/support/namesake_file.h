#pragma once
// A file with several links of one id: ids are free in each part of it.

#include "engine/io/topology_file.h"

namespace topomq::tests {

/// A source and a sink, and two instances of a sub-topology with a client and a server in it. Each
/// pair is linked by a `link1` of its own, over tcp.
inline model::Topology namesakes()
{
    return io::readTopology(R"({ "topomq": 1,
      "nodes": [
        { "id": "vent", "role": "source", "settings": { "rate": 200 },
          "sockets": [ { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] },
        { "id": "sink", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] },
        { "id": "stage1", "role": "subtopology", "definition": "Stage" },
        { "id": "stage2", "role": "subtopology", "definition": "Stage" } ],
      "links": [ { "id": "link1", "connect": "sink.in", "bind": "vent.out" } ],
      "definitions": [ { "id": "Stage",
        "nodes": [
          { "id": "client", "role": "client", "settings": { "rate": 200 },
            "sockets": [ { "id": "req", "type": "REQ" } ] },
          { "id": "server", "role": "server",
            "sockets": [ { "id": "rep", "type": "REP", "bind": ["tcp://127.0.0.1:*"] } ] } ],
        "links": [ { "id": "link1", "connect": "client.req", "bind": "server.rep" } ] } ] })")
        .topology;
}

} // namespace topomq::tests
