// Fixes inside of sub-topologies reach what they mean, harm no other instance, and are not offered
// where that is not plain.
#include "engine/model/ports.h"
#include "engine/rules/merge_node.h"
#include "tests/engine/plan/nothing_worse.h"

#include <algorithm>

namespace topomq {
namespace {

using namespace test;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string sourceOf(const std::string& id, const std::string& more = "")
{
    return "{ \"id\": \"" + id + R"(", "role": "source", "sockets": [ { "id": "out", "type": "PUSH",
        "bind": ["tcp://127.0.0.1:*"])"
        + more + " } ] }";
}

std::string instanceOf(const std::string& definition, const std::string& id)
{
    return "{ \"id\": \"" + id + "\", \"role\": \"subtopology\", \"definition\": \"" + definition
        + "\" }";
}

std::string link(const std::string& id, const std::string& connect, const std::string& bind)
{
    return "{ \"id\": \"" + id + "\", \"connect\": \"" + connect + "\", \"bind\": \"" + bind
        + "\" }";
}

std::string
partOf(const std::string& nodes, const std::string& links, const std::string& ports = "")
{
    return "\"nodes\": [" + nodes + "], \"links\": [" + links + "], \"ports\": [" + ports + "]";
}

model::Topology fileOf(const std::string& nodes,
                       const std::string& links,
                       const std::vector<std::pair<std::string, std::string>>& definitions)
{
    std::string text = "{ \"topomq\": 1, \"nodes\": [" + nodes + "], \"links\": [" + links
        + "], \"definitions\": [";
    for (const auto& [id, part] : definitions)
        text += (text.back() == '[' ? "" : ", ") + std::string("{ \"id\": \"") + id + "\", " + part
            + " }";
    return topologyOf(text + "] }");
}

const std::string kSink =
    R"({ "id": "k", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] })";

/// All fixes of findings with this code, as texts; each can be placed.
std::vector<std::string> fixesOf(const model::Topology& topology, const std::string& code)
{
    std::vector<std::string> fixes;
    for (const model::Finding& finding : rules::check(topology)) {
        if (finding.code != code || !finding.fix)
            continue;
        fixes.push_back(finding.fix->text);
        EXPECT_TRUE(rules::placedFix(topology, finding.fix->edit)) << finding.fix->text;
    }
    return fixes;
}

std::vector<std::string> messagesOf(const model::Topology& topology, const std::string& code)
{
    std::vector<std::string> messages;
    for (const model::Finding& finding : rules::check(topology)) {
        if (finding.code == code)
            messages.push_back(finding.message);
    }
    EXPECT_THAT(messages, Not(IsEmpty())) << code;
    return messages;
}

/// With the first fix of that code.
model::Topology mended(model::Topology topology, const std::string& code)
{
    for (const model::Finding& finding : rules::check(topology)) {
        if (finding.code != code || !finding.fix)
            continue;
        const model::Topology before = topology;
        model::apply(topology, rules::placedFix(topology, finding.fix->edit).value().edit);
        EXPECT_THAT(worseElsewhere(before, finding, topology), IsEmpty());
        return topology;
    }
    ADD_FAILURE() << "no fix: " << code;
    return topology;
}

const std::string kEmpty = partOf("", "");

TEST(FixReach, SurvivesLinksWhoseIdsLookLikePaths)
{
    const auto topology = fileOf(sourceOf("w") + ", " + instanceOf("E", "t"),
                                 link("x/y", "t.nosuch", "w.out"), {{"E", kEmpty}});
    EXPECT_THAT(mended(topology, "dangling-link").links, IsEmpty());
}

TEST(FixReach, SurvivesInstancesBehindNamesakes)
{
    const auto topology = fileOf(
        replaced(kSink, "\"k\"", "\"s\"") + ", " + instanceOf("D", "s"), "",
        {{"E", kEmpty},
         {"D",
          partOf(sourceOf("w") + ", " + instanceOf("E", "t"), link("l", "t.nosuch", "w.out"))}});
    EXPECT_THAT(mended(topology, "dangling-link").definitions.at(1).links, IsEmpty());
}

TEST(FixReach, RemovesNoNamesakeOfALink)
{
    const std::vector<std::pair<std::string, std::string>> part{
        {"D", partOf(kSink, "", R"({ "id": "in", "socket": "k.in" })")}};
    const std::string nodes = instanceOf("D", "s") + ", " + sourceOf("v");
    const std::string good = link("x", "s.in", "v.out");
    const std::string bad = link("x", "s.nosuch", "v.out");
    EXPECT_THAT(fixesOf(fileOf(nodes, good + ", " + bad, part), "dangling-link"), IsEmpty());
    EXPECT_THAT(fixesOf(fileOf(nodes, bad + ", " + good, part), "dangling-link"), IsEmpty());
    EXPECT_THAT(fixesOf(fileOf(nodes, bad + ", " + bad, part), "dangling-link"),
                testing::SizeIs(1));
}

TEST(FixReach, RemovesTheLinkOfTheRightDefinition)
{
    const auto topology = fileOf(
        instanceOf("X", "s") + ", " + instanceOf("Y", "s"), "",
        {{"E", kEmpty},
         {"X", partOf(sourceOf("w") + ", " + kSink, link("l", "k.in", "w.out"))},
         {"Y",
          partOf(sourceOf("w") + ", " + instanceOf("E", "t"), link("l", "t.nosuch", "w.out"))}});
    const auto after = mended(topology, "dangling-link");
    EXPECT_EQ(after.definitions.at(1), topology.definitions.at(1));
    EXPECT_THAT(after.definitions.at(2).links, IsEmpty());
}

TEST(FixReach, KeepsNamesakesOfLinksAtAPortThatGoes)
{
    model::Topology topology =
        fileOf(instanceOf("D", "s") + ", " + sourceOf("v") + ", " + kSink,
               link("x", "k.in", "v.out") + ", " + link("x", "s.in", "v.out"),
               {{"D", partOf(kSink, "", R"({ "id": "in", "socket": "k.in" })")}});
    const model::Link good = topology.links.front();
    const auto removed = model::removePorts(topology, model::DefinitionId("D"),
                                            {{model::SocketId("in"), ref("k", "in")}});
    model::apply(topology, removed.edit);
    EXPECT_THAT(topology.links, Contains(good));
}

TEST(FixReach, ChangesNoNamesakeOfANode)
{
    const auto topology =
        fileOf(instanceOf("D", "s"), "",
               {{"D",
                 partOf(sourceOf("w", R"(, "options": { "SNDHWM": 5 })") + ", "
                            + sourceOf("w", R"(, "options": { "SNDHWM": -7 })") + ", " + kSink,
                        link("l", "k.in", "w.out"))}});
    EXPECT_THAT(messagesOf(topology, "bad-option"), testing::SizeIs(1));
    EXPECT_THAT(fixesOf(topology, "bad-option"), IsEmpty());
}

TEST(FixReach, ChangesTheLinkThatItMeansAmongNamesakes)
{
    const std::string second =
        R"({ "id": "l", "connect": "k2.in", "bind": "w.out", "endpoint": 3 })";
    const auto topology =
        fileOf(instanceOf("D", "s"), "",
               {{"D",
                 partOf(sourceOf("w") + ", " + kSink + ", " + replaced(kSink, "\"k\"", "\"k2\""),
                        link("l", "k.in", "w.out") + ", " + second)}});
    const auto after = mended(topology, "dangling-link");
    EXPECT_EQ(after.definitions.at(0).links.front(), topology.definitions.at(0).links.front());
    EXPECT_EQ(after.definitions.at(0).links.back().endpoint, 0U);
}

const std::string kTwice = instanceOf("D", "s1") + ", " + instanceOf("D", "s2");

TEST(FixReach, SecuresNothingThatAnotherInstanceHasInTheClear)
{
    const auto sinkOf = [](const std::string& id, const std::string& security) {
        return "{ \"id\": \"" + id + R"(", "role": "sink", "sockets": [ { "id": "in",
            "type": "PULL", "bind": ["tcp://127.0.0.1:*"])"
            + security + " } ] }";
    };
    const std::string part =
        partOf(R"({ "id": "d", "role": "source", "sockets": [ { "id": "out", "type": "PUSH" } ] })",
               "", R"({ "id": "p", "socket": "d.out" })");
    const std::string curve = R"(, "security": { "mechanism": "CURVE", "server": true })";
    EXPECT_THAT(
        fixesOf(fileOf(kTwice + ", " + sinkOf("r", curve) + ", " + sinkOf("q", ""),
                       link("x", "s1.p", "r.in") + ", " + link("y", "s2.p", "q.in"), {{"D", part}}),
                "security-mismatch"),
        IsEmpty());
    EXPECT_THAT(fixesOf(fileOf(instanceOf("D", "s1") + ", " + sinkOf("r", curve),
                               link("x", "s1.p", "r.in"), {{"D", part}}),
                        "security-mismatch"),
                Contains("Secure with CURVE"));
}

TEST(FixReach, WritesNoAddressThatOnlyOneInstanceCanBind)
{
    const std::string external =
        R"({ "id": "d", "role": "external", "sockets": [ { "id": "out", "type": "PUSH",
             "bind": ["tcp://127.0.0.1:*"] } ] })";
    const std::string part = partOf(external, "", R"({ "id": "p", "socket": "d.out" })");
    EXPECT_THAT(
        fixesOf(fileOf(kTwice + ", " + kSink,
                       link("x", "k.in", "s1.p") + ", " + link("y", "k.in", "s2.p"), {{"D", part}}),
                "external-wildcard"),
        IsEmpty());
    EXPECT_THAT(fixesOf(fileOf(instanceOf("D", "s1") + ", " + kSink, link("x", "k.in", "s1.p"),
                               {{"D", part}}),
                        "external-wildcard"),
                Not(IsEmpty()));
}

const std::string kUser =
    R"({ "id": "d", "role": "source", "sockets": [ { "id": "out", "type": "PUSH",
         "bind": ["tcp://127.0.0.1:*"], "security": { "mechanism": "PLAIN" } } ] })";

TEST(FixReach, GivesNoNameToSeveralInstances)
{
    EXPECT_THAT(fixesOf(fileOf(kTwice, "", {{"D", partOf(kUser, "")}}), "missing-credentials"),
                IsEmpty());
}

TEST(FixReach, SaysTheValueThatItWrites)
{
    const auto topology = fileOf(instanceOf("D", "s1"), "", {{"D", partOf(kUser, "")}});
    EXPECT_THAT(fixesOf(topology, "missing-credentials"),
                testing::ElementsAre("Use the name s1-d"));
    EXPECT_THAT(messagesOf(topology, "missing-credentials"), Contains(HasSubstr("Give s1/d.out")));
    const auto after = mended(topology, "missing-credentials");
    EXPECT_EQ(after.definitions.at(0).nodes.at(0).sockets.at(0).security.username, "s1-d");
}

TEST(FixReach, LeavesWordsThatAreNoNames)
{
    const auto topology =
        fileOf(instanceOf("D", "sub") + ", " + kSink, link("a", "k.in", "sub.nosuch"),
               {{"D", partOf(sourceOf("topology"), "")}});
    EXPECT_THAT(messagesOf(topology, "dangling-link"), Contains(HasSubstr("The sub-topology has")));
}

TEST(FixReach, AddsWhatIsMissingInside)
{
    const std::string proxy = R"({ "id": "p", "role": "proxy", "sockets": [
        { "id": "frontend", "type": "PULL", "bind": ["tcp://127.0.0.1:*"] } ] })";
    const auto topology = fileOf(kTwice, "", {{"D", partOf(proxy, "")}});
    const auto after = mended(topology, "role-sockets");
    EXPECT_EQ(after.definitions.at(0).nodes.at(0).sockets.size(), 2U);
}

TEST(FixReach, CountsThePortsThatGoWithASocket)
{
    const std::string proxy = R"({ "id": "p", "role": "proxy", "sockets": [
        { "id": "in", "type": "PULL" }, { "id": "frontend", "type": "PULL" },
        { "id": "backend", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"] } ] })";
    const auto topology =
        fileOf(instanceOf("D", "s") + ", " + sourceOf("v"), link("x", "s.in", "v.out"),
               {{"D", partOf(proxy, "", R"({ "id": "in", "socket": "p.in" })")}});
    const auto findings = rules::check(topology);
    const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.fix && finding.fix->text == "Remove s/p.in";
    });
    ASSERT_NE(found, findings.end());
    const auto placed = rules::placedFix(topology, found->fix->edit);
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->ports, 1U);
    EXPECT_EQ(placed->links, 1U);
}

TEST(FixReach, IsOfferedForEachOfMany)
{
    // Copies of a definition for each would have been too many.
    constexpr std::size_t kPairs = 400;
    model::Topology topology =
        fileOf(instanceOf("D", "s"), "", {{"D", partOf(kSink + ", " + sourceOf("w"), "")}});
    model::Definition& definition = topology.definitions.at(0);
    const std::vector<model::Node> pair = definition.nodes;
    definition.nodes.clear();
    for (std::size_t i = 0; i < kPairs; ++i) {
        for (model::Node node : pair) {
            node.id = model::NodeId(node.id.text() + std::to_string(i));
            if (node.role == model::Role::Source)
                node.sockets.front().type = model::SocketType::Pub;
            definition.nodes.push_back(node);
        }
        model::Link joined;
        joined.id = model::LinkId("l" + std::to_string(i));
        joined.connect = ref(("k" + std::to_string(i)).c_str(), "in");
        joined.bind = ref(("w" + std::to_string(i)).c_str(), "out");
        definition.links.push_back(joined);
    }
    const auto findings = rules::check(topology);
    EXPECT_EQ(
        std::count_if(findings.begin(), findings.end(),
                      [](const auto& each) { return each.code == "illegal-pair" && each.fix; }),
        kPairs);
}

TEST(MergedNode, TakesNoNameThatIsNotKnownThere)
{
    const rules::NameThere names = [](const std::string& name) {
        return name == "s1-near" ? std::optional<std::string>("near") : std::nullopt;
    };
    model::Node original;
    original.sockets.resize(1);
    const auto allowing = [&original](const std::string& entry) {
        model::Node changed = original;
        changed.sockets.front().security.allow = {entry};
        return changed;
    };
    const auto sendingTo = [&original](const std::string& name) {
        model::Node changed = original;
        changed.settings.set("to", model::Array{name});
        return changed;
    };
    model::Node written = original;
    EXPECT_FALSE(rules::mergeNode(original, allowing("s2-far.out"), names, written));
    EXPECT_FALSE(rules::mergeNode(original, sendingTo("s2-far"), names, written));
    written = original;
    EXPECT_TRUE(rules::mergeNode(original, allowing("s1-near.out"), names, written));
    EXPECT_EQ(written, allowing("near.out"));
    written = original;
    EXPECT_TRUE(rules::mergeNode(original, sendingTo("s1-near"), names, written));
    EXPECT_EQ(written, sendingTo("near"));
}

} // namespace
} // namespace topomq
