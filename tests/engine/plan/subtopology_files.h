#pragma once
// Files with sub-topologies, and what tests of them ask.

#include "engine/io/topology_file.h"
#include "engine/model/flat_topology.h"
#include "engine/rules/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace topomq::test {

/// A source, twice a stage of two workers in a row, a sink. The first worker's input connects, the
/// second one's output binds, so both sides of a port are there.
inline constexpr const char* kTwoStages = R"({ "topomq": 1,
  "parameters": { "pause": 20 },
  "nodes": [
    { "id": "vent", "role": "source", "settings": { "count": 10 },
      "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
    { "id": "stage1", "name": "First", "role": "subtopology", "definition": "Stage" },
    { "id": "stage2", "role": "subtopology", "definition": "Stage" },
    { "id": "sink", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] } ],
  "links": [
    { "id": "a", "connect": "stage1.in", "bind": "vent.out" },
    { "id": "b", "connect": "stage2.in", "bind": "stage1.out" },
    { "id": "c", "connect": "sink.in", "bind": "stage2.out" } ],
  "definitions": [ { "id": "Stage",
    "nodes": [
      { "id": "w1", "role": "worker", "settings": { "service_time": "#pause" },
        "sockets": [ { "id": "in", "type": "PULL" }, { "id": "out", "type": "PUSH" } ] },
      { "id": "w2", "name": "Second", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL", "bind": ["inproc://*"] },
                     { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] } ],
    "links": [ { "id": "l", "connect": "w1.out", "bind": "w2.in" } ],
    "ports": [ { "id": "in", "socket": "w1.in" }, { "id": "out", "socket": "w2.out" } ] } ] })";

inline model::Topology topologyOf(const std::string& text)
{
    io::ReadResult read = io::readTopology(text);
    EXPECT_TRUE(read.isComplete())
        << read.unreadable << (read.findings.empty() ? "" : read.findings.front().message);
    return std::move(read.topology);
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

inline std::vector<std::string> ids(const model::Topology& topology)
{
    std::vector<std::string> all;
    for (const model::Node& node : topology.nodes)
        all.push_back(node.id.text());
    return all;
}

/// "error where code" of all findings that are no mere information.
inline std::vector<std::string> told(const std::string& text)
{
    std::vector<std::string> all;
    for (const model::Finding& finding : rules::check(topologyOf(text))) {
        if (finding.severity != model::Severity::Information)
            all.push_back(std::string(toText(finding.severity)) + " " + finding.where + " "
                          + finding.code);
    }
    return all;
}

/// Does a server let in somebody who is not there?
inline bool allowsNobody(const model::Topology& topology)
{
    const auto findings = rules::check(topology);
    return std::any_of(findings.begin(), findings.end(),
                       [](const auto& each) { return each.code == "unknown-allowed"; });
}

inline model::SocketRef ref(const char* node, const char* socket)
{
    return {model::NodeId(node), model::SocketId(socket)};
}

inline constexpr const char* kNested = R"({ "topomq": 1,
  "nodes": [
    { "id": "vent", "role": "source",
      "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] },
    { "id": "outer", "role": "subtopology", "definition": "Outer" } ],
  "links": [ { "id": "a", "connect": "outer.work", "bind": "vent.out" } ],
  "definitions": [
    { "id": "Outer",
      "nodes": [ { "id": "one", "role": "subtopology", "definition": "Inner" },
                 { "id": "two", "role": "subtopology", "definition": "Inner" } ],
      "links": [ { "id": "l", "connect": "two.in", "bind": "one.out" } ],
      "ports": [ { "id": "work", "socket": "one.in" } ] },
    { "id": "Inner",
      "nodes": [ { "id": "w", "role": "worker",
        "sockets": [ { "id": "in", "type": "PULL" },
                     { "id": "out", "type": "PUSH", "bind": ["inproc://*"] } ] } ],
      "links": [],
      "ports": [ { "id": "in", "socket": "w.in" }, { "id": "out", "socket": "w.out" } ] } ] })";

/// The same topology without sub-topologies, to be put together.
inline model::Topology flatOf(const char* text)
{
    const model::Topology topology = topologyOf(text);
    return model::FlatTopology(topology).topology();
}

inline std::set<model::NodeId> nodes(std::initializer_list<const char*> names)
{
    std::set<model::NodeId> all;
    for (const char* name : names)
        all.emplace(name);
    return all;
}

} // namespace topomq::test
