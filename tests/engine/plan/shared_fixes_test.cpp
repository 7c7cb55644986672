// A fix inside of a definition that is used more than once is no other use's loss.
#include "tests/engine/plan/nothing_worse.h"
#include "tests/support/rounds.h"

#include <algorithm>
#include <optional>

namespace topomq {
namespace {

using namespace test;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::string node(const std::string& id,
                 const std::string& role,
                 const std::string& sockets,
                 const std::string& settings = "")
{
    return R"({ "id": ")" + id + R"(", "role": ")" + role + R"(", "settings": { )" + settings
        + " }, \"sockets\": [" + sockets + "] }";
}

std::string socket(const std::string& id, const std::string& type, const std::string& address = "")
{
    return R"({ "id": ")" + id + R"(", "type": ")" + type + R"(", "bind": [)"
        + (address.empty() ? "" : "\"" + address + "\"") + "] }";
}

std::string bound(const std::string& id, const std::string& type)
{
    return socket(id, type, "tcp://127.0.0.1:*");
}

std::string instance(const std::string& id)
{
    return R"({ "id": ")" + id + R"(", "role": "subtopology", "definition": "Stage" })";
}

std::string link(const std::string& id, const std::string& connect, const std::string& bind)
{
    return R"({ "id": ")" + id + R"(", "connect": ")" + connect + R"(", "bind": ")" + bind + "\" }";
}

std::string port(const std::string& id, const std::string& leadsTo)
{
    return R"({ "id": ")" + id + R"(", "socket": ")" + leadsTo + "\" }";
}

/// Twice a stage, and what is around it.
model::Topology twice(const std::string& nodes,
                      const std::string& links,
                      const std::string& inner,
                      const std::string& innerLinks,
                      const std::string& ports)
{
    return topologyOf(R"({ "topomq": 1, "nodes": [)" + instance("s1") + ", " + instance("s2")
                      + (nodes.empty() ? "" : ", ") + nodes + R"(], "links": [)" + links
                      + R"(], "definitions": [ { "id": "Stage", "nodes": [)" + inner
                      + R"(], "links": [)" + innerLinks + R"(], "ports": [)" + ports + "] } ] }");
}

/// The first finding with this code and, if asked for, at this place.
std::optional<model::Finding>
found(const model::Topology& topology, const std::string& code, const std::string& where = "")
{
    for (const model::Finding& finding : rules::check(topology)) {
        if (finding.code == code && (where.empty() || finding.where == where))
            return finding;
    }
    return std::nullopt;
}

/// With the fix of that finding, which makes nothing worse elsewhere.
model::Topology
mended(const model::Topology& topology, const std::string& code, const std::string& where)
{
    const auto finding = found(topology, code, where);
    if (!finding || !finding->fix) {
        ADD_FAILURE() << (finding ? "no fix: " : "not found: ") << code;
        return topology;
    }
    model::Topology after = topology;
    model::apply(after, rules::placedFix(topology, finding->fix->edit).value().edit);
    EXPECT_THAT(worseElsewhere(topology, *finding, after), IsEmpty());
    return after;
}

std::vector<std::string> linksOf(const model::Topology& topology)
{
    std::vector<std::string> all;
    for (const model::Link& each : topology.links)
        all.push_back(each.id.text());
    for (const model::Link& each : topology.definitions.at(0).links)
        all.push_back("Stage/" + each.id.text());
    return all;
}

const std::string kWorkers = node("a", "worker", bound("in", "PULL") + ", " + bound("out", "PUSH"))
    + ", " + node("b", "worker", socket("in", "PULL") + ", " + socket("out", "PUSH"));

TEST(SharedFixes, OpenARingOutsideOfWhatOthersUse)
{
    const auto ring = twice(
        node("src", "source", socket("out", "PUSH")) + ", "
            + node("snk", "sink", bound("in", "PULL")),
        link("round", "s1.out", "s1.in") + ", " + link("feed", "src.out", "s2.in") + ", "
            + link("end", "s2.out", "snk.in"),
        kWorkers, link("ab", "b.in", "a.out"), port("in", "a.in") + ", " + port("out", "b.out"));
    const auto after = mended(ring, "endless-ring", "round");
    EXPECT_THAT(linksOf(after), ElementsAre("feed", "end", "Stage/ab"));
    EXPECT_FALSE(found(after, "endless-ring"));
}

TEST(SharedFixes, TakeALinkFromAPairOutsideOfWhatOthersUse)
{
    const auto pair =
        twice(node("r", "peer", socket("x", "PAIR")), link("rp", "r.x", "s1.px"),
              node("p", "peer", bound("x", "PAIR")) + ", " + node("q", "peer", socket("x", "PAIR")),
              link("pq", "q.x", "p.x"), port("px", "p.x"));
    const auto after = mended(pair, "pair-with-several-links", "rp");
    EXPECT_THAT(linksOf(after), ElementsAre("Stage/pq"));
    EXPECT_FALSE(found(after, "pair-with-several-links"));
}

TEST(SharedFixes, TakeADoubledLinkOutsideOfWhatOthersUse)
{
    const auto doubled = twice(
        "", link("again", "s1.out", "s1.in"),
        node("a", "source", socket("out", "PUSH")) + ", " + node("b", "sink", bound("in", "PULL")),
        link("ab", "a.out", "b.in"), port("out", "a.out") + ", " + port("in", "b.in"));
    EXPECT_THAT(linksOf(mended(doubled, "duplicate-link", "again")), ElementsAre("Stage/ab"));
}

TEST(SharedFixes, RemoveNoLinkThatAnotherUseNeeds)
{
    // Inside of s1 alone the link leads round: nothing outside could go instead.
    const auto illegal = twice(
        node("pub", "source", bound("out", "PUB")), link("l", "s1.in", "pub.out"),
        node("a", "source", bound("out", "PUSH")) + ", " + node("b", "sink", socket("in", "PULL")),
        link("ab", "b.in", "a.out"), port("in", "b.in"));
    const auto finding = found(illegal, "illegal-pair", "l");
    ASSERT_TRUE(finding);
    EXPECT_THAT(linksOf(mended(illegal, "illegal-pair", "l")), Contains("Stage/ab"));
}

const std::string kLineClient =
    node("c", "stream", socket("x", "STREAM"), R"("mode": "line_client")");

std::string streamServer(const std::string& id, const std::string& mode)
{
    return node(id, "stream", bound("x", "STREAM"), "\"mode\": \"" + mode + "\"");
}

TEST(SharedFixes, ChangeAModeOnlyIfAllUsesAskForIt)
{
    const std::string links = link("a", "s1.p", "web.x") + ", " + link("b", "s2.p", "other.x");
    const auto with = [&](const std::string& other) {
        return twice(streamServer("web", "http_server") + ", " + streamServer("other", other),
                     links, kLineClient, "", port("p", "c.x"));
    };
    ASSERT_TRUE(found(with("line_server"), "stream-modes", "a"));
    EXPECT_FALSE(found(with("line_server"), "stream-modes", "a")->fix);
    const auto after = mended(with("http_server"), "stream-modes", "a");
    EXPECT_FALSE(found(after, "stream-modes"));
}

std::string sinkThatTakes(const std::string& id, const std::string& time)
{
    return node(id, "sink", bound("in", "PULL"), "\"service_time\": " + time);
}

TEST(SharedFixes, SlowNoSourceThatAnotherUseNeedsAsFastAsItIs)
{
    const std::string links = link("a", "s1.p", "slow.in") + ", " + link("b", "s2.p", "other.in");
    const auto with = [&](const std::string& time) {
        return twice(sinkThatTakes("slow", "2000") + ", " + sinkThatTakes("other", time), links,
                     node("v", "source", socket("out", "PUSH"), "\"rate\": 10000"), "",
                     port("p", "v.out"));
    };
    ASSERT_TRUE(found(with("0"), "back-pressure", "s1/v"));
    EXPECT_FALSE(found(with("0"), "back-pressure", "s1/v")->fix);
    // Each wants another rate.
    EXPECT_FALSE(found(with("1000"), "back-pressure", "s1/v")->fix);
    EXPECT_FALSE(found(mended(with("2000"), "back-pressure", "s1/v"), "back-pressure"));
}

TEST(SharedFixes, ChangeNoUseThatDoesNotRun)
{
    model::Topology alone = twice(sinkThatTakes("slow", "2000"), link("a", "s1.p", "slow.in"),
                                  node("v", "source", socket("out", "PUSH"), "\"rate\": 10000"), "",
                                  port("p", "v.out"));
    model::Topology off = alone;
    model::Node& second = *off.find(model::NodeId("s2"));
    second.enabled = false;
    const auto isMended = [](const model::Topology& topology) {
        const auto finding = found(topology, "back-pressure", "s1/v");
        EXPECT_TRUE(finding);
        return finding && finding->fix;
    };
    EXPECT_FALSE(isMended(off));
    model::apply(alone, model::RemoveNode{second.id});
    EXPECT_TRUE(isMended(alone));

    model::Topology nobodys = alone;
    model::Definition outer;
    outer.id = model::DefinitionId("Outer");
    outer.nodes.push_back(second);
    outer.nodes.front().enabled = true;
    model::apply(nobodys, put(outer));
    EXPECT_FALSE(isMended(nobodys));
    model::Node whole = second;
    whole.definition = outer.id;
    model::apply(nobodys, model::AddNode{whole, {}});
    EXPECT_FALSE(isMended(nobodys));
}

TEST(SharedFixes, GiveAllUsesAnAddressOfTheirOwn)
{
    const auto taken = twice("", "",
                             node("v", "source", socket("out", "PUSH", "tcp://127.0.0.1:5555"))
                                 + ", " + node("k", "sink", socket("in", "PULL")),
                             link("l", "k.in", "v.out"), "");
    ASSERT_FALSE(found(taken, "duplicate-address", "s1/v.out"));
    EXPECT_FALSE(found(mended(taken, "duplicate-address", "s2/v.out"), "duplicate-address"));
}

TEST(SharedFixes, ChangeATypeOnlyIfThatFitsAllUses)
{
    const auto with = [](const std::string& others) {
        return twice(node("feed", "source", bound("out", "PUB")) + others,
                     link("a", "s1.in", "feed.out") + (others.empty() ? "" : ", ")
                         + (others.empty() ? "" : link("b", "s2.in", "push.out")),
                     node("k", "sink", socket("in", "PULL")), "", port("in", "k.in"));
    };
    ASSERT_TRUE(found(with(""), "illegal-pair", "a"));
    const auto push = with(", " + node("push", "source", bound("out", "PUSH")));
    ASSERT_TRUE(found(push, "illegal-pair", "a"));
    const auto fix = found(push, "illegal-pair", "a")->fix;
    if (fix) {
        EXPECT_FALSE(found(mended(push, "illegal-pair", "a"), "illegal-pair", "b"));
    }
}

/// A stage of all kinds of things, twice, with different things around each.
model::Topology mixed()
{
    return twice(
        node("vent", "source", bound("out", "PUSH"), R"("rate": 20000)") + ", "
            + node("slow", "sink", bound("in", "PULL"), R"("service_time": 2000)") + ", "
            + node("fast", "sink", bound("in", "PULL")) + ", "
            + node("far", "peer", socket("x", "PAIR")) + ", " + streamServer("web", "http_server")
            + ", " + streamServer("lines", "line_server"),
        link("l1", "s1.in", "vent.out") + ", " + link("l2", "s1.out", "slow.in") + ", "
            + link("l3", "s2.in", "vent.out") + ", " + link("l4", "s2.out", "fast.in") + ", "
            + link("l5", "s1.p", "far.x") + ", " + link("l6", "s1.c", "web.x") + ", "
            + link("l7", "s2.c", "lines.x"),
        node("a", "worker", socket("in", "PULL") + ", " + bound("out", "PUSH")) + ", "
            + node("b", "worker", socket("in", "PULL") + ", " + socket("out", "PUSH")) + ", "
            + node("p", "peer", bound("x", "PAIR")) + ", " + node("q", "peer", socket("x", "PAIR"))
            + ", " + node("v", "source", bound("out", "PUB")) + ", "
            + node("k", "sink",
                   R"({ "id": "in", "type": "SUB", "options": { "SUBSCRIBE": ["t"] } })")
            + ", " + kLineClient,
        link("ab", "b.in", "a.out") + ", " + link("pq", "q.x", "p.x") + ", "
            + link("vk", "k.in", "v.out"),
        port("in", "a.in") + ", " + port("out", "b.out") + ", " + port("p", "p.x") + ", "
            + port("c", "c.x"));
}

/// Other words in the places of some, over and over: no fix that is offered harms another use.
TEST(SharedFixes, HarmNoOtherUseInChangedFiles)
{
    const std::string good = io::writeTopology(mixed());
    const std::vector<std::vector<std::string>> families{
        {"\"PUSH\"", "\"PULL\"", "\"PUB\"", "\"SUB\"", "\"PAIR\"", "\"DEALER\"", "\"ROUTER\""},
        {"tcp://127.0.0.1:*", "tcp://127.0.0.1:5555", "inproc://*", "inproc://a", "tcp://[::1]:*"},
        {"\"s1.in\"", "\"s2.in\"", "\"s1.out\"", "\"s2.out\"", "\"s1.p\"", "\"s2.p\"", "\"s1.c\"",
         "\"s2.c\"", "\"vent.out\"", "\"slow.in\"", "\"fast.in\"", "\"far.x\"", "\"web.x\"",
         "\"lines.x\""},
        {"\"a.in\"", "\"a.out\"", "\"b.in\"", "\"b.out\"", "\"p.x\"", "\"q.x\"", "\"v.out\"",
         "\"k.in\"", "\"c.x\""},
        {"\"worker\"", "\"sink\"", "\"source\"", "\"peer\"", "\"stream\"", "\"proxy\""},
        {"line_client", "http_server", "line_server", "http_client"}};
    std::uint32_t state = 11;
    const auto next = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    std::size_t done = 0;
    for (int round = 0; round < tests::rounds(400); ++round) {
        std::string text = good;
        for (std::size_t change = 0; change < 1 + next(4); ++change) {
            const std::vector<std::string>& words = families[next(families.size())];
            const std::string& from = words[next(words.size())];
            const auto at = text.find(from, next(text.size()));
            if (at != std::string::npos)
                text.replace(at, from.size(), words[next(words.size())]);
        }
        const io::ReadResult read = io::readTopology(text);
        ASSERT_TRUE(read.isReadable()) << text;
        const auto findings = rules::check(read.topology);
        for (const model::Finding& finding : findings) {
            if (!finding.fix)
                continue;
            model::Topology after = read.topology;
            const auto placed = rules::placedFix(read.topology, finding.fix->edit);
            ASSERT_TRUE(placed) << finding.where << finding.fix->text;
            model::apply(after, placed->edit);
            EXPECT_THAT(worseElsewhere(read.topology, finding, after), IsEmpty())
                << finding.where << ": " << finding.fix->text << "\n"
                << io::writeTopology(read.topology);
            ++done;
        }
    }
    EXPECT_GT(done, static_cast<std::size_t>(tests::rounds(400)));
}

} // namespace
} // namespace topomq
