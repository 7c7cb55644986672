#pragma once
// A file whose run has names that nobody has written: what is inside of `wash` runs as `wash-gone`
// and is called `wash/gone`.

#include "engine/io/topology_file.h"

namespace topomq::tests {

/// A source, a sub-topology with a worker `gone` and a sink `shelf` in it, linked by `wet`.
inline model::Topology washing()
{
    return io::readTopology(R"({ "topomq": 1,
      "nodes": [
        { "id": "vent", "role": "source", "settings": { "rate": 200 },
          "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
        { "id": "wash", "role": "subtopology", "definition": "Stage" } ],
      "links": [ { "id": "dirty", "connect": "wash.in", "bind": "vent.out" } ],
      "definitions": [ { "id": "Stage",
        "nodes": [
          { "id": "gone", "role": "worker",
            "sockets": [ { "id": "in", "type": "PULL" },
                         { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
          { "id": "shelf", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] } ],
        "links": [ { "id": "wet", "connect": "shelf.in", "bind": "gone.out" } ],
        "ports": [ { "id": "in", "socket": "gone.in" } ] } ] })")
        .topology;
}

} // namespace topomq::tests
