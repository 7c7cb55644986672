#include "engine/model/settings.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::model {
namespace {

Value distribution(const char* kind, const Value& argument)
{
    return Object{{kind, argument}};
}

Node nodeWith(Role role, const char* key, const Value& value)
{
    Node node{.id = NodeId("n"), .role = role};
    node.settings.set(key, value);
    return node;
}

bool fits(Role role, const char* key, const Value& value)
{
    return !whyNot(*findSetting(role, key), value);
}

TEST(Distributions, AreANumberOrOneOfFourKinds)
{
    using Kind = Distribution::Kind;
    EXPECT_EQ(distributionFrom(5), (Distribution{Kind::Constant, 5, 0}));
    EXPECT_EQ(distributionFrom(distribution("constant", 5)), (Distribution{Kind::Constant, 5, 0}));
    EXPECT_EQ(distributionFrom(distribution("uniform", Array{1, 9})),
              (Distribution{Kind::Uniform, 1, 9}));
    EXPECT_EQ(distributionFrom(distribution("exponential", 2.5)),
              (Distribution{Kind::Exponential, 2.5, 0}));
    EXPECT_EQ(distributionFrom(distribution("normal", Array{10, 2})),
              (Distribution{Kind::Normal, 10, 2}));
}

TEST(Distributions, RefuseWhatMakesNoSense)
{
    EXPECT_FALSE(distributionFrom("5"));
    EXPECT_FALSE(distributionFrom(distribution("uniform", Array{9, 1})));
    EXPECT_FALSE(distributionFrom(distribution("uniform", 5)));
    EXPECT_FALSE(distributionFrom(distribution("normal", Array{10, -2})));
    EXPECT_FALSE(distributionFrom(distribution("gamma", 5)));
    EXPECT_FALSE(distributionFrom(Object{{"constant", 1}, {"uniform", Array{1, 2}}}));
}

TEST(Distributions, KnowTheirMeanAndLargestValue)
{
    EXPECT_EQ(distributionFrom(distribution("uniform", Array{2, 4}))->mean(), 3);
    EXPECT_EQ(distributionFrom(distribution("uniform", Array{2, 4}))->largest(), 4);
    EXPECT_EQ(distributionFrom(distribution("exponential", 7))->mean(), 7);
    EXPECT_FALSE(distributionFrom(distribution("exponential", 7))->largest());
}

TEST(Rates, AreANumberOrPoisson)
{
    EXPECT_EQ(rateFrom(100), (Rate{100, false}));
    EXPECT_EQ(rateFrom(Object{{"poisson", 100}}), (Rate{100, true}));
    EXPECT_FALSE(rateFrom(Object{{"poisson", "fast"}}));
    EXPECT_FALSE(rateFrom("fast"));
}

TEST(Settings, RefuseWhatIsOutOfRange)
{
    EXPECT_TRUE(fits(Role::Source, "rate", 0));
    EXPECT_FALSE(fits(Role::Source, "rate", -1));
    EXPECT_FALSE(fits(Role::Source, "size", -1));
    EXPECT_FALSE(fits(Role::Source, "size", 1e12));
    EXPECT_FALSE(fits(Role::Source, "burst", 0));
    EXPECT_FALSE(fits(Role::Source, "count", 1.5));
    EXPECT_FALSE(fits(Role::Source, "count", "ten"));
    EXPECT_FALSE(fits(Role::Client, "window", 0));
}

TEST(Settings, TheLargestOfAUniformSizeCountsToo)
{
    EXPECT_TRUE(fits(Role::Source, "size", distribution("uniform", Array{0, 1000})));
    EXPECT_FALSE(fits(Role::Source, "size", distribution("uniform", Array{0, 1e9})));
}

TEST(Settings, TopicsNeedAtLeastOne)
{
    EXPECT_TRUE(fits(Role::Source, "topics", Array{""}));
    EXPECT_FALSE(fits(Role::Source, "topics", Array{}));
    EXPECT_FALSE(fits(Role::Source, "topics", "a"));
}

TEST(Settings, OfARoleThatDoesNotHaveThemAreNotFound)
{
    EXPECT_EQ(findSetting(Role::Sink, "rate"), nullptr);
    EXPECT_NE(findSetting(Role::Worker, "service_time"), nullptr);
    EXPECT_EQ(findSetting(Role::Proxy, "rate"), nullptr);
}

TEST(Settings, DefaultsAreThoseOfTheFormat)
{
    const RoleSettings settings = settingsOf(Node{.role = Role::Source});
    EXPECT_EQ(settings.rate, (Rate{1000, false}));
    EXPECT_EQ(settings.size.a, 64);
    EXPECT_EQ(settings.count, 0U);
    EXPECT_EQ(settings.burst, 1U);
    EXPECT_EQ(settings.topics, std::vector<std::string>{""});
    EXPECT_FALSE(settings.text);
}

TEST(Settings, TheDefaultInAFileMeansTheSameAsLeavingItOut)
{
    for (const RoleInfo& role : allRoles()) {
        for (const SettingInfo& setting : role.settings) {
            EXPECT_FALSE(whyNot(setting, defaultOf(setting))) << setting.key;
            const Node node =
                nodeWith(role.role, std::string(setting.key).c_str(), defaultOf(setting));
            EXPECT_EQ(settingsOf(node), settingsOf(Node{.role = role.role})) << setting.key;
        }
    }
}

TEST(Settings, AreReadAsTypedValues)
{
    EXPECT_EQ(settingsOf(nodeWith(Role::Source, "count", 10)).count, 10U);
    EXPECT_EQ(settingsOf(nodeWith(Role::Source, "text", "hello")).text, "hello");
    EXPECT_TRUE(settingsOf(nodeWith(Role::Source, "text", true)).readable);
    EXPECT_EQ(settingsOf(nodeWith(Role::Server, "reply_size", 5)).replySize.a, 5);
    EXPECT_EQ(settingsOf(nodeWith(Role::Peer, "to", Array{"a", "b"})).to,
              (std::vector<std::string>{"a", "b"}));
}

TEST(Settings, AStreamHasAModeOutOfFour)
{
    EXPECT_EQ(settingsOf(Node{.role = Role::Stream}).mode, StreamMode::HttpServer);
    EXPECT_EQ(settingsOf(nodeWith(Role::Stream, "mode", "http_client")).mode,
              StreamMode::HttpClient);
    EXPECT_EQ(settingsOf(nodeWith(Role::Stream, "mode", "line_client")).mode,
              StreamMode::LineClient);
    EXPECT_EQ(toText(StreamMode::LineServer), "line_server");
    EXPECT_EQ(streamModeOf(Node{.role = Role::Stream}), StreamMode::HttpServer);
    EXPECT_EQ(streamModeOf(nodeWith(Role::Stream, "mode", "line_client")), StreamMode::LineClient);
    EXPECT_EQ(streamModeOf(nodeWith(Role::Stream, "mode", "gopher")), StreamMode::HttpServer);
    EXPECT_EQ(streamModeOf(nodeWith(Role::Sink, "mode", "line_client")), StreamMode::HttpServer);
    EXPECT_FALSE(fits(Role::Stream, "mode", "gopher"));
}

TEST(Settings, APathCannotEndTheRequestLine)
{
    EXPECT_EQ(settingsOf(nodeWith(Role::Stream, "path", "/a?b=1")).path, "/a?b=1");
    EXPECT_FALSE(fits(Role::Stream, "path", "a"));
    EXPECT_FALSE(fits(Role::Stream, "path", "/a b"));
    EXPECT_FALSE(fits(Role::Stream, "path", "/a\r\nHost: evil"));
    EXPECT_FALSE(fits(Role::Stream, "path", 5));
}

TEST(Settings, AProxyIsPausedByATruthOnly)
{
    EXPECT_FALSE(settingsOf(Node{.role = Role::Proxy}).paused);
    EXPECT_TRUE(settingsOf(nodeWith(Role::Proxy, "paused", true)).paused);
    EXPECT_FALSE(fits(Role::Proxy, "paused", 1));
}

TEST(Settings, AValueThatDoesNotFitCountsAsLeftOut)
{
    EXPECT_EQ(settingsOf(nodeWith(Role::Source, "rate", "fast")).rate, (Rate{1000, false}));
}

TEST(Roles, ANewNodeHasTheSocketsItNeeds)
{
    const Node proxy = makeNode({}, Role::Proxy, {1, 2});
    EXPECT_EQ(proxy.id.text(), "proxy");
    EXPECT_EQ(proxy.position, (Point{1, 2}));
    ASSERT_EQ(proxy.sockets.size(), 2U);
    EXPECT_EQ(proxy.sockets[0].type, SocketType::Router);
    EXPECT_EQ(proxy.sockets[1].type, SocketType::Dealer);
}

TEST(Roles, ASecondNodeGetsTheNextNumberInIdAndName)
{
    Topology topology;
    topology.nodes.push_back(makeNode(topology, Role::Source, {}));
    const Node second = makeNode(topology, Role::Source, {});
    EXPECT_EQ(second.id.text(), "source2");
    EXPECT_EQ(second.name, "Source 2");
}

TEST(Roles, EveryRoleStandsInThePaletteOnce)
{
    for (int i = 0; i < static_cast<int>(Role::Unknown); ++i) {
        const auto role = static_cast<Role>(i);
        // A sub-topology is made of nodes that are there already.
        if (role == Role::Subtopology)
            continue;
        EXPECT_EQ(std::count_if(allRoles().begin(), allRoles().end(),
                                [role](const RoleInfo& info) { return info.role == role; }),
                  1)
            << toText(role);
    }
}

} // namespace
} // namespace topomq::model
