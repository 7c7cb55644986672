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
                      Bad{"ipc://", "path is missing"},
                      Bad{"ipc://@", "path is missing"},
                      Bad{"ipc://" + std::string(108, 'p'), "108 bytes"},
                      Bad{"inproc://", "name is missing"},
                      Bad{"inproc://zeromq.zap.01", "authentication"}));

TEST(Addresses, OtherTransportsOfZeroMqAreKnownButNotSupportedYet)
{
    for (const char* scheme : {"ws", "wss", "pgm", "epgm", "norm", "udp", "tipc", "vmci"}) {
        const AddressResult result = parseBindAddress(std::string(scheme) + "://127.0.0.1:5");
        ASSERT_TRUE(result.address) << scheme;
        EXPECT_EQ(result.address->transport, Transport::Other);
        EXPECT_EQ(result.address->scheme, scheme);
        EXPECT_THAT(result.problem, HasSubstr("not supported yet"));
    }
}

bool collideTexts(const std::string& a, const std::string& b)
{
    const Address first = *parseBindAddress(a).address;
    const Address second = *parseBindAddress(b).address;
    EXPECT_EQ(collide(first, second), collide(second, first)) << a << " " << b;
    return collide(first, second);
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

TEST(Collisions, OtherPortsOrInterfacesDoNot)
{
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://127.0.0.1:5556"));
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://127.0.0.2:5555"));
    EXPECT_FALSE(collideTexts("tcp://127.0.0.1:5555", "tcp://[::1]:5555"));
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
    for (const char* transport : {"inproc", "ipc", "tcp"}) {
        const AddressResult result = parseBindAddress(freshAddress(transport));
        EXPECT_TRUE(result.address->wildcard);
        EXPECT_FALSE(result.address->openToNetwork);
    }
}

} // namespace
} // namespace topomq::rules
