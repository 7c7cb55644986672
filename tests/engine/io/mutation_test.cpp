#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "tests/engine/io/example_files.h"
#include "tests/engine/io/file_mutator.h"
#include "tests/support/rounds.h"

#include <gtest/gtest.h>

namespace topomq::io {
namespace {

constexpr int kMutations = tests::rounds(10'000);

/// What no example has: security, options of the context, raw TCP, addresses of every transport.
const std::string kRare = R"({
  "topomq": 1,
  "context": { "IO_THREADS": 2, "THREAD_AFFINITY_CPU_ADD": [0, 1], "IPV6": true },
  "nodes": [
    {
      "id": "pub", "role": "source", "settings": { "topics": ["a"], "rate": 10 },
      "sockets": [
        { "id": "out", "type": "PUB", "bind": ["epgm://127.0.0.1;239.192.1.1:5555", "ws://lo:*/x"],
          "options": { "RATE": 100, "CONNECT_ROUTING_ID": "x", "AFFINITY": 3 },
          "security": { "mechanism": "CURVE", "server": true, "allow": ["sub.in", "ghost"] } }
      ]
    },
    {
      "id": "sub", "role": "sink", "settings": { "service_time": 100 },
      "sockets": [
        { "id": "in", "type": "SUB", "bind": ["tcp://127.0.0.1:1;127.0.0.1:2", "norm://1,lo;239.1.1.1:7"],
          "options": { "SUBSCRIBE": ["a"] },
          "security": { "mechanism": "PLAIN", "username": "ann", "password": "x" } }
      ]
    },
    {
      "id": "web", "role": "stream", "settings": { "mode": "http_server", "path": "/x" },
      "sockets": [{ "id": "tcp", "type": "STREAM", "bind": ["tcp://[::1]:*"] }]
    },
    { "id": "get", "role": "stream", "settings": { "mode": "line_client" },
      "sockets": [{ "id": "tcp", "type": "STREAM" }] }
  ],
  "links": [
    { "id": "a", "connect": "sub.in", "bind": "pub.out", "endpoint": 0 },
    { "id": "b", "connect": "sub.in", "bind": "pub.out", "endpoint": 1 },
    { "id": "c", "connect": "get.tcp", "bind": "web.tcp", "endpoint": 0 }
  ]
}
)";

const std::string kStages = R"({
  "topomq": 1,
  "nodes": [
    { "id": "s1", "role": "subtopology", "definition": "Stage" },
    { "id": "s2", "role": "subtopology", "definition": "Stage", "enabled": false }
  ],
  "links": [ { "id": "a", "connect": "s1.in", "bind": "s2.out", "endpoint": 0 } ],
  "definitions": [
    {
      "id": "Stage",
      "nodes": [
        { "id": "w", "role": "worker",
          "sockets": [ { "id": "in", "type": "PULL" },
                       { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
        { "id": "deep", "role": "subtopology", "definition": "Deep" }
      ],
      "links": [ { "id": "l", "connect": "w.in", "bind": "deep.out", "endpoint": 0 } ],
      "groups": [ { "id": "g", "members": ["w"] } ],
      "ports": [ { "id": "in", "socket": "w.in" }, { "id": "out", "socket": "deep.out" } ]
    },
    {
      "id": "Deep",
      "nodes": [
        { "id": "v", "role": "source", "settings": { "rate": "#rate" },
          "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] }
      ],
      "links": [],
      "ports": [ { "id": "out", "socket": "v.out" } ]
    }
  ]
}
)";

TEST(Mutation, NeverCrashesTheReaderOrTheRules)
{
    auto files = test::exampleFiles(EXAMPLES_FOLDER);
    ASSERT_FALSE(files.empty());
    files.push_back({"rare", kRare});
    // One in five of each, however many examples there are.
    for (std::size_t i = files.size() / 3; i > 0; --i) {
        files.push_back({"rare", kRare});
        files.push_back({"stages", kStages});
    }
    test::FileMutator mutator(20261122);
    int readable = 0;
    for (int i = 0; i < kMutations; ++i) {
        const std::string& file = files[static_cast<std::size_t>(i) % files.size()].text;
        const std::string text = mutator.mutate(file);
        const ReadResult result = readTopology(text);
        if (!result.isReadable())
            continue;
        ++readable;
        for (const model::Finding& finding : rules::check(result.topology))
            ASSERT_FALSE(finding.message.empty()) << text;
        for (const model::Finding& finding : result.findings)
            ASSERT_FALSE(finding.message.empty()) << text;
        const std::string written = writeTopology(result.topology);
        ASSERT_EQ(writeTopology(readTopology(written).topology), written) << text;
    }
    // Were nearly all refused as JSON, the reader of fields and the rules would not be tested.
    EXPECT_GT(readable, kMutations / 10);
}

} // namespace
} // namespace topomq::io
