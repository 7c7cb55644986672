#include "engine/model/options.h"

#include <gtest/gtest.h>

namespace topomq::model {
namespace {

bool fits(const char* name, const Value& value)
{
    return !whyNot(*findOption(name), value);
}

TEST(Options, EveryDefaultFitsOrStandsForNotSet)
{
    for (const OptionInfo& option : allOptions()) {
        EXPECT_EQ(whyNot(option, defaultOf(option)).has_value(), option.kind == OptionKind::Text)
            << option.name;
        EXPECT_FALSE(option.help.empty()) << option.name;
    }
}

TEST(Options, OnlyLingerAndMaxMsgSizeHaveOurDefault)
{
    for (const OptionInfo& option : allOptions())
        EXPECT_EQ(option.ourDefault, option.name == "LINGER" || option.name == "MAXMSGSIZE")
            << option.name;
    EXPECT_EQ(findOption("LINGER")->defaultValue, 0);
    EXPECT_EQ(findOption("MAXMSGSIZE")->defaultValue, 16 * 1024 * 1024);
}

TEST(Options, IntegersHaveRanges)
{
    EXPECT_TRUE(fits("SNDHWM", 0));
    EXPECT_FALSE(fits("SNDHWM", -1));
    EXPECT_FALSE(fits("SNDHWM", 1.5));
    EXPECT_FALSE(fits("SNDHWM", "many"));
    EXPECT_FALSE(fits("SNDHWM", std::int64_t{3'000'000'000}));
    EXPECT_TRUE(fits("LINGER", -1));
}

TEST(Options, SayTheirRangeToWholeNumbersOfEverySize)
{
    const OptionInfo& mark = *findOption("SNDHWM");
    EXPECT_EQ(whyNot(mark, 1e300), "must be between 0 and 2147483647");
    EXPECT_EQ(whyNot(mark, -1), "must be between 0 and 2147483647");
    EXPECT_EQ(whyNot(mark, 1000.5), "must be a whole number");
}

TEST(Options, ATextHasNoZeroByteWhereZeroMqReadsToIt)
{
    EXPECT_FALSE(fits("BINDTODEVICE", std::string("lo\0x", 4)));
    EXPECT_TRUE(fits("ROUTING_ID", std::string("a\0b", 3)));
    EXPECT_FALSE(fits("ROUTING_ID", std::string("\0b", 2)));
}

TEST(ContextOptions, AListOfNumbersMayBeOneNumber)
{
    const OptionInfo& processors = *findContextOption("THREAD_AFFINITY_CPU_ADD");
    EXPECT_FALSE(whyNot(processors, 0));
    EXPECT_FALSE(whyNot(processors, Array{0, 3}));
    EXPECT_TRUE(whyNot(processors, Array{0, -1}));
    EXPECT_TRUE(whyNot(processors, "0"));
    EXPECT_EQ(integersFrom(Array{0, 3}), (std::vector<std::int64_t>{0, 3}));
    EXPECT_EQ(integersFrom(2), (std::vector<std::int64_t>{2}));
}

TEST(ContextOptions, ANumberInForceIsTheUsersIfItFitsElseTheDefault)
{
    Topology topology;
    EXPECT_EQ(integerContextOption(topology, "IO_THREADS"), 1);
    topology.context.set("IO_THREADS", 3);
    EXPECT_EQ(integerContextOption(topology, "IO_THREADS"), 3);
    topology.context.set("IO_THREADS", -3);
    EXPECT_EQ(integerContextOption(topology, "IO_THREADS"), 1);
}

TEST(Options, BooleansMayBeZeroAndOne)
{
    EXPECT_TRUE(fits("CONFLATE", true));
    EXPECT_TRUE(fits("CONFLATE", 1));
    EXPECT_FALSE(fits("CONFLATE", 2));
    EXPECT_FALSE(fits("CONFLATE", "yes"));
}

TEST(Options, ARoutingIdHas1To255Bytes)
{
    EXPECT_TRUE(fits("ROUTING_ID", "a"));
    EXPECT_TRUE(fits("ROUTING_ID", std::string(255, 'a')));
    EXPECT_FALSE(fits("ROUTING_ID", ""));
    EXPECT_FALSE(fits("ROUTING_ID", std::string(256, 'a')));
}

TEST(Options, SubscriptionsAreAListOfTexts)
{
    EXPECT_TRUE(fits("SUBSCRIBE", Array{}));
    EXPECT_TRUE(fits("SUBSCRIBE", Array{"", "a"}));
    EXPECT_FALSE(fits("SUBSCRIBE", "a"));
    EXPECT_FALSE(fits("SUBSCRIBE", Array{1}));
}

TEST(Options, SubscribeMeansSomethingToSubscribersOnly)
{
    const OptionInfo& subscribe = *findOption("SUBSCRIBE");
    EXPECT_TRUE(appliesTo(subscribe, SocketType::Sub));
    EXPECT_TRUE(appliesTo(subscribe, SocketType::XSub));
    EXPECT_FALSE(appliesTo(subscribe, SocketType::Pull));
}

TEST(Options, AnOptionInForceIsTheUsersIfItFitsElseTheDefault)
{
    Socket socket{.type = SocketType::Push};
    EXPECT_EQ(integerOption(socket, "SNDHWM"), 1000);
    socket.options.set("SNDHWM", 5);
    EXPECT_EQ(integerOption(socket, "SNDHWM"), 5);
    socket.options.set("SNDHWM", -5);
    EXPECT_EQ(integerOption(socket, "SNDHWM"), 1000);
    socket.options.set("IMMEDIATE", true);
    EXPECT_EQ(integerOption(socket, "IMMEDIATE"), 1);
}

TEST(Options, AnUnknownNameIsNotFound)
{
    EXPECT_EQ(findOption("SNDHWN"), nullptr);
}

} // namespace
} // namespace topomq::model
