#include "engine/rules/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace topomq::rules {
namespace {

using model::SocketType;
using enum model::SocketType;

/// libzmq's matrix as zmq_socket(3) has it, one entry per unordered pair.
const std::set<std::pair<SocketType, SocketType>> kLegal{
    {Pair, Pair},     {Pub, Sub},       {Pub, XSub},     {Sub, XPub},   {XPub, XSub},
    {Pull, Push},     {Req, Rep},       {Req, Router},   {Rep, Dealer}, {Dealer, Dealer},
    {Dealer, Router}, {Router, Router}, {Stream, Stream}};

bool expected(SocketType a, SocketType b)
{
    return kLegal.contains({a, b}) || kLegal.contains({b, a});
}

std::vector<SocketType> allTypes()
{
    std::vector<SocketType> types;
    for (int i = 0; i <= static_cast<int>(Unknown); ++i)
        types.push_back(static_cast<SocketType>(i));
    return types;
}

std::string nameOf(SocketType a, SocketType b)
{
    return std::string(toText(a)) + "-" + std::string(toText(b));
}

TEST(SocketPairing, IsZeroMqsMatrixInBothOrders)
{
    for (const SocketType a : allTypes()) {
        for (const SocketType b : allTypes())
            EXPECT_EQ(isLegalPair(a, b), expected(a, b)) << nameOf(a, b);
    }
}

TEST(SocketPairing, GivesAReasonForExactlyTheIllegalPairs)
{
    for (const SocketType a : allTypes()) {
        for (const SocketType b : allTypes())
            EXPECT_EQ(whyIllegal(a, b).empty(), expected(a, b)) << nameOf(a, b);
    }
}

TEST(SocketPairing, NamesExactlyTheLegalPatterns)
{
    for (const SocketType a : allTypes()) {
        for (const SocketType b : allTypes()) {
            EXPECT_EQ(patternName(a, b).empty(), !expected(a, b)) << nameOf(a, b);
            EXPECT_EQ(patternName(a, b), patternName(b, a)) << nameOf(a, b);
        }
    }
    EXPECT_EQ(patternName(Push, Pull), "pipeline");
    EXPECT_EQ(patternName(Req, Rep), "request-reply");
    EXPECT_EQ(patternName(XPub, Sub), "publish-subscribe");
    EXPECT_EQ(patternName(Dealer, Rep), "asynchronous request-reply");
}

TEST(SocketPairing, PartnersAreInTheOrderOfTheEnum)
{
    EXPECT_EQ(partnersOf(Pub), (std::vector{Sub, XSub}));
    EXPECT_EQ(partnersOf(Dealer), (std::vector{Rep, Dealer, Router}));
    EXPECT_EQ(partnersOf(Stream), std::vector{Stream});
}

TEST(SocketPairing, SaysWhomATypeMayTalkTo)
{
    EXPECT_THAT(whyIllegal(Pub, Req), ::testing::Eq("PUB can only talk to SUB or XSUB"));
    EXPECT_THAT(whyIllegal(Dealer, Push),
                ::testing::Eq("DEALER can only talk to REP, DEALER or ROUTER"));
}

TEST(SocketPairing, ExplainsFamousMistakes)
{
    for (const auto& [a, b] : {std::pair(Req, Req), std::pair(Rep, Rep), std::pair(Req, Dealer),
                               std::pair(Dealer, Req), std::pair(Rep, Router),
                               std::pair(Router, Rep), std::pair(Pub, Pull), std::pair(Sub, Push)})
        EXPECT_THAT(whyIllegal(a, b), ::testing::HasSubstr(": ")) << nameOf(a, b);
}

TEST(SocketPairing, MessagesTravelOneWayInPipelinesAndPublishing)
{
    EXPECT_TRUE(sendsTo(Push, Pull));
    EXPECT_FALSE(sendsTo(Pull, Push));
    for (const SocketType publisher : {Pub, XPub}) {
        for (const SocketType subscriber : {Sub, XSub}) {
            EXPECT_TRUE(sendsTo(publisher, subscriber));
            EXPECT_FALSE(sendsTo(subscriber, publisher));
        }
    }
}

TEST(SocketPairing, MessagesTravelBothWaysElsewhere)
{
    for (const auto& [a, b] :
         {std::pair(Pair, Pair), std::pair(Req, Rep), std::pair(Req, Router),
          std::pair(Dealer, Rep), std::pair(Dealer, Dealer), std::pair(Dealer, Router),
          std::pair(Router, Router), std::pair(Stream, Stream)})
    {
        EXPECT_TRUE(sendsTo(a, b)) << nameOf(a, b);
        EXPECT_TRUE(sendsTo(b, a)) << nameOf(a, b);
    }
}

TEST(SocketPairing, NothingTravelsBetweenIllegalPairs)
{
    for (const SocketType a : allTypes()) {
        for (const SocketType b : allTypes()) {
            if (!expected(a, b)) {
                EXPECT_FALSE(sendsTo(a, b)) << nameOf(a, b);
            }
        }
    }
}

TEST(SocketPairing, LegalPartnersOtherThanRoutedAreOfOneFamily)
{
    EXPECT_EQ(familyOf(Req), Family::RequestReply);
    EXPECT_EQ(familyOf(Rep), Family::RequestReply);
    EXPECT_EQ(familyOf(Dealer), Family::Routed);
    EXPECT_EQ(familyOf(Router), Family::Routed);
    EXPECT_EQ(familyOf(XSub), Family::PublishSubscribe);
    EXPECT_EQ(familyOf(Push), Family::Pipeline);
    EXPECT_EQ(familyOf(Pair), Family::Pair);
    EXPECT_EQ(familyOf(Stream), Family::Other);
}

} // namespace
} // namespace topomq::rules
