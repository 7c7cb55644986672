#include "engine/rules/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::rules {
namespace {

using ::testing::HasSubstr;
using Transport = Address::Transport;

struct Good
{
    std::string text;
    Transport transport;
    std::string host;
    std::optional<int> port;
    bool wildcard;
    bool open;
};

void PrintTo(const Good& good, std::ostream* out)
{
    *out << good.text;
}

class GoodAddress : public ::testing::TestWithParam<Good>
{ };

TEST_P(GoodAddress, IsUnderstood)
{
    const Good& good = GetParam();
    const AddressResult result = parseBindAddress(good.text);
    ASSERT_TRUE(result.address) << result.problem;
    EXPECT_EQ(result.problem, "");
    EXPECT_EQ(result.address->transport, good.transport);
    EXPECT_EQ(result.address->scheme, good.text.substr(0, good.text.find(':')));
    EXPECT_EQ(result.address->host, good.host);
    EXPECT_EQ(result.address->port, good.port);
    EXPECT_EQ(result.address->wildcard, good.wildcard);
    EXPECT_EQ(result.address->openToNetwork, good.open);
}

INSTANTIATE_TEST_SUITE_P(
    Table,
    GoodAddress,
    ::testing::Values(
        Good{"tcp://127.0.0.1:5555", Transport::Tcp, "127.0.0.1", 5555, false, false},
        Good{"tcp://127.0.0.1:*", Transport::Tcp, "127.0.0.1", {}, true, false},
        Good{"tcp://127.9.8.7:1", Transport::Tcp, "127.9.8.7", 1, false, false},
        Good{"tcp://127.0.0.1:65535", Transport::Tcp, "127.0.0.1", 65535, false, false},
        Good{"tcp://*:5555", Transport::Tcp, "*", 5555, false, true},
        Good{"tcp://*:*", Transport::Tcp, "*", {}, true, true},
        Good{"tcp://0.0.0.0:5555", Transport::Tcp, "0.0.0.0", 5555, false, true},
        Good{"tcp://192.168.1.5:80", Transport::Tcp, "192.168.1.5", 80, false, true},
        Good{"tcp://[::1]:5555", Transport::Tcp, "::1", 5555, false, false},
        Good{"tcp://[::]:5555", Transport::Tcp, "::", 5555, false, true},
        Good{"tcp://[fe80::1%eth0]:7", Transport::Tcp, "fe80::1%eth0", 7, false, true},
        Good{"tcp://[::ffff:127.0.0.1]:7", Transport::Tcp, "::ffff:127.0.0.1", 7, false, false},
        Good{"tcp://lo:*", Transport::Tcp, "lo", {}, true, false},
        Good{"tcp://eth0:5555", Transport::Tcp, "eth0", 5555, false, true},
        Good{"tcp://eth0.100:5555", Transport::Tcp, "eth0.100", 5555, false, true},
        Good{"ws://127.0.0.1:80", Transport::Ws, "127.0.0.1", 80, false, false},
        Good{"ws://*:*/a", Transport::Ws, "*", {}, true, true},
        Good{"ws://[::1]:*", Transport::Ws, "::1", {}, true, false},
        Good{"epgm://127.0.0.1;239.192.1.1:5", Transport::Epgm, "239.192.1.1", 5, false, false},
        Good{"pgm://eth0;224.0.0.1:65535", Transport::Pgm, "224.0.0.1", 65535, false, true},
        Good{"norm://lo;239.192.1.1:5", Transport::Norm, "239.192.1.1", 5, false, false},
        Good{"norm://1,lo;239.192.1.1:5", Transport::Norm, "239.192.1.1", 5, false, false},
        Good{"norm://239.192.1.1:5", Transport::Norm, "239.192.1.1", 5, false, true},
        Good{"ipc:///tmp/feed", Transport::Ipc, "/tmp/feed", {}, false, false},
        Good{"ipc://feed", Transport::Ipc, "feed", {}, false, false},
        Good{"ipc://@feed", Transport::Ipc, "@feed", {}, false, false},
        Good{"ipc://*", Transport::Ipc, "*", {}, true, false},
        Good{"ipc://" + std::string(107, 'p'),
             Transport::Ipc,
             std::string(107, 'p'),
             {},
             false,
             false},
        Good{"inproc://a b", Transport::Inproc, "a b", {}, false, false},
        Good{"inproc://*", Transport::Inproc, "*", {}, true, false}));

struct Bad
{
    std::string text;
    std::string says;
};

void PrintTo(const Bad& bad, std::ostream* out)
{
    *out << bad.text;
}

class BadAddress : public ::testing::TestWithParam<Bad>
{ };

TEST_P(BadAddress, IsRefusedWithTheReason)
{
    const AddressResult result = parseBindAddress(GetParam().text);
    EXPECT_FALSE(result.address);
    EXPECT_THAT(result.problem, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Table,
    BadAddress,
    ::testing::Values(Bad{"", "empty"},
                      Bad{"127.0.0.1:5555", "no transport"},
                      Bad{"carrier-pigeon://x", "unknown transport"},
                      Bad{"TCP://127.0.0.1:5", "unknown transport"},
                      Bad{" tcp://127.0.0.1:5", "space"},
                      Bad{"tcp://127.0.0.1:5 ", "space"},
                      Bad{"inproc://a\nb", "control"},
                      Bad{"tcp://", "port is missing"},
                      Bad{"tcp://127.0.0.1", "port is missing"},
                      Bad{"tcp://[::1]", "port is missing"},
                      Bad{"tcp://127.0.0.1:", "port is missing"},
                      Bad{"tcp://:5555", "host is missing"},
                      Bad{"tcp://127.0.0.1:99999", "port 99999 is not between 1 and 65535"},
                      Bad{"tcp://127.0.0.1:0", "port 0 is not between 1 and 65535"},
                      Bad{"tcp://127.0.0.1:-5", "not between"},
                      Bad{"tcp://127.0.0.1:99999999999999999999", "not between"},
                      Bad{"tcp://127.0.0.1:http", "not a number"},
                      Bad{"tcp://127.0.0.1:55x", "not a number"},
                      Bad{"tcp://256.0.0.1:5", "not an IPv4 address"},
                      Bad{"tcp://1.2.3:5", "not an IPv4 address"},
                      Bad{"tcp://[::g]:5", "not an IPv6 address"},
                      Bad{"tcp://localhost:5555", "host name localhost"},
                      Bad{"tcp://example.org:5555", "host name example.org"},
                      Bad{"tcp://a/b:5555", "is not a host"},
                      Bad{"ws://127.0.0.1", "port is missing"},
                      Bad{"ws://localhost:80", "host name localhost"},
                      Bad{"ws://127.0.0.1:80/a b", "space"},
                      Bad{"epgm://239.192.1.1:5", "interface is missing"},
                      Bad{"epgm://lo;239.192.1.1:5", "write 127.0.0.1"},
                      Bad{"epgm://127.0.0.1;10.0.0.1:5", "no multicast group"},
                      Bad{"epgm://127.0.0.1;239.192.1.1:*", "port that all know"},
                      Bad{"pgm://127.0.0.1;239.192.1.1", "port is missing"},
                      Bad{"pgm://a b;239.192.1.1:5", "no interface"},
                      Bad{"norm://0,lo;239.192.1.1:5", "node id"},
                      Bad{"norm://127.0.0.1;239.192.1.1:5", "name of an interface"},
                      Bad{"norm://127.0.0.1:5", "no multicast group"},
                      Bad{"norm://lo;239.192.1.1:99999", "not between"},
                      Bad{"ipc://", "path is missing"},
                      Bad{"ipc://@", "path is missing"},
                      Bad{"ipc://" + std::string(108, 'p'), "108 bytes"},
                      Bad{"inproc://", "name is missing"},
                      Bad{"inproc://zeromq.zap.01", "authentication"}));

TEST(Addresses, TransportsThatNobodyCanUseAreKnownButNotOffered)
{
    for (const char* scheme : {"wss", "udp", "tipc", "vmci"}) {
        const AddressResult result = parseBindAddress(std::string(scheme) + "://127.0.0.1:5");
        ASSERT_TRUE(result.address) << scheme;
        EXPECT_EQ(result.address->transport, Transport::Other);
        EXPECT_EQ(result.address->scheme, scheme);
        EXPECT_THAT(result.problem, HasSubstr("not offered here"));
    }
}

TEST(Addresses, OfAWebSocketHaveAPath)
{
    const Address address = *parseBindAddress("ws://lo:*/feed?a=1").address;
    EXPECT_EQ(address.transport, Transport::Ws);
    EXPECT_EQ(address.path, "/feed?a=1");
    EXPECT_TRUE(address.wildcard);
    EXPECT_EQ(parseBindAddress("ws://127.0.0.1:80").address->path, "");
}

TEST(Addresses, OfAGroupHaveAnInterface)
{
    EXPECT_EQ(parseBindAddress("epgm://127.0.0.1;239.192.1.1:5555").address->interface,
              "127.0.0.1");
    EXPECT_EQ(parseBindAddress("norm://7,lo;239.192.1.1:5555").address->interface, "7,lo");
    EXPECT_EQ(parseBindAddress("norm://239.192.1.1:5555").address->interface, "");
}

TEST(Addresses, ThatSocketsConnectToMayHaveHostNamesAndASource)
{
    const AddressResult named = parseConnectAddress("tcp://example.org:80");
    ASSERT_TRUE(named.address) << named.problem;
    EXPECT_TRUE(named.address->openToNetwork);
    const AddressResult source = parseConnectAddress("tcp://127.0.0.1:0;localhost:80");
    ASSERT_TRUE(source.address) << source.problem;
    EXPECT_EQ(source.address->source, "127.0.0.1:0");
    EXPECT_EQ(source.address->host, "localhost");
    EXPECT_EQ(parseConnectAddress("tcp://lo:*;127.0.0.1:80").address->source, "lo:*");
    EXPECT_THAT(parseConnectAddress("tcp://localhost:1;127.0.0.1:80").problem,
                HasSubstr("before the ;"));
    EXPECT_THAT(parseBindAddress("tcp://127.0.0.1:1;127.0.0.1:2").problem, HasSubstr("source"));
}

bool collideEitherWay(const Address& first, const Address& second)
{
    EXPECT_EQ(collide(first, second), collide(second, first)) << first.host << " " << second.host;
    return collide(first, second);
}

bool collideTexts(const std::string& a, const std::string& b)
{
    return collideEitherWay(*parseBindAddress(a).address, *parseBindAddress(b).address);
}

/// As a socket with IPV6 binds it.
Address withIpv6(const std::string& text)
{
    Address address = *parseBindAddress(text).address;
    address.ipv6 = true;
    return address;
}

Address withoutIpv6(const std::string& text)
{
    return *parseBindAddress(text).address;
}

TEST(Collisions, TheSamePortOnOverlappingInterfacesCollides)
{
    EXPECT_TRUE(collideTexts("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("tcp://0.0.0.0:5555", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("tcp://*:5555", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("tcp://lo:5555", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("tcp://[::]:5555", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("tcp://[0:0::1]:5555", "tcp://[::1]:5555"));
}

TEST(Collisions, WebSocketsTakeThePortsOfTcp)
{
    EXPECT_TRUE(collideTexts("ws://127.0.0.1:5555/a", "tcp://127.0.0.1:5555"));
    EXPECT_TRUE(collideTexts("ws://*:5555", "ws://127.0.0.1:5555/b"));
}

TEST(Collisions, AGroupIsForMany)
{
    EXPECT_FALSE(
        collideTexts("epgm://127.0.0.1;239.192.1.1:5555", "epgm://127.0.0.1;239.192.1.1:5555"));
}

TEST(Collisions, OtherPortsOrInterfacesDoNot)
{
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556"));
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://127.0.0.2:5555"));
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://[::1]:5555"));
}

TEST(Collisions, AllInterfacesOfIpv4LeaveIpv6Free)
{
    const Address ipv6 = withIpv6("tcp://[::1]:5555");
    EXPECT_FALSE(collideEitherWay(withoutIpv6("tcp://*:5555"), ipv6));
    EXPECT_FALSE(collideEitherWay(withoutIpv6("tcp://0.0.0.0:5555"), ipv6));
    EXPECT_FALSE(collideEitherWay(withIpv6("tcp://0.0.0.0:5555"), ipv6));
    EXPECT_FALSE(collideEitherWay(withIpv6("tcp://[::ffff:0.0.0.0]:5555"), ipv6));
    EXPECT_TRUE(collideEitherWay(withIpv6("tcp://0.0.0.0:5555"), withoutIpv6("tcp://*:5555")));
}

TEST(Collisions, AllInterfacesOfASocketWithIpv6AreThoseOfBothVersions)
{
    for (const char* all : {"tcp://*:5555", "tcp://[::]:5555"}) {
        EXPECT_TRUE(collideEitherWay(withIpv6(all), withIpv6("tcp://[::1]:5555"))) << all;
        EXPECT_TRUE(collideEitherWay(withIpv6(all), withoutIpv6("tcp://127.0.0.1:5555"))) << all;
        EXPECT_TRUE(collideEitherWay(withIpv6(all), withoutIpv6("tcp://*:5555"))) << all;
        EXPECT_TRUE(collideEitherWay(withIpv6(all), withIpv6("tcp://eth0:5555"))) << all;
    }
}

TEST(Collisions, AnInterfaceIsItsIpv6AddressForASocketWithIpv6)
{
    EXPECT_TRUE(collideEitherWay(withIpv6("tcp://lo:5555"), withIpv6("tcp://[::1]:5555")));
    EXPECT_FALSE(collideEitherWay(withIpv6("tcp://lo:5555"), withoutIpv6("tcp://127.0.0.1:5555")));
    EXPECT_FALSE(collideEitherWay(withIpv6("tcp://lo:5555"), withoutIpv6("tcp://*:5555")));
    EXPECT_FALSE(collideEitherWay(withIpv6("tcp://eth0:5555"), withoutIpv6("tcp://eth0:5555")));
    EXPECT_TRUE(collideEitherWay(withIpv6("tcp://eth0:5555"), withIpv6("tcp://eth0:5555")));
}

TEST(Collisions, TheSamePathOrNameCollides)
{
    EXPECT_TRUE(collideTexts("ipc:///tmp/a", "ipc:///tmp/a"));
    EXPECT_TRUE(collideTexts("inproc://a", "inproc://a"));
    EXPECT_FALSE(collideTexts("inproc://a", "inproc://b"));
    EXPECT_FALSE(collideTexts("inproc://a", "ipc://a"));
    EXPECT_FALSE(collideTexts("ipc://@a", "ipc://a"));
}

TEST(Collisions, WildcardsNeverCollide)
{
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:*", "tcp://127.0.0.1:*"));
    EXPECT_FALSE(collideTexts("tcp://*:*", "tcp://127.0.0.1:5555"));
    EXPECT_FALSE(collideTexts("ipc://*", "ipc://*"));
    EXPECT_FALSE(collideTexts("inproc://*", "inproc://*"));
}

TEST(FreshAddresses, ArePrivateAndFilledInWhenBound)
{
    EXPECT_EQ(freshAddress("inproc"), "inproc://*");
    EXPECT_EQ(freshAddress("ipc"), "ipc://*");
    EXPECT_EQ(freshAddress("tcp"), "tcp://127.0.0.1:*");
    EXPECT_EQ(freshAddress("ws"), "ws://127.0.0.1:*");
    for (const char* transport : {"pgm", "epgm", "norm"}) {
        const AddressResult result = parseBindAddress(freshAddress(transport));
        ASSERT_TRUE(result.address) << result.problem;
        EXPECT_FALSE(result.address->openToNetwork);
    }
    for (const char* transport : {"inproc", "ipc", "tcp", "ws"}) {
        const AddressResult result = parseBindAddress(freshAddress(transport));
        EXPECT_TRUE(result.address->wildcard);
        EXPECT_FALSE(result.address->openToNetwork);
    }
}

} // namespace
} // namespace topomq::rules
